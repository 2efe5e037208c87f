package org.tidelock.engine.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// The storage as the engine uses it: counts requests, and speaks of trouble in words for people. Thread-safe.
public final class Remote implements AutoCloseable {
  /// Opens the storage; fails as long as its drive or server is away.
  @FunctionalInterface
  public interface Opening {
    ObjectStore open() throws StorageException, InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Remote.class);

  /// Of storing an object: one that is found cut short makes way once, and one that is not shown yet is compared.
  private static final int TRIES = 3;

  private Opening opening;
  private UploadSizes sizes;
  private final AtomicLong requests = new AtomicLong();
  private @Nullable ObjectStore opened;

  /// The storage is opened with the first request, so that a profile opens without it.
  public Remote(Opening opening) {
    this(opening, UploadSizes.unkept());
  }

  Remote(Opening opening, UploadSizes sizes) {
    this.opening = opening;
    this.sizes = sizes;
  }

  /// A storage that is gone.
  public static Remote ofNothing() {
    return new Remote(NoStorage::new);
  }

  /// The same for who must leave nothing in it; this one must not be used itself then.
  ///
  /// @param before runs before each request, and may end the work by what it throws
  public Remote onlyReading(Runnable before) {
    return new Remote(() -> new OnlyReading(opening.open(), before));
  }

  synchronized ObjectStore store() throws StorageException, InterruptedException {
    ObjectStore store = opened;
    if (store == null) {
      store = opening.open();
      opened = store;
    }
    return store;
  }

  /// Goes on with what another one would open, which must not be used itself; what is under way fails, as if the connection was lost.
  public synchronized void replaceBy(Remote other) {
    ObjectStore before = opened;
    opened = null;
    opening = other.opening;
    sizes = other.sizes();
    if (before != null) before.close();
  }

  /// How large packs may be that go there.
  public synchronized UploadSizes sizes() {
    return sizes;
  }

  /// What the storage does by itself; empty until it was reached.
  public synchronized Optional<Guarantees> guarantees() {
    return Optional.ofNullable(opened).map(ObjectStore::guarantees);
  }

  /// Requests made so far.
  public long requests() {
    return requests.get();
  }

  void counted() {
    requests.incrementAndGet();
  }

  public Optional<byte[]> find(ObjectName name, int maxLength)
      throws TidelockException, InterruptedException {
    try {
      counted();
      return Optional.of(store().get(name, maxLength));
    } catch (StorageException.NotFound e) {
      return Optional.empty();
    } catch (StorageException e) {
      throw Troubles.of(e, name);
    }
  }

