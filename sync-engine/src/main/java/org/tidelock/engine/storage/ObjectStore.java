package org.tidelock.engine.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A place that holds objects. The contract, tested by `ObjectStoreContract` for every provider:
///
/// 1. [#create]: on normal return the complete bytes can be read under the name by anyone, and survive a power cut as far as the storage can
///    promise that. A name that exists is refused and its bytes stay.
/// 2. No reader ever sees a part of an object. Callers check every object nevertheless (I2).
/// 3. [#get] returns exactly the range, or fails.
/// 4. [#list]: each object at least once; order and duplicates are unspecified; names outside the grammar are skipped. What is created or deleted
///    meanwhile may or may not appear. Absence from a listing proves nothing.
/// 5. [#delete] of an absent name succeeds.
/// 6. Thread-safe. Interruptible, by [InterruptedException] and never as a trouble of the storage; an interrupted [#create] leaves nothing under
///    the name. No retry of its own.
///
/// Nothing is ever overwritten, so there is no call for it.
public interface ObjectStore extends AutoCloseable {
  /// Where a provider keeps what is not yet an object, if it needs such a place: no name of an object, and hidden nowhere.
  String UNFINISHED = "Unfinished";

  void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException;

  /// The same for the bytes between the buffer's position and limit, which stay as they are: large objects need not be copied.
  default void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    create(name, copy);
  }

  /// Whether a normal return of [#create] rests on a comparison of all bytes by the storage itself: then nobody has to look again.
  default boolean verifiesUploads() {
    return false;
  }

  /// Whether reading a small object costs next to nothing, as on a drive: then its bytes are looked at where otherwise its length in a listing has to do.
  default boolean readsAreCheap() {
    return false;
  }

  /// The whole object.
  ///
  /// @param maxLength bytes; a longer object is refused before memory is allocated for it
  byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException;

  /// `length` bytes at `offset`; both must lie within the object.
  byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException;

  /// Reads from `offset` on until the buffer is full or the object ends; returns how many bytes. The buffer has an array. Where it fails, what lies before the
  /// buffer's position is what the storage has sent, in its place: whoever tries again asks for what follows.
  default int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    ObjectInfo info = stat(name).orElseThrow(() -> new StorageException.NotFound(name));
    int length = Math.clamp(info.size() - offset, 0, into.remaining());
    into.put(getRange(name, offset, length));
    return length;
  }

  /// The object's length in bytes, if it exists.
  Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException;

  /// All objects whose first name segment is `folder`, at any depth.
  List<ObjectInfo> list(String folder) throws StorageException, InterruptedException;

  /// Every object.
  List<ObjectInfo> listAll() throws StorageException, InterruptedException;

  void delete(ObjectName name) throws StorageException, InterruptedException;

  /// Removes what interrupted creates have left behind, which nobody sees but which takes room. Only a process that knows that no other one
  /// creates for the same device may call it.
  default void clearLeftovers() throws StorageException, InterruptedException {}

  /// Makes the place of a new vault, as far as it is not there.
  default void prepare() throws StorageException, InterruptedException {}

  /// Tries out what this storage does, as far as its provider has to know it; what comes out may be told to [Provider#open] the next time, as agreed.
  /// Leaves nothing behind.
  default SortedMap<String, String> probe() throws StorageException, InterruptedException {
    return new TreeMap<>();
  }

  /// The names of whatever lies directly at the place, objects or not; empty if there is no such place.
  default Optional<Set<String>> names() throws StorageException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (ObjectInfo info : listAll()) names.add(info.name().value().split("/", 2)[0]);
    return Optional.of(names);
  }

  /// What the storage does by itself. After [#probe], or a [#create]: before, the best is said of it.
  default Guarantees guarantees() {
    return Guarantees.STRONG;
  }

  /// How many bytes more it has room for, as it says; empty if it does not.
  default OptionalLong room() throws StorageException, InterruptedException {
    return OptionalLong.empty();
  }

  /// Removes the place with the empty folders in it, where a storage has such; objects stay, and what else is there. May do nothing.
  ///
  /// @return false if the place is still there
  default boolean removePlace() throws StorageException, InterruptedException {
    return true;
  }

  /// By what its server is known to be the one it was, as people compare it: the fingerprint of a key, for example. Empty where there is no such thing,
  /// or the server was not met yet.
  default Optional<String> identity() {
    return Optional.empty();
  }

  /// What people call this storage, without secrets.
  String describe();

  @Override
  void close();
}
