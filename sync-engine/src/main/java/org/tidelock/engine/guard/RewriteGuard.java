package org.tidelock.engine.guard;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tidelock.engine.guard.Holds.Judgement;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.HoldTable.Rewrite;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Plan;

/// Lets rewrites through, or makes those wait that look like encryption, in both directions.
final class RewriteGuard {
  private static final Optional<Set<NodeId>> NOTHING = Optional.of(Set.of());
  private static final Optional<Set<NodeId>> EVERYTHING = Optional.empty();

  private final Tables tables;
  private final Beginnings beginnings;
  private final Shrinking shrinking;
  private final UnaryOperator<String> slots;
  private final InstantSource clock;
  private final Holds outgoing;
  private final Holds incoming;

  RewriteGuard(
      Tables tables,
      Beginnings beginnings,
      Shrinking shrinking,
      UnaryOperator<String> slots,
      InstantSource clock) {
    this.tables = tables;
    this.beginnings = beginnings;
    this.shrinking = shrinking;
    this.slots = slots;
    this.clock = clock;
    this.outgoing = new Holds(tables, clock, Cause.REWRITTEN_HERE);
    this.incoming = new Holds(tables, clock, Cause.REWRITTEN_ELSEWHERE);
  }

  /// @param passing what is rewritten now and need not wait, nor was asked about
  private record Judged(Judgement judgement, List<Rewrite> passing) {}

  /// What of a scan may be recorded: all but the rewrites that have to wait. What waited and is readable again waits no longer.
  Scan outgoing(Scan scan) {
    Judged judged = judge(scan);
    keep(outgoing, Cause.REWRITTEN_HERE, judged);
    return Rewritten.without(scan, judged.judgement.waiting());
  }

  /// The same, as it would be now; nothing is kept.
  Scan wouldPass(Scan scan) {
    return Rewritten.without(scan, judge(scan).judgement.waiting());
  }

  /// The same; kept is only what waits no longer.
  Scan releasing(Scan scan) {
    Judged judged = judge(scan);
    outgoing.keep(judged.judgement.releasing(), _ -> {});
    return Rewritten.without(scan, judged.judgement.waiting());
  }

  /// Nothing is said of what could not be seen.
  private Judged judge(Scan scan) {
    List<Rewritten> all = Rewritten.in(scan);
    List<Rewrite> before = before(Cause.REWRITTEN_HERE, Rewritten.ids(all));
    Set<NodeId> scrambled = new HashSet<>();
    boolean look = all.size() + before.size() >= MassRewrite.LOOKED_INTO_FROM || outgoing.areOpen();
    if (look)
      for (Rewritten file : all)
        if (beginnings.isScrambled(file) && !isOnlyReadAgain(file)) scrambled.add(file.id());
    return judge(
        outgoing,
        Cause.REWRITTEN_HERE,
        all.stream().map(Rewritten::row).toList(),
        scrambled,
        before,
        scan.complete() ? scan.listed() : NOTHING);
  }

  /// It is as it was seen, and is read again only because it was seen in the moment in which it was written. Was it never compressed, it looked as it does now: as
  /// where many files came from another device that are so by nature.
  private boolean isOnlyReadAgain(Rewritten file) {
    return file.looksAsSeen() && file.row().entry().version().filter(shrinking::shrank).isEmpty();
  }

  /// What of a plan may be done: all but the rewrites that have to wait, and what touches those files, or files whose rewriting here waits.
  ///
  /// @param plan for all folders that may differ
  Plan incoming(Plan plan) {
    Plan untouched = sparingOurs(plan);
    Judged judged = judge(untouched);
    keep(incoming, Cause.REWRITTEN_ELSEWHERE, judged);
    return sparing(untouched, judged.judgement.waiting());
  }

  /// The same, as it would be now; nothing is kept.
  Plan wouldPass(Plan plan) {
    Plan untouched = sparingOurs(plan);
    return sparing(untouched, judge(untouched).judgement.waiting());
  }

  private Plan sparingOurs(Plan plan) {
    return sparing(plan, tables.holds().waiting(Cause.REWRITTEN_HERE));
  }

  private Plan sparing(Plan plan, Set<NodeId> waiting) {
    return waiting.isEmpty() ? plan : plan.sparing(waiting::contains, slots);
  }

  private Judged judge(Plan plan) {
    List<Action.Replace> all = new ArrayList<>();
    for (Action action : plan.actions())
      if (action instanceof Action.Replace a && !a.removesAnother() && isOthers(a)) all.add(a);
    Set<NodeId> ids = new HashSet<>();
    all.forEach(a -> ids.add(a.base().id()));
    List<Rewrite> before = before(Cause.REWRITTEN_ELSEWHERE, ids);
    Set<NodeId> scrambled = new HashSet<>();
    if (all.size() + before.size() >= MassRewrite.LOOKED_INTO_FROM || incoming.areOpen())
      for (Action.Replace a : all) if (isScrambled(a)) scrambled.add(a.base().id());
    List<BaseRow> rows =
        all.stream().flatMap(a -> tables.base().row(a.base().id()).stream()).toList();
    return judge(incoming, Cause.REWRITTEN_ELSEWHERE, rows, scrambled, before, EVERYTHING);
  }

  private boolean isOthers(Action.Replace action) {
    Optional<OpId> now = action.entry().version();
    return !now.equals(action.base().version())
        && now.flatMap(tables.versions()::version).filter(v -> !v.own()).isPresent();
  }

  /// As the index tells it, since the bytes are not here: it could be compressed and cannot be any more, though files of its name can.
  private boolean isScrambled(Action.Replace action) {
    return !FileTypes.isCompressed(action.at().name())
        && action.base().version().filter(shrinking::shrank).isPresent()
        && action.entry().version().filter(shrinking::couldNotShrink).isPresent();
  }

  private List<Rewrite> before(Cause cause, Set<NodeId> now) {
    Instant since = clock.instant().minus(MassRewrite.WINDOW);
    return tables.holds().rewrittenSince(cause, since).stream()
        .filter(r -> !now.contains(r.node()))
        .toList();
  }

  /// While some wait, all that follow wait with them: whoever encrypts goes on, with nobody there to answer.
  private Judged judge(
      Holds holds,
      Cause cause,
      List<BaseRow> all,
      Set<NodeId> scrambled,
      List<Rewrite> before,
      Optional<Set<NodeId>> folders) {
    List<BaseRow> asked = all.stream().filter(row -> scrambled.contains(row.entry().id())).toList();
    long scrambledBefore = before.stream().filter(Rewrite::scrambled).count();
    Judgement judgement =
        holds.judge(
            asked,
            folders,
            unasked ->
                holds.areOpen()
                        || MassRewrite.is(
                            scrambledBefore + unasked.size(),
                            before.size() + all.size(),
                            tables.base().files())
                    ? unasked
                    : List.of());
    Set<NodeId> approved = tables.holds().approved(cause);
    List<Rewrite> passing = new ArrayList<>();
    for (BaseRow row : all) {
      NodeId id = row.entry().id();
      if (!judgement.waiting().contains(id) && !approved.contains(id))
        passing.add(new Rewrite(id, scrambled.contains(id)));
    }
    return new Judged(judgement, passing);
  }

  private void keep(Holds holds, Cause cause, Judged judged) {
    if (judged.judgement.changesNothing() && judged.passing.isEmpty()) return;
    holds.keepAll(
        judged.judgement,
        now -> tables.holds().rewritten(cause, judged.passing, now, now.minus(MassRewrite.WINDOW)));
  }
}
