package org.tidelock.engine.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tidelock.engine.Issue;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.HoldTable.Amount;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.HoldTable.Hold;
import org.tidelock.engine.index.HoldTable.Removal;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

/// What waits for one cause, and what more has to.
final class Holds {
  private final Tables tables;
  private final InstantSource clock;
  private final Cause cause;

  Holds(Tables tables, InstantSource clock, Cause cause) {
    this.tables = tables;
    this.clock = clock;
    this.cause = cause;
  }

  /// Which removals or rewrites have to wait from now on, and which do not any more.
  ///
  /// @param waiting all that have to wait
  /// @param fresh what of it has not waited before
  /// @param over waited until now, and is over
  /// @param passing passes now, without having been asked for
  record Judgement(
      Set<NodeId> waiting, List<BaseRow> fresh, Set<NodeId> over, List<BaseRow> passing) {
    /// As well, these do not wait any more, if they did.
    Judgement without(Set<NodeId> replaced) {
      Set<NodeId> all = new HashSet<>(over);
      replaced.stream().filter(waiting::contains).forEach(all::add);
      return new Judgement(waiting, fresh, all, passing);
    }

    /// No more than that these do not wait any more.
    Judgement releasing() {
      return new Judgement(waiting, List.of(), over, List.of());
    }

    boolean changesNothing() {
      return fresh.isEmpty() && over.isEmpty() && passing.isEmpty();
    }
  }

  /// What of that which nobody was asked about has to wait.
  interface Mass {
    List<BaseRow> of(List<BaseRow> unasked);
  }

  /// @param removed rows of what is to be removed, or was rewritten
  /// @param folders in which nothing else is to be; empty if there is nothing else at all
  Judgement judge(List<BaseRow> removed, Optional<Set<NodeId>> folders, Mass mass) {
    Set<NodeId> waiting = new HashSet<>(tables.holds().waiting(cause));
    Set<NodeId> approved = tables.holds().approved(cause);
    Set<NodeId> over = new HashSet<>(waiting);
    over.addAll(approved);
    if (folders.isPresent()) over.retainAll(in(folders.get(), over));
    for (BaseRow row : removed) over.remove(row.entry().id());
    waiting.removeAll(over);
    List<BaseRow> unasked = new ArrayList<>();
    for (BaseRow row : removed) {
      NodeId id = row.entry().id();
      if (!waiting.contains(id) && !approved.contains(id)) unasked.add(row);
    }
    List<BaseRow> fresh = new ArrayList<>(mass.of(unasked));
    fresh.forEach(row -> waiting.add(row.entry().id()));
    if (fresh.size() < unasked.size()) {
      List<BaseRow> above = above(waiting, removed);
      above.forEach(row -> waiting.add(row.entry().id()));
      fresh.addAll(above);
    }
    unasked.removeIf(row -> waiting.contains(row.entry().id()));
    return new Judgement(waiting, fresh, over, unasked);
  }

  /// @param asked none if nobody wants to know
  private Set<NodeId> in(Set<NodeId> folders, Set<NodeId> asked) {
    Set<NodeId> in = new HashSet<>();
    if (asked.isEmpty()) return in;
    for (NodeId folder : folders)
      for (BaseRow row : tables.base().rowsIn(folder)) in.add(row.entry().id());
    return in;
  }

  /// Folders of what waits, which wait with it.
  private static List<BaseRow> above(Set<NodeId> waiting, List<BaseRow> removed) {
    List<BaseRow> above = new ArrayList<>();
    if (waiting.isEmpty()) return above;
    Set<NodeId> all = new HashSet<>(waiting);
    for (boolean more = true; more; ) {
      more = false;
      Set<NodeId> parents = new HashSet<>();
      for (BaseRow row : removed)
        if (all.contains(row.entry().id())) parents.add(row.entry().parent());
      for (BaseRow row : removed)
        if (parents.contains(row.entry().id()) && all.add(row.entry().id())) {
          above.add(row);
          more = true;
        }
    }
    return above;
  }

  /// All, or what of one folder is too much for it.
  ///
  /// @param elsewhere rows of folders that lie elsewhere on this device
  List<BaseRow> massRemoval(List<BaseRow> unasked, Supplier<Set<NodeId>> elsewhere) {
    return isMassRemoval(unasked) ? unasked : FolderLosses.in(tables, elsewhere, unasked, lately());
  }

