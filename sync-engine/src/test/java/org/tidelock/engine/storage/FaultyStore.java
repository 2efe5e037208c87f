package org.tidelock.engine.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tidelock.engine.storage.Fault.Crash;
import org.tidelock.engine.storage.Fault.Operation;

/// Any storage with the faults of real ones: calls that go wrong as [Faults] say, and, for tests to call, what a provider or an adversary does
/// to objects that lie there. Works through the inner store alone, so that several devices may each see it through faults of their own.
public final class FaultyStore implements ObjectStore {
  private record Due(long call, ObjectName name, byte[] bytes) {}

  private record Key(Operation operation, String what) {}

  private final ObjectStore inner;
  private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);
  private final Map<Key, Long> times = new HashMap<>();
  private final Lately lately;
  private final ArrayDeque<Due> due = new ArrayDeque<>();
  private final Set<ObjectName> risen = new TreeSet<>();
  private final List<String> happened = new ArrayList<>();
  private Faults faults;
  private boolean away;
  private long room = Long.MAX_VALUE;
  private volatile int largest = Integer.MAX_VALUE;
  private long calls;

  /// To a storage to which nobody else has a connection.
  public FaultyStore(ObjectStore inner, Faults faults) {
    this(inner, faults, new Lately());
  }

  /// @param lately of all connections to this storage: what one device does, another one may not see yet
  public FaultyStore(ObjectStore inner, Faults faults, Lately lately) {
    this.inner = inner;
    this.faults = faults;
    this.lately = lately;
  }

  public synchronized void faults(Faults now) {
    faults = now;
  }

  /// All servers of the storage agree at last: what was deleted and came back is gone for good.
  public void settle() throws StorageException, InterruptedException {
    List<ObjectName> gone;
    synchronized (this) {
      due.clear();
      gone = List.copyOf(risen);
      risen.clear();
    }
    for (ObjectName name : gone) inner.delete(name);
  }

  /// The drive is unplugged, the network is gone: every call is refused until it is back.
  public synchronized void away(boolean now) {
    away = now;
  }

  /// So many more bytes can be created; deleting makes no room, as with a provider's recycle bin.
  public synchronized void room(long bytes) {
    room = bytes;
  }

  /// Nothing larger is taken, as by a proxy that limits uploads.
  public void largest(int bytes) {
    largest = bytes;
  }

  public synchronized long count(Operation operation) {
    return counts.getOrDefault(operation, 0L);
  }

  /// The faults so far, for the message of a failing test.
  public synchronized List<String> happened() {
    return List.copyOf(happened);
  }

  // What happens to objects that lie there.

  public record Snapshot(Map<ObjectName, byte[]> objects) {}

  public Snapshot snapshot() throws StorageException, InterruptedException {
    Map<ObjectName, byte[]> objects = new TreeMap<>();
    for (ObjectInfo info : inner.listAll())
      objects.put(info.name(), inner.get(info.name(), Integer.MAX_VALUE));
    return new Snapshot(objects);
  }

  /// All of the storage is again what it was: a restored backup, or a provider that shows an old state.
  public void rollBackTo(Snapshot snapshot) throws StorageException, InterruptedException {
    for (ObjectInfo info : inner.listAll())
      if (!snapshot.objects.containsKey(info.name())) inner.delete(info.name());
    for (Map.Entry<ObjectName, byte[]> e : snapshot.objects.entrySet())
      replace(e.getKey(), e.getValue());
  }

  public void vanish(ObjectName name) throws StorageException, InterruptedException {
    inner.delete(name);
  }

  public void flipBit(ObjectName name, long bit) throws StorageException, InterruptedException {
    byte[] bytes = inner.get(name, Integer.MAX_VALUE);
    replace(name, withBitFlipped(bytes, bit));
  }

  public void truncate(ObjectName name, int length) throws StorageException, InterruptedException {
    replace(name, Arrays.copyOf(inner.get(name, Integer.MAX_VALUE), length));
  }

  /// Someone who may write puts another object in its place.
  public void replace(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    inner.delete(name);
    inner.create(name, bytes);
  }

  /// What a file-syncing program makes of two versions of one file: a second object with a name that looks nearly right.
  public ObjectName conflictCopy(ObjectName name) throws StorageException, InterruptedException {
    ObjectName copy = new ObjectName(name.value() + "-laptop");
    inner.create(copy, inner.get(name, Integer.MAX_VALUE));
    return copy;
  }

  // The calls.

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.CREATE, name.value());
    if (bytes.length > largest) throw new StorageException.TooLarge("Too large for the proxy.");
    takeRoom(bytes.length);
    byte[] stored =
        switch (fault.orElse(Fault.REFUSED)) {
          case CUT, CUT_UNNOTICED -> Arrays.copyOf(bytes, part(name, bytes.length));
          case STORED_WRONG -> withBitFlipped(bytes, 2 * chance(name));
          default -> bytes;
        };
    if (fault.equals(Optional.of(Fault.LOST_UNNOTICED))) return;
    inner.create(name, stored);
    lately.created(name);
    end(fault, "create " + name);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.GET, name.value());
    hide(fault, name);
    byte[] bytes = inner.get(name, maxLength);
    end(fault, "get " + name);
    return asRead(fault, name, bytes);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.RANGE, name.value());
    hide(fault, name);
    byte[] bytes = inner.getRange(name, offset, length);
    end(fault, "range of " + name);
    return asRead(fault, name, bytes);
  }

  /// Each time another bit is wrong, as on a bad line; never the one of [Fault#STORED_WRONG], or what lies there wrong would be read as right.
  private synchronized byte[] asRead(Optional<Fault> fault, ObjectName name, byte[] bytes) {
    return fault.equals(Optional.of(Fault.READ_WRONG))
        ? withBitFlipped(bytes, 2 * (chance(name) + calls) + 1)
        : bytes;
  }

  private static void hide(Optional<Fault> fault, ObjectName name)
      throws StorageException.NotFound {
    if (fault.equals(Optional.of(Fault.NOT_THERE_YET))) throw new StorageException.NotFound(name);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.STAT, name.value());
    if (fault.equals(Optional.of(Fault.NOT_THERE_YET))) return Optional.empty();
    Optional<ObjectInfo> info = inner.stat(name);
    end(fault, "stat " + name);
    return info;
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.LIST, folder);
    List<ObjectInfo> all = inner.list(folder);
    end(fault, "list " + folder);
    return listed(fault, all, folder + "/");
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.LIST, "");
    List<ObjectInfo> all = inner.listAll();
    end(fault, "list all");
    return listed(fault, all, "");
  }

  private synchronized List<ObjectInfo> listed(
      Optional<Fault> fault, List<ObjectInfo> all, String prefix) {
    List<ObjectInfo> result = new ArrayList<>(all);
    switch (fault.orElse(Fault.REFUSED)) {
      case LIST_LAGS -> result.removeIf(info -> lately.isNew(info.name()));
      case LIST_OMITS -> result.removeIf(info -> chance(info.name(), calls) % 4 == 0);
      case LIST_REPEATS ->
          all.stream().filter(info -> chance(info.name(), calls) % 4 == 0).forEach(result::add);
      case LIST_REMEMBERS -> {
        Set<ObjectName> there = new HashSet<>();
        all.forEach(info -> there.add(info.name()));
        for (ObjectInfo info : lately.gone(there))
          if (info.name().value().startsWith(prefix)) result.add(info);
      }
      default -> {}
    }
    return result;
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    Optional<Fault> fault = begin(Operation.DELETE, name.value());
    Optional<ObjectInfo> info = inner.stat(name);
    if (info.isPresent()) {
      if (fault.equals(Optional.of(Fault.RESURRECTED))) {
        byte[] bytes = inner.get(name, Integer.MAX_VALUE);
        synchronized (this) {
          due.add(new Due(calls + Lately.CALLS, name, bytes));
        }
      }
      lately.deleted(info.get());
    }
    inner.delete(name);
    end(fault, "delete " + name);
  }

  @Override
  public void clearLeftovers() throws StorageException, InterruptedException {
    inner.clearLeftovers();
  }

  @Override
  public String describe() {
    return inner.describe();
  }

  @Override
  public void close() {
    inner.close();
  }

  /// The faults that keep a call from doing anything are thrown here; the others are returned.
  private Optional<Fault> begin(Operation operation, String what)
      throws StorageException, InterruptedException {
    resurrect();
    lately.called();
    Optional<Fault> fault;
    synchronized (this) {
      long time = times.merge(new Key(operation, what), 1L, Long::sum) - 1;
      counts.merge(operation, 1L, Long::sum);
      fault = faults.of(new Faults.Call(operation, what, time, calls++));
      if (away) throw new StorageException.Transient("The storage cannot be reached.", null);
      fault.ifPresent(f -> happened.add(f + " " + operation + " " + what + " #" + time));
    }
    String where = operation + " " + what;
    switch (fault.orElse(Fault.ANSWER_LOST)) {
      case REFUSED -> throw new StorageException.Transient("The storage refuses: " + where, null);
      case THROTTLED ->
          throw new StorageException.Throttled("Too many requests.", Duration.ofMillis(20));
      case FORBIDDEN -> throw new StorageException.Forbidden("Not allowed: " + where, null);
      case FULL -> throw new StorageException.QuotaExceeded("The storage is full.", null);
      case CRASH_BEFORE -> throw new Crash("before " + where);
      default -> {
        return fault;
      }
    }
  }

  private void end(Optional<Fault> fault, String where) throws StorageException {
    switch (fault.orElse(Fault.REFUSED)) {
      case ANSWER_LOST, CUT ->
          throw new StorageException.Transient("The storage did not answer: " + where, null);
      case CRASH_AFTER -> throw new Crash("after " + where);
      default -> {}
    }
  }

  private synchronized void takeRoom(int bytes) throws StorageException.QuotaExceeded {
    if (bytes > room) throw new StorageException.QuotaExceeded("The storage is full.", null);
    room -= bytes;
  }

  private void resurrect() throws StorageException, InterruptedException {
    while (true) {
      Due next;
      synchronized (this) {
        next = due.peek();
        if (next == null || next.call > calls) return;
        due.remove();
      }
      try {
        inner.create(next.name, next.bytes);
        synchronized (this) {
          risen.add(next.name);
        }
      } catch (StorageException.AlreadyExists e) {
        continue; // Someone else has brought it back.
      }
    }
  }

  /// Bits are counted from the first one, and again from there where there are fewer.
  private static byte[] withBitFlipped(byte[] bytes, long number) {
    if (bytes.length == 0) return bytes;
    byte[] wrong = bytes.clone();
    long bit = Math.floorMod(number, 8L * bytes.length);
    wrong[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
    return wrong;
  }

  /// Sometimes nothing, never all.
  private static int part(ObjectName name, int length) {
    long chance = chance(name);
    return length == 0 || chance % 4 == 0 ? 0 : (int) Math.floorMod(chance, (long) length);
  }

  private static long chance(ObjectName name) {
    return chance(name, 0);
  }

  private static long chance(ObjectName name, long call) {
    return Faults.Random.hash(name.value().hashCode(), call) >>> 1;
  }
}
