package org.tidelock.engine.checkpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.CheckpointEncoder;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.StateRows;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.merge.MalformedCommitException;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Finds out whether the checkpoint that this index began with is what its log amounts to, a little at a time: the older segments are fetched, newest first,
/// each named by the one after it; then all are replayed into an index beside, and the rows are compared. What differs is told, and the index is built anew from
/// the storage with the next start. Not thread-safe; each step is one piece of work on the vault.
public final class Audit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  /// Of the issue that tells that the checkpoint is not true.
  private static final String DIFFERS = "checkpoint-differs";

  /// Fetched or replayed before what was done becomes durable.
  private static final int TOGETHER = 64;

  private static final int MOST_DOUBLINGS = 20;

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final SealedContents contents;
  private final Effects effects;
  private @Nullable Replay replay;

  public Audit(
      Tables tables, Remote remote, Identity identity, SealedContents contents, Effects effects) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.contents = contents;
    this.effects = effects;
  }

  /// Whether there is something left to find out.
  public boolean isPending() {
    return PendingAudit.of(tables.meta()).isPresent();
  }

  /// How long a step has to be where none may follow it before this process ends: what is replayed is lost then, so twice as long as the last time.
  public Duration alone(Duration time) {
    return time.multipliedBy(1L << Math.min(PendingAudit.begun(tables.meta()), MOST_DOUBLINGS));
  }

  /// @return whether there is more to do
  /// @throws TidelockException if the storage lacks an older segment or has another one; the next step tries again
  public boolean step(Duration time) throws TidelockException, InterruptedException {
    Optional<PendingAudit> pending = PendingAudit.of(tables.meta());
    if (pending.isEmpty()) return false;
    long end = effects.clock().nanos() + time.toNanos();
    try {
      for (WriterId writer : pending.get().vector().counts().keySet())
        if (!fetch(writer, pending.get().vector().seen(writer), end)) return true;
      Replay now = replay;
      if (now == null) {
        PendingAudit.begin(tables.meta());
        replay = now = new Replay(pending.get());
      }
      if (!now.run(end)) return true;
      finish(pending.get(), now.digest());
    } catch (IndexException e) { // a full disk gets the room back
      close();
      throw e;
    } catch (Differs e) {
      LOG.error("{} is not true: {}", pending.get().manifest(), e.getMessage(), e);
      differs(pending.get(), Body.CHECKPOINT_DIFFERS);
    }
    return false;
  }

  /// A segment does not fit what this index holds, which nothing has confirmed yet. To know whose fault that is needs no waiting: the index is built anew from
  /// the log.
  public void contradicted() {
    Optional<PendingAudit> pending = PendingAudit.of(tables.meta());
    if (pending.isEmpty() || isTold()) return;
    LOG.error("{} does not fit what was written since", pending.get().manifest());
    differs(pending.get(), Body.CHECKPOINT_CONTRADICTED);
  }

  private boolean isTold() {
    return tables.issues().all().stream().anyMatch(i -> i.id().equals(DIFFERS));
  }

  /// The rows do not say what the log says.
  private static final class Differs extends Exception {
    private static final long serialVersionUID = 1L;

    Differs(String what, @Nullable Throwable cause) {
      super(what, cause);
    }
  }

  /// @return whether all of the writer is there
  private boolean fetch(WriterId writer, long below, long end)
      throws TidelockException, InterruptedException, Differs {
    long at = tables.log().fetchedFrom(writer, below);
    if (at == 0) return true;
    Hash256 expected = previous(writer, at);
    List<Fetched> fetched = new ArrayList<>();
    try {
      while (at > 1 && effects.clock().nanos() < end) {
        at--;
        Fetched next = fetch(writer, at, expected);
        fetched.add(next);
        expected = next.segment.allegedBody().previous();
        if (fetched.size() == TOGETHER) keep(fetched);
      }
    } finally {
      keep(fetched);
    }
    if (at == 1 && !segment(writer, 0).hash().equals(expected))
      throw new Differs("another first segment of " + writer, null);
    return at == 1;
  }

  private record Fetched(WriterId writer, long seq, UnverifiedSegment segment, byte[] bytes) {}

  /// What the chain names, or nothing: what the storage has instead is its damage, and no lie of the checkpoint.
  private Fetched fetch(WriterId writer, long seq, Hash256 expected)
      throws TidelockException, InterruptedException, Differs {
    ObjectName name = ObjectName.segment(writer, seq);
    byte[] bytes =
        remote
            .find(name, ObjectType.SEGMENT.maxBytes())
            .orElseThrow(() -> Troubles.missing(name.value()));
    UnverifiedSegment segment = open(writer, seq, bytes);
    if (!segment.hash().equals(expected))
      throw Troubles.of(
          new org.tidelock.crypto.IntegrityException(
              "it is not the segment that the one after it continues"),
          name);
    if (!Joining.isTold(segment(writer, seq), segment))
      throw new Differs("segment " + seq + " of " + writer + " is another one", null);
    return new Fetched(writer, seq, segment, bytes);
  }

  private void keep(List<Fetched> fetched) {
    if (fetched.isEmpty()) return;
    tables
        .db()
        .transaction(
            () -> {
              for (Fetched f : fetched) tables.log().fetched(f.writer, f.seq, f.bytes);
              return true;
            });
    fetched.clear();
  }

  private Hash256 previous(WriterId writer, long seq) throws TidelockException {
    return open(writer, seq, segment(writer, seq).bytes()).allegedBody().previous();
  }

  private LogTable.Segment segment(WriterId writer, long seq) {
    return tables.log().segment(writer, seq).orElseThrow();
  }

  private UnverifiedSegment open(WriterId writer, long seq, byte[] bytes) throws TidelockException {
    try {
      return identity.segments().open(bytes, writer, seq);
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.segment(writer, seq));
    }
  }

  private void finish(PendingAudit pending, Hash256 digest) throws Differs {
    if (!digest.equals(pending.digest())) throw new Differs("other rows", null);
    LOG.info("{} is true", pending.manifest());
    tables
        .db()
        .transaction(
            () -> {
              PendingAudit.done(tables.meta());
              return true;
            });
    close();
  }

  /// The issue stands until the index is another one; the profile notes that it has to be.
  private void differs(PendingAudit pending, Body told) {
    close();
    tables
        .issues()
        .put(
            new Issue(
                DIFFERS,
                Issue.Severity.ATTENTION,
                Issue.Kind.SAFETY,
                "SYN-11",
                Title.CHECKPOINT_DIFFERS.of(),
                told.of(pending.device()),
                Optional.of(pending.manifest().value()),
                effects.clock().instant()));
    tables.db().distrust();
  }

  /// The log below the vector, merged into an index of its own.
  private final class Replay implements AutoCloseable {
    private final VersionVector vector;
    private final Tables beside = Tables.over(effects.places().passingIndex());
    private final Absorber absorber = new Absorber(beside, contents);
    private final List<SegmentKey> keys;
    private int next;

    Replay(PendingAudit pending) {
      vector = pending.vector();
      keys =
          tables.log().inCausalOrder().stream()
              .filter(k -> vector.seen(k.writer()) > k.seq())
              .toList();
    }

    /// @return whether all is merged
    boolean run(long end) throws TidelockException, Differs {
      while (next < keys.size() && effects.clock().nanos() < end) together();
      return next == keys.size();
    }

    private void together() throws TidelockException, Differs {
      try {
        int to = Math.min(next + TOGETHER, keys.size());
        beside
            .db()
            .transaction(
                () -> {
                  for (SegmentKey key : keys.subList(next, to))
                    Carried.carry(
                        () -> {
                          merge(key);
                          return true;
                        });
                  return true;
                });
        next = to;
      } catch (MalformedCommitException | IllegalStateException e) {
        throw new Differs("a log that cannot be merged", e);
      } catch (Carried e) {
        try {
          throw e.unpacked();
        } catch (CryptoException c) {
          throw new Differs("a log that is not signed as its writers are told", c);
        } catch (InterruptedException i) {
          throw new IllegalStateException(i); // nothing waits there
        }
      }
    }

    private void merge(SegmentKey key) throws TidelockException, CryptoException {
      LogTable.Segment kept = segment(key.writer(), key.seq());
      LogTable.Writer writer = tables.log().writer(key.writer()).orElseThrow();
      DeviceEntry device = identity.former(writer.device()).orElseThrow();
      Hash256 previous =
          key.seq() == 0 ? SegmentBody.NO_PREVIOUS : segment(key.writer(), key.seq() - 1).hash();
      VersionVector seen =
          key.seq() == 0
              ? VersionVector.EMPTY
              : beside.log().seen(key.writer(), key.seq() - 1).orElseThrow();
      var segment =
          open(key.writer(), key.seq(), kept.bytes()).verify(device.keys(), previous, seen);
      preferTold(segment.commit().packs());
      absorber.absorb(segment, NO_BYTES, writer.device(), writer.name(), false);
    }

    /// Of a chunk that two directories place, and of a pack that two describe, the log does not tell whose word a device keeps: if one of them says what the
    /// checkpoint says, that is it.
    private void preferTold(List<PackEntry> packs) {
      for (PackEntry pack : packs) {
        PackTable.Pack said =
            new PackTable.Pack(pack.id(), pack.length(), pack.sha256(), pack.epoch());
        if (tables.packs().pack(pack.id()).filter(said::equals).isPresent())
          beside.packs().keep(said);
        for (PackEntry.Stored stored : pack.chunks())
          tables
              .packs()
              .chunk(stored.chunk())
              .filter(
                  told ->
                      told.epoch().equals(pack.epoch()) && told.extents().equals(stored.extents()))
              .ifPresent(told -> beside.packs().place(stored.chunk(), told));
      }
    }

    Hash256 digest() {
      CheckpointEncoder encoder = new CheckpointEncoder(vector);
      beside
          .db()
          .transaction(
              () -> {
                new StateRows(beside.db(), contents).each(encoder::add);
                return encoder.finish();
              });
      return encoder.digest();
    }

    @Override
    public void close() {
      beside.db().close();
    }
  }

  private static final byte[] NO_BYTES = {};

  @Override
  public void close() {
    Replay now = replay;
    replay = null;
    if (now != null) now.close();
  }
}
