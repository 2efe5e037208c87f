package org.tidelock.engine.undo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.HoldTable.Removal;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Undoes a batch, or what a device has done since a time. On the engine's thread, and after a round, so that what is on the disk is recorded.
public final class Undoing {
  private final Tables tables;
  private final Identity identity;
  private final SealedContents contents;
  private final Committer committer;
  private final InstantSource clock;
  private final KeptCommits commits;

  public Undoing(
      Tables tables,
      Identity identity,
      SealedContents contents,
      Committer committer,
      InstantSource clock) {
    this.tables = tables;
    this.identity = identity;
    this.contents = contents;
    this.committer = committer;
    this.clock = clock;
    this.commits = new KeptCommits(tables, identity);
  }

  /// @param writer one of those whose changes they are
  private record Wanted(LogTable.Writer writer, Selection selection) {}

  /// What [#undo] would do; nothing is changed.
  ///
  /// @throws TidelockException USAGE if there is no such batch, or device
  public UndoReport preview(UndoRequest request) throws TidelockException {
    return new Told(tables).report(outcome(wanted(request)));
  }

  /// Makes the commits; the next round sends them and makes the disk equal. If it is interrupted between two commits, undoing the same again does the rest.
  ///
  /// @throws TidelockException as [#preview]
  public UndoReport undo(UndoRequest request) throws TidelockException {
    Wanted wanted = wanted(request);
    Reversals.Outcome outcome = outcome(wanted);
    UndoReport report = new Told(tables).report(outcome);
    Instant made = Batches.begin(tables, committer.writer(), clock.instant());
    boolean first = true;
    for (List<Operation> operations :
        Commits.of(outcome.reversals(), wanted.selection, tables, contents)) {
      boolean tell = first;
      committer.commit(
          new Committer.Content(operations, List.of(), 0, 0),
          made,
          () -> {
            if (tell) told(wanted.writer, outcome, report);
          });
      first = false;
    }
    return report;
  }

  private Reversals.Outcome outcome(Wanted wanted) throws TidelockException {
    return Reversals.of(wanted.selection, tables, commits);
  }

  private Wanted wanted(UndoRequest request) throws TidelockException {
    return switch (request) {
      case UndoRequest.Batch batch -> batch(batch.id());
      case UndoRequest.Since since -> since(since);
    };
  }

  private Wanted batch(String id) throws TidelockException {
    Batches.Found found =
        Batches.find(tables, id)
            .orElseThrow(() -> refused(Happened.NO_SUCH_BATCH.of(id), Todo.SEE_BATCHES.of()));
    return new Wanted(
        tables.log().writer(found.first().writer()).orElseThrow(), new Selection(found.segments()));
  }

  private Wanted since(UndoRequest.Since since) throws TidelockException {
    List<LogTable.Writer> writers =
        tables.log().writers().stream()
            .filter(w -> w.device().toString().equals(since.device()))
            .toList();
    if (writers.isEmpty())
      throw refused(Happened.NOTHING_OF_DEVICE.of(since.device()), Todo.SEE_DEVICES.of());
    List<SegmentKey> segments =
        new SinceThen(tables, identity.device().id(), since.time()).of(writers.getFirst().device());
    return new Wanted(writers.getLast(), new Selection(segments));
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }

  /// Removals that follow on this device were asked for: they do not wait for an answer.
  private void told(LogTable.Writer writer, Reversals.Outcome outcome, UndoReport report) {
    tables.holds().allow(Cause.DELETED_ELSEWHERE, removals(outcome), clock.instant());
    tables
        .activity()
        .add(
            new Activity(
                0,
                clock.instant(),
                Activity.Kind.UNDONE,
                new Told(tables).folder(outcome).toString(),
                writer.name(),
                writer.device().equals(identity.device().id()),
                0,
                String.valueOf(report.undone())));
  }

  private List<Removal> removals(Reversals.Outcome outcome) {
    List<Removal> removals = new ArrayList<>();
    for (Reversal r : outcome.reversals())
      if (r.life() == Reversal.Life.ENDS) {
        Node node = r.node();
        Optional<Long> bytes =
            node.kind() == NodeKind.FOLDER
                ? Optional.empty()
                : Optional.of(
                    node.versions().stream().findFirst().map(ContentVersion::size).orElse(0L));
        removals.add(new Removal(node.id(), bytes));
      }
    return removals;
  }
}
