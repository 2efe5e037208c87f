package org.tidelock.engine.undo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
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

  /// @param device whose changes they are
  /// @param name of that device
  private record Wanted(DeviceId device, String name, Selection selection) {}

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
            if (tell) told(wanted, outcome, report);
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
      case UndoRequest.Recorded recorded -> recorded(recorded);
    };
  }

  private Wanted batch(String id) throws TidelockException {
    Batches.Found found =
        Batches.find(tables, id)
            .orElseThrow(() -> refused(Happened.NO_SUCH_BATCH.of(id), Todo.SEE_BATCHES.of()));
    LogTable.Writer writer = tables.log().writer(found.first().writer()).orElseThrow();
    return new Wanted(writer.device(), writer.name(), new Selection(found.segments()));
  }

  private Wanted recorded(UndoRequest.Recorded recorded) throws TidelockException {
    List<SegmentKey> segments =
        tables.log().inCausalOrder().stream()
            .filter(key -> key.writer().toString().equals(recorded.writer()))
            .filter(key -> key.seq() >= recorded.from() && key.seq() < recorded.to())
            .toList();
    if (segments.isEmpty())
      throw refused(Happened.NO_SUCH_BATCH.of(recorded.writer()), Todo.SEE_BATCHES.of());
    LogTable.Writer writer = tables.log().writer(segments.getFirst().writer()).orElseThrow();
    return new Wanted(writer.device(), writer.name(), new Selection(segments));
  }

  /// A device that has recorded nothing so far has nothing to be undone.
  private Wanted since(UndoRequest.Since since) throws TidelockException {
    DeviceEntry device =
        identity.members().devices().stream()
            .filter(d -> d.id().toString().equals(since.device()))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(Happened.NOTHING_OF_DEVICE.of(since.device()), Todo.SEE_DEVICES.of()));
    List<SegmentKey> segments =
        new SinceThen(tables, identity.device().id(), since.time()).of(device.id());
    return new Wanted(device.id(), device.name(), new Selection(segments));
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }

  /// Removals that follow on this device were asked for: they do not wait for an answer.
  private void told(Wanted wanted, Reversals.Outcome outcome, UndoReport report) {
    tables.holds().allow(Cause.DELETED_ELSEWHERE, removals(outcome), clock.instant());
    tables
        .activity()
        .add(
            new Activity(
                0,
                clock.instant(),
                Activity.Kind.UNDONE,
                new Told(tables).folder(outcome).toString(),
                wanted.name,
                wanted.device.equals(identity.device().id()),
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
