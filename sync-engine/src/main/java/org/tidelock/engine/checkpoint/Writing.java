package org.tidelock.engine.checkpoint;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.CheckpointEncoder;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.history.CheckpointManifest.Author;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.Checkpoints;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.ContentBox;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.StateRows;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedPart;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;

/// Writes a checkpoint when one is due. All but its anchor is read from one state of the index, over a connection of its own, while rounds go on; memory for
/// one part. Whatever interrupts it, only parts without a manifest are left over, which nobody reads, and the next try has another anchor. One call at a time.
public final class Writing {
  private static final Logger LOG = LoggerFactory.getLogger(Writing.class);

  /// So many of its own complete ones a device keeps.
  private static final int KEPT = 2;

  /// So many manifests are looked at.
  private static final int MOST = 64;

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final ContentBox contents;
  private final SecureRandom random;

  /// The newest vector of a checkpoint that the storage is known to have.
  private @Nullable VersionVector newest;

  public Writing(
      Tables tables, Remote remote, Identity identity, ContentBox contents, SecureRandom random) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.contents = contents;
    this.random = random;
  }

  /// What publishes the anchor, while nothing else works on the vault.
  @FunctionalInterface
  public interface Anchor {
    /// An empty commit, sent to the storage, if the vault is up to date and has seen this vector and nothing else.
    ///
    /// @return the commit's writer and number; empty if this is not the moment
    Optional<Place> publish(VersionVector seen) throws TidelockException, InterruptedException;
  }

  /// @param seq of the anchor
  public record Place(WriterId writer, long seq) {}

  /// Reads the index and, only if that says that one may be due, the storage.
  public boolean isDue() throws TidelockException, InterruptedException {
    VersionVector known = newest == null ? VersionVector.EMPTY : newest;
    if (!isDueAfter(known)) return false;
    VersionVector found = newestStored();
    newest = found;
    return isDueAfter(found);
  }

  private boolean isDueAfter(VersionVector vector) {
    LogTable.Cost behind = tables.log().cost(vector);
    return Due.isDue(
        behind.segments(),
        behind.bytes(),
        tables.log().known().counts().size(),
        StateRows.estimate(tables.db()));
  }

  /// Of those that members have signed, that say nothing unknown here and that are there as a whole, as far as a look shows, the one that leaves least to read.
  private VersionVector newestStored() throws TidelockException, InterruptedException {
    Set<ObjectName> stored = new HashSet<>();
    for (ObjectInfo info : remote.list("checkpoints")) stored.add(info.name());
    VersionVector known = tables.log().known();
    VersionVector best = VersionVector.EMPTY;
    for (ObjectName name : newest(stored)) {
      Optional<Found> found = find(name);
      if (found.isEmpty()) continue;
      VersionVector vector = found.get().manifest.vector();
      if (known.covers(vector)
          && tables.log().cost(vector).segments() < tables.log().cost(best).segments()
          && isWhole(found.get(), stored)) best = vector;
    }
    return best;
  }

  /// Manifests whose anchors are known here, the newest ones only: whoever can put names into the storage makes nobody read them all.
  private List<ObjectName> newest(Set<ObjectName> stored) {
    TreeMap<Long, List<ObjectName>> manifests = new TreeMap<>(Comparator.reverseOrder());
    for (ObjectName name : stored)
      name.asCheckpoint()
          .filter(p -> p.part() == 0)
          .flatMap(p -> tables.log().segment(p.writer(), p.seq()))
          .ifPresent(
              anchor ->
                  manifests.computeIfAbsent(anchor.lamport(), _ -> new ArrayList<>()).add(name));
    return manifests.values().stream().flatMap(List::stream).limit(MOST).toList();
  }

  private record Found(CheckpointManifest manifest, DeviceEntry device) {}

  private Optional<Found> find(ObjectName name) throws TidelockException, InterruptedException {
    Optional<byte[]> object = remote.find(name, ObjectType.CHECKPOINT.maxBytes());
    if (object.isEmpty()) return Optional.empty();
    AllegedPart part = name.asCheckpoint().orElseThrow();
    try {
      Checkpoints.Unverified manifest =
          new Checkpoints(identity.keys()).manifest(object.get(), part.writer(), part.seq());
      DeviceEntry device =
          identity
              .member(manifest.allegedDevice())
              .filter(DeviceEntry::active)
              .orElseThrow(() -> new IntegrityException("a checkpoint of no member"));
      return Optional.of(new Found(manifest.verify(device.keys()), device));
    } catch (CryptoException e) {
      LOG.info("{} does not count", name, e);
      return Optional.empty();
    }
  }

  /// All parts are listed, and one of them, whichever, is what its device has signed: one without them would keep everybody else from writing one that is any
  /// use. To read them all would cost as much as the new one.
  private boolean isWhole(Found found, Set<ObjectName> stored)
      throws TidelockException, InterruptedException {
    CheckpointManifest m = found.manifest;
    for (int i = 1; i <= m.parts(); i++)
      if (!stored.contains(ObjectName.checkpoint(m.writer(), m.number(), i))) return false;
    if (m.parts() == 0) return true;
    int sample = 1 + random.nextInt(m.parts());
    ObjectName name = ObjectName.checkpoint(m.writer(), m.number(), sample);
    Optional<byte[]> object = remote.find(name, ObjectType.CHECKPOINT.maxBytes());
    if (object.isEmpty()) return false;
    try {
      Checkpoints.Place place = new Checkpoints.Place(m.writer(), m.number(), sample);
      new Checkpoints(identity.keys()).open(object.get(), place, found.device.keys());
      return true;
    } catch (CryptoException e) {
      LOG.warn("a part of a checkpoint is not what it should be: {}", name, e);
      return false;
    }
  }

  /// Ends a writing early. Its parts are cleared by the next.
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// @param stop asked before each part: whether this is to end early
  /// @return whether one was written
  public boolean write(Anchor anchor, BooleanSupplier stop)
      throws TidelockException, InterruptedException {
    try (Database snapshot = tables.db().reader()) {
      Tables reading = Tables.over(snapshot);
      boolean written =
          snapshot.transaction(() -> Carried.carry(() -> write(reading, anchor, stop)));
      if (written) clear(KEPT);
      return written;
    } catch (Stopped e) {
      LOG.info("the writing of a checkpoint was stopped");
      return false;
    } catch (Carried e) {
      try {
        throw e.unpacked();
      } catch (CryptoException c) {
        throw Troubles.of(c, null);
      }
    }
  }

  private boolean write(Tables reading, Anchor anchor, BooleanSupplier stop)
      throws TidelockException, CryptoException, InterruptedException {
    VersionVector vector = reading.log().known();
    Optional<Place> place = anchor.publish(vector);
    if (place.isEmpty()) return false;
    clear(Integer.MAX_VALUE); // tries that fail again and again leave no more than one
    Parts parts = new Parts(place.get(), vector, stop);
    new StateRows(reading.db(), contents).each(parts::add);
    parts.end();
    manifest(reading, vector, place.get(), parts);
    newest = vector;
    LOG.info("a checkpoint of {} parts was written", parts.encoder.parts());
    return true;
  }

  private final class Parts {
    private final Place place;
    private final CheckpointEncoder encoder;
    private final BooleanSupplier stop;
    private int next = 1;

    Parts(Place place, VersionVector vector, BooleanSupplier stop) {
      this.place = place;
      this.stop = stop;
      this.encoder = new CheckpointEncoder(vector);
    }

    void add(CheckpointRow row) {
      encoder
          .add(row)
          .ifPresent(
              body ->
                  Carried.carry(
                      () -> {
                        send(body);
                        return true;
                      }));
    }

    void end() throws TidelockException, CryptoException, InterruptedException {
      Optional<byte[]> body = encoder.finish();
      if (body.isPresent()) send(body.get());
    }

    private void send(byte[] body) throws TidelockException, LimitException, InterruptedException {
      if (Thread.interrupted()) throw new InterruptedException();
      if (stop.getAsBoolean()) throw new Stopped();
      int part = next++;
      byte[] object =
          new Checkpoints(identity.keys())
              .seal(new Checkpoints.Place(place.writer, place.seq, part), body, identity.device());
      remote.put(ObjectName.checkpoint(place.writer, place.seq, part), object);
    }
  }

  private void manifest(Tables reading, VersionVector vector, Place place, Parts parts)
      throws TidelockException, CryptoException, InterruptedException {
    Commit anchor =
        identity
            .segments()
            .open(
                tables.log().segment(place.writer, place.seq).orElseThrow().bytes(),
                place.writer,
                place.seq)
            .allegedBody()
            .commit();
    CheckpointManifest manifest =
        new CheckpointManifest(
            place.writer,
            place.seq,
            vector,
            anchor.stateHash().orElseThrow(),
            anchor.lamport(),
            reading
                .merged()
                .vaultName()
                .map(n -> new CheckpointManifest.Name(n.order().id(), n.name())),
            reading.log().writers().stream()
                .map(w -> new Author(w.device(), w.name(), w.hash()))
                .toList(),
            parts.encoder.parts(),
            parts.encoder.digest());
    remote.put(
        ObjectName.checkpoint(place.writer, place.seq, 0),
        new Checkpoints(identity.keys()).seal(manifest, identity.device()));
  }

  /// Deletes this device's own checkpoints but the newest, manifests first, and what interrupted tries have left; nobody else's.
  private void clear(int kept) throws TidelockException, InterruptedException {
    TreeMap<Long, List<ObjectName>> complete = new TreeMap<>(Comparator.reverseOrder());
    List<ObjectName> useless = new ArrayList<>();
    for (List<ObjectName> parts : own()) {
      AllegedPart first = parts.getFirst().asCheckpoint().orElseThrow();
      Optional<LogTable.Segment> anchor = tables.log().segment(first.writer(), first.seq());
      if (first.part() == 0 && anchor.isPresent())
        complete.computeIfAbsent(anchor.get().lamport(), _ -> new ArrayList<>()).addAll(parts);
      else useless.addAll(parts);
    }
    complete.values().stream().skip(kept).forEach(useless::addAll);
    for (ObjectName name : useless) remote.delete(name);
  }

  /// This device's, whichever of its writers wrote them, each with its parts in order.
  private List<List<ObjectName>> own() throws TidelockException, InterruptedException {
    Set<WriterId> writers = new HashSet<>();
    for (LogTable.Writer w : tables.log().writers())
      if (identity.isDevice(w.device())) writers.add(w.id());
    TreeMap<String, List<ObjectName>> own = new TreeMap<>();
    for (ObjectInfo info : remote.list("checkpoints"))
      info.name()
          .asCheckpoint()
          .filter(p -> writers.contains(p.writer()))
          .ifPresent(
              p ->
                  own.computeIfAbsent(p.writer() + "-" + p.seq(), _ -> new ArrayList<>())
                      .add(info.name()));
    return List.copyOf(own.values());
  }
}
