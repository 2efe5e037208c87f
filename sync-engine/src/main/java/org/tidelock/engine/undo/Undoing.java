package org.tidelock.engine.undo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.HoldTable.Removal;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable.Version;
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
  private final Sound sound;
  private final KeptCommits commits;

  /// What can be read of the vault's files.
  public interface Sound {
    /// Whether the storage has a version of a file, as far as is known, or this device.
    ///
    /// @throws TidelockException if the folder is away: what is in it cannot be known
    Predicate<Version> now() throws TidelockException;
  }

  public Undoing(
      Tables tables,
      Identity identity,
      SealedContents contents,
      Committer committer,
      InstantSource clock,
      Sound sound) {
    this.tables = tables;
    this.identity = identity;
    this.contents = contents;
    this.committer = committer;
    this.clock = clock;
    this.sound = sound;
    this.commits = new KeptCommits(tables, identity);
  }

  /// @param device whose changes they are
  /// @param name of that device
  /// @param undone whether a version is one of those that are reversed
  private record Wanted(
      DeviceId device, String name, Reversals.Outcome outcome, Predicate<OpId> undone) {}

  /// What [#undo] would do; nothing is changed.
  ///
  /// @throws TidelockException USAGE if there is no such batch, or device
  public UndoReport preview(UndoRequest request) throws TidelockException {
    return new Told(tables).report(wanted(request).outcome);
  }

  /// Makes the commits; the next round sends them and makes the disk equal. If it is interrupted between two commits, undoing the same again does the rest.
  ///
  /// @throws TidelockException as [#preview]
  public UndoReport undo(UndoRequest request) throws TidelockException {
    Wanted wanted = wanted(request);
    UndoReport report = new Told(tables).report(wanted.outcome);
    Instant made = Batches.begin(tables, committer.writer(), clock.instant());
    boolean first = true;
    for (List<Operation> operations :
        Commits.of(wanted.outcome.reversals(), wanted.undone, tables, contents)) {
      boolean tell = first;
      committer.commitAll(
          operations,
          made,
          () -> {
            if (tell) told(wanted, report);
          });
      first = false;
    }
    return report;
  }

  private Wanted wanted(DeviceId device, String name, Selection selection)
      throws TidelockException {
    return new Wanted(device, name, Reversals.of(selection, tables, commits), selection::has);
  }

  private Wanted wanted(UndoRequest request) throws TidelockException {
    return switch (request) {
      case UndoRequest.Batch batch -> batch(batch.id());
      case UndoRequest.Since since -> since(since);
      case UndoRequest.Recorded recorded -> recorded(recorded);
      case UndoRequest.Lost _ -> lost();
    };
  }

  private Wanted batch(String id) throws TidelockException {
    Batches.Found found =
        Batches.find(tables, id)
            .orElseThrow(() -> refused(Happened.NO_SUCH_BATCH.of(id), Todo.SEE_BATCHES.of()));
    LogTable.Writer writer = tables.log().writer(found.first().writer()).orElseThrow();
    return wanted(writer.device(), writer.name(), new Selection(found.segments()));
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
    return wanted(writer.device(), writer.name(), new Selection(segments));
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
    return wanted(device.id(), device.name(), new Selection(segments));
  }

  /// Those who had made the versions have not done anything wrong: it is this device that gives them up.
  private Wanted lost() throws TidelockException {
    Losses.Found found = new Losses(tables, sound.now()).find();
    return new Wanted(
        identity.device().id(),
        tables.deviceName(committer.writer()),
        found.outcome(),
        found.lost()::contains);
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }

  /// Removals that follow on this device were asked for: they do not wait for an answer.
  private void told(Wanted wanted, UndoReport report) {
    tables.holds().allow(Cause.DELETED_ELSEWHERE, removals(wanted.outcome), clock.instant());
    tables
        .activity()
        .add(
            new Activity(
                0,
                clock.instant(),
                Activity.Kind.UNDONE,
                new Told(tables).folder(wanted.outcome).toString(),
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