  /// What was removed, or began to wait, in the last minutes.
  private List<Removal> lately() {
    Instant since = clock.instant().minus(MassRemoval.WINDOW);
    List<Removal> lately = new ArrayList<>(tables.holds().removedSince(cause, since));
    for (Hold hold : tables.holds().open())
      if (hold.cause() == cause && hold.since().isAfter(since))
        for (NodeId node : tables.holds().nodes(hold.id()))
          tables
              .base()
              .row(node)
              .filter(row -> !row.isFolder())
              .ifPresent(
                  row -> lately.add(new Removal(node, Optional.of(row.fingerprint().size()))));
    return lately;
  }

  /// With what was removed or began to wait in the last minutes.
  private boolean isMassRemoval(List<BaseRow> unasked) {
    Amount now = amount(unasked);
    if (now.files() == 0) return false;
    Instant since = clock.instant().minus(MassRemoval.WINDOW);
    Set<NodeId> these = new HashSet<>();
    unasked.forEach(row -> these.add(row.entry().id()));
    Amount before = new Amount(0, 0);
    for (Removal r : tables.holds().removedSince(cause, since))
      if (!these.contains(r.node())) before = before.and(new Amount(1, r.bytes().orElse(0L)));
    Amount all = new Amount(tables.base().files(), tables.base().bytes());
    if (MassRemoval.isEverything(now, all)) return true;
    Amount there = all.and(before);
    for (Hold hold : tables.holds().open())
      if (hold.cause() == cause && hold.since().isAfter(since))
        before = before.and(new Amount(hold.files(), hold.bytes()));
    return MassRemoval.is(now.and(before), there);
  }

  /// Whether something waits for this already.
  boolean areOpen() {
    return tables.holds().open().stream().anyMatch(h -> h.cause() == cause);
  }

  private static Amount amount(List<BaseRow> rows) {
    Amount amount = new Amount(0, 0);
    for (BaseRow row : rows)
      if (!row.isFolder()) amount = amount.and(new Amount(1, row.fingerprint().size()));
    return amount;
  }

  /// Keeps it, over restarts, and tells of it.
  ///
  /// @param also done in the same transaction
  void keep(Judgement judgement, Consumer<Instant> also) {
    if (!judgement.changesNothing()) keepAll(judgement, also);
  }

  /// The same, also if nothing waits that has not, and nothing is over.
  void keepAll(Judgement judgement, Consumer<Instant> also) {
    Instant now = clock.instant();
    tables
        .db()
        .transaction(
            () -> {
              tables.holds().release(judgement.over());
              if (!judgement.fresh().isEmpty())
                tables.holds().hold(cause, removals(judgement.fresh()), now);
              also.accept(now);
              tell(tables);
              return true;
            });
  }

  void keepRemovals(Judgement judgement) {
    keep(
        judgement,
        now ->
            tables
                .holds()
                .removed(cause, removals(judgement.passing()), now, now.minus(MassRemoval.WINDOW)));
  }

  private static List<Removal> removals(Collection<BaseRow> rows) {
    return rows.stream()
        .map(
            row ->
                new Removal(
                    row.entry().id(),
                    row.isFolder() ? Optional.empty() : Optional.of(row.fingerprint().size())))
        .toList();
  }

  /// Makes the issues say what waits now. Within a transaction.
  static void tell(Tables tables) {
    Set<String> solved = new HashSet<>();
    for (Issue issue : tables.issues().all())
      if (org.tidelock.engine.Hold.of(issue).isPresent()) solved.add(issue.id());
    for (Hold hold : tables.holds().open()) {
      String id = org.tidelock.engine.Hold.issue(String.valueOf(hold.id()));
      solved.remove(id);
      tables
          .issues()
          .put(
              new Issue(
                  id,
                  Issue.Severity.DECIDE,
                  Issue.Kind.HELD,
                  "SYN-02",
                  title(hold.cause()).of(hold.files()),
                  body(hold.cause()).of(hold.id()),
                  Optional.empty(),
                  hold.since()));
    }
    solved.forEach(tables.issues()::remove);
  }

  private static Title title(Cause cause) {
    return switch (cause) {
      case GONE_HERE -> Title.DELETION_HELD;
      case DELETED_ELSEWHERE -> Title.REMOVAL_HELD;
      case REWRITTEN_HERE -> Title.REWRITE_HELD;
      case REWRITTEN_ELSEWHERE -> Title.REPLACEMENT_HELD;
    };
  }

  private static Body body(Cause cause) {
    return switch (cause) {
      case GONE_HERE -> Body.DELETION_HELD;
      case DELETED_ELSEWHERE -> Body.REMOVAL_HELD;
      case REWRITTEN_HERE -> Body.REWRITE_HELD;
      case REWRITTEN_ELSEWHERE -> Body.REPLACEMENT_HELD;
    };
  }
}
