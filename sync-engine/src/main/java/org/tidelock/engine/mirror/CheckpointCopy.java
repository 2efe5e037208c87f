package org.tidelock.engine.mirror;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.history.Checkpoints;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedPart;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;

/// The newest checkpoint of the main storage that counts, once more in the copy: its parts, each as its device has signed it, then its manifest, if they are what that says.
/// Older ones go then. Nothing rests on a checkpoint: what cannot be copied is told, and the copy is complete without.
record CheckpointCopy(
    Tables tables,
    Remote main,
    Remote copy,
    Identity identity,
    MirrorNotes notes,
    Update.Courtesy courtesy) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointCopy.class);
  private static final String FOLDER = "checkpoints";

  /// So many manifests are looked at.
  private static final int MOST = 16;

  /// A manifest that an active device of the vault has signed.
  private record Found(ObjectName name, CheckpointManifest manifest, DeviceEntry device) {}

  /// What came of it.
  ///
  /// @param copied how many objects, of `bytes` in all
  /// @param wrong the first that is not what its device has signed
  record Outcome(long copied, long bytes, Optional<TidelockException> wrong) {
    static final Outcome NOTHING = new Outcome(0, 0, Optional.empty());
  }

  /// @param known what the copy has all of
  Outcome run(VersionVector known) throws TidelockException, InterruptedException {
    Set<ObjectName> stored = names(main);
    List<ObjectName> newest = newest(stored);
    if (newest.isEmpty() || notes.hasCheckpoint(newest.getFirst())) return Outcome.NOTHING;
    try {
      for (ObjectName name : newest) {
        Optional<Found> found = find(name);
        if (found.isEmpty() || !covers(known, found.get().manifest)) continue;
        Outcome copied = copy(found.get());
        if (name.equals(newest.getFirst())) notes.checkpointIs(name);
        clearOlder(found.get());
        return copied;
      }
      return Outcome.NOTHING;
    } catch (CryptoException e) {
      return wrong(Troubles.of(e, newest.getFirst()));
    } catch (TidelockException e) {
      // Its device has a newer one, and has deleted it while it was read.
      if (e.code() == ErrorCode.MISSING) return Outcome.NOTHING;
      if (e.code().exitCode() < 20) throw e;
      return wrong(e);
    }
  }

  private static Outcome wrong(TidelockException e) {
    return new Outcome(0, 0, Optional.of(e));
  }

  /// Whether the log goes on from it in the copy.
  private static boolean covers(VersionVector known, CheckpointManifest manifest) {
    return known.covers(manifest.vector()) && known.seen(manifest.writer()) > manifest.number();
  }

  private static Set<ObjectName> names(Remote storage)
      throws TidelockException, InterruptedException {
    Set<ObjectName> names = new HashSet<>();
    for (ObjectInfo info : storage.list(FOLDER)) names.add(info.name());
    return names;
  }

  /// Manifests whose anchors are known, newest first.
  private List<ObjectName> newest(Set<ObjectName> stored) {
    return stored.stream()
        .filter(name -> name.asCheckpoint().filter(p -> p.part() == 0).isPresent())
        .filter(name -> lamport(name).isPresent())
        .sorted(Comparator.comparingLong((ObjectName n) -> lamport(n).orElse(0L)).reversed())
        .limit(MOST)
        .toList();
  }

  private Optional<Long> lamport(ObjectName part) {
    return part.asCheckpoint()
        .flatMap(p -> tables.log().segment(p.writer(), p.seq()))
        .map(LogTable.Segment::lamport);
  }

  /// Empty if it is gone, or of a device that does not count any more.
  private Optional<Found> find(ObjectName name)
      throws TidelockException, CryptoException, InterruptedException {
    Optional<byte[]> object = bytes(name);
    if (object.isEmpty()) return Optional.empty();
    AllegedPart part = name.asCheckpoint().orElseThrow();
    Checkpoints.Unverified manifest =
        new Checkpoints(identity.keys()).manifest(object.get(), part.writer(), part.seq());
    Optional<DeviceEntry> device =
        identity.member(manifest.allegedDevice()).filter(DeviceEntry::active);
    if (device.isEmpty()) return Optional.empty();
    return Optional.of(new Found(name, manifest.verify(device.get().keys()), device.get()));
  }

  private Outcome copy(Found found)
      throws TidelockException, CryptoException, InterruptedException {
    CheckpointManifest m = found.manifest;
    Checkpoints checkpoints = new Checkpoints(identity.keys());
    MessageDigest digest = sha256();
    long bytes = 0;
    for (int i = 1; i <= m.parts(); i++) {
      courtesy.giveWay();
      ObjectName name = ObjectName.checkpoint(m.writer(), m.number(), i);
      byte[] part = bytes(name).orElseThrow(() -> Troubles.missing(name.value()));
      digest.update(
          checkpoints.open(
              part, new Checkpoints.Place(m.writer(), m.number(), i), found.device.keys()));
      copy.put(name, part);
      bytes += part.length;
    }
    if (!Hash256.of(digest.digest()).equals(m.digest()))
      throw new IntegrityException("a checkpoint with other parts than its manifest tells");
    byte[] manifest = bytes(found.name).orElseThrow(() -> Troubles.missing(found.name.value()));
    checkpoints.manifest(manifest, m.writer(), m.number()).verify(found.device.keys());
    copy.put(found.name, manifest);
    return new Outcome(m.parts() + 1L, bytes + manifest.length, Optional.empty());
  }

  private Optional<byte[]> bytes(ObjectName name) throws TidelockException, InterruptedException {
    try {
      return main.find(name, ObjectType.CHECKPOINT.maxBytes());
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT) throw e;
      return Optional.empty();
    }
  }

  /// Manifests first.
  private void clearOlder(Found found) throws TidelockException, InterruptedException {
    long newest = lamport(found.name).orElse(0L);
    List<ObjectName> older = new ArrayList<>();
    for (ObjectName name : names(copy))
      if (lamport(name).filter(at -> at < newest).isPresent()) older.add(name);
    older.sort(
        Comparator.comparingInt((ObjectName n) -> n.asCheckpoint().orElseThrow().part())
            .thenComparing(n -> n));
    for (ObjectName name : older) copy.delete(name);
    if (!older.isEmpty())
      LOG.info("{} objects of older checkpoints went from the copy", older.size());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