  public List<ObjectInfo> list(String folder) throws TidelockException, InterruptedException {
    try {
      counted();
      return store().list(folder).stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// All objects of a folder with such names, with their bytes; whatever else lies there is not ours. Objects that vanish meanwhile are left out:
  /// absence proves nothing.
  ///
  /// @throws TidelockException LIMIT if there are more, before any is read: to leave some out would look as if they were gone
  public List<VaultObject> read(String folder, Pattern names, int maxLength, int maxObjects)
      throws TidelockException, InterruptedException {
    List<ObjectName> found =
        list(folder).stream()
            .map(ObjectInfo::name)
            .filter(n -> names.matcher(n.value()).matches())
            .toList();
    if (found.size() > maxObjects) throw Troubles.tooMany(folder, maxObjects);
    List<VaultObject> objects = new ArrayList<>();
    for (ObjectName name : found)
      find(name, maxLength).ifPresent(bytes -> objects.add(new VaultObject(name.value(), bytes)));
    return objects;
  }

  /// As [ObjectStore#names].
  Optional<Set<String>> names() throws TidelockException, InterruptedException {
    try {
      counted();
      return store().names();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  void prepare() throws TidelockException, InterruptedException {
    try {
      counted();
      store().prepare();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// As [ObjectStore#identity] says.
  public Optional<String> identity() {
    try {
      return store().identity();
    } catch (StorageException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  boolean isAnythingThere() throws TidelockException, InterruptedException {
    try {
      counted();
      return !store().listAll().isEmpty();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// Clears away what interrupted writes of this profile have left; none may be under way.
  public void clearLeftovers() throws TidelockException, InterruptedException {
    try {
      store().clearLeftovers();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  public boolean exists(ObjectName name) throws TidelockException, InterruptedException {
    return length(name).isPresent();
  }

  /// The length of an object, if it exists.
  public Optional<Long> length(ObjectName name) throws TidelockException, InterruptedException {
    try {
      counted();
      return store().stat(name).map(ObjectInfo::size);
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// Every object.
  public List<ObjectInfo> listAll() throws TidelockException, InterruptedException {
    try {
      counted();
      return store().listAll().stream().sorted(Comparator.comparing(ObjectInfo::name)).toList();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// Stores an object under a name that only this device uses. Finding exactly these bytes there already is success: an earlier try got through. A
  /// beginning of them is what an interrupted upload has left, which nobody can have believed: it makes way for the whole.
  public void put(ObjectName name, byte[] bytes) throws TidelockException, InterruptedException {
    put(name, ByteBuffer.wrap(bytes));
  }

  /// The same for a large object, which is not copied.
  public void put(ObjectName name, ByteBuffer bytes)
      throws TidelockException, InterruptedException {
    for (int tried = 0; tried < TRIES; tried++)
      if (create(name, bytes) ? isStored(name, bytes) : isThere(name, copy(bytes))) return;
    throw notReadable(name);
  }

  /// The same for one that could as well be several smaller ones: on a line that breaks under large uploads it is soon given up ([UploadSizes#pack]).
  public void putDivisible(ObjectName name, ByteBuffer bytes)
      throws TidelockException, InterruptedException {
    try (UploadSizes.Divisible _ = sizes().divisible(name)) {
      put(name, bytes);
    }
  }

  /// @return false if the name exists
  private boolean create(ObjectName name, ByteBuffer bytes)
      throws TidelockException, InterruptedException {
    try {
      counted();
      store().create(name, bytes);
      return true;
    } catch (StorageException.AlreadyExists e) {
      return false;
    } catch (StorageException.TooLarge e) {
      sizes().refused(bytes.remaining());
      throw Troubles.of(e);
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// The answer to an upload is not the object yet: full disks and caches of servers have kept a part, or nothing, and said that all went well.
  ///
  /// @return false if it is not there, or a beginning of it was and was deleted
  private boolean isStored(ObjectName name, ByteBuffer bytes)
      throws TidelockException, InterruptedException {
    if (verifiesUploads()) return true;
    Optional<Long> length = length(name);
    if (length.filter(l -> l == bytes.remaining()).isPresent()) return true;
    LOG.warn("{} was stored, but its length is {}", name, length);
    return length.isPresent() && isThere(name, copy(bytes));
  }

  /// As [ObjectStore#readsAreCheap].
  public boolean readsAreCheap() throws TidelockException, InterruptedException {
    try {
      return store().readsAreCheap();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  private boolean verifiesUploads() throws TidelockException, InterruptedException {
    try {
      return store().verifiesUploads();
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  /// @return false if a beginning of the bytes was there, and was deleted
  private boolean isThere(ObjectName name, byte[] bytes)
      throws TidelockException, InterruptedException {
    byte[] there = read(name, bytes.length);
    if (Arrays.equals(there, bytes)) return true;
    // One answer may be wrong. Two that differ are both of no use.
    byte[] again = read(name, bytes.length);
    if (Arrays.equals(again, bytes)) return true;
    if (!Arrays.equals(again, there)) throw notReadable(name);
    if (!isBeginning(there, bytes)) throw foreign(name);
    delete(name);
    return false;
  }

  private static boolean isBeginning(byte[] there, byte[] bytes) {
    return Arrays.equals(there, 0, there.length, bytes, 0, Math.min(there.length, bytes.length));
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  private byte[] read(ObjectName name, int maxLength)
      throws TidelockException, InterruptedException {
    return find(name, Math.max(maxLength, 1)).orElseThrow(() -> notReadable(name));
  }

  private static TidelockException notReadable(ObjectName name) {
    return Troubles.of(
        new StorageException.Transient(
            "The storage says that it has " + name + ", but does not show it.", null));
  }

  private static TidelockException foreign(ObjectName name) {
    return new TidelockException(
        ErrorCode.FORK,
        Happened.OTHER_OBJECT_OF_OURS.of(name),
        Safe.NOTHING_OVERWRITTEN.of(),
        Todo.FRESH_PROFILE.of(),
        name.value(),
        null);
  }

  public void delete(ObjectName name) throws TidelockException, InterruptedException {
    try {
      counted();
      store().delete(name);
    } catch (StorageException e) {
      throw Troubles.of(e);
    }
  }

  @Override
  public synchronized void close() {
    if (opened != null) opened.close();
  }
}
