package org.tidelock.engine.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes down what is asked of a storage: what each call costs where storages are billed and far away. Thread-safe.
public final class CountingStore implements ObjectStore {
  private final ObjectStore inner;
  private final Consumer<ObjectName> beforeRead;
  private final List<Call> calls = new ArrayList<>();

  public CountingStore(ObjectStore inner) {
    this(inner, _ -> {});
  }

  /// @param beforeRead is given the name of an object before it is read
  public CountingStore(ObjectStore inner, Consumer<ObjectName> beforeRead) {
    this.inner = inner;
    this.beforeRead = beforeRead;
  }

  /// One kind of request.
  public enum Kind {
    WRITE,
    READ,
    LOOK,
    DELETE
  }

  /// One request.
  ///
  /// @param name of the object, or of the listed folder
  /// @param bytes of the object that moved
  /// @param thread that asked
  public record Call(Kind kind, String name, long bytes, Thread thread) {}

  /// Some requests, in the order in which they ended.
  public record Cost(List<Call> calls) {
    public long written() {
      return of(Kind.WRITE).count();
    }

    public long writtenBytes() {
      return of(Kind.WRITE).mapToLong(Call::bytes).sum();
    }

    public long reads() {
      return of(Kind.READ).count();
    }

    public long readBytes() {
      return of(Kind.READ).mapToLong(Call::bytes).sum();
    }

    /// The top names in the storage that were read from, in alphabetical order.
    public List<String> readFrom() {
      return of(Kind.READ).map(c -> c.name.replaceFirst("/.*", "")).distinct().sorted().toList();
    }

    public Set<Thread> threads() {
      return calls.stream().map(Call::thread).collect(Collectors.toSet());
    }

    private Stream<Call> of(Kind kind) {
      return calls.stream().filter(c -> c.kind == kind);
    }

    @Override
    public String toString() {
      return "%d requests: %d objects and %d bytes written, %d times and %d bytes read from %s"
          .formatted(calls.size(), written(), writtenBytes(), reads(), readBytes(), readFrom());
    }
  }

  /// What was asked since the last call.
  public synchronized Cost take() {
    Cost cost = new Cost(List.copyOf(calls));
    calls.clear();
    return cost;
  }

  private synchronized void note(Kind kind, String name, long bytes) {
    calls.add(new Call(kind, name, bytes, Thread.currentThread()));
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    note(Kind.WRITE, name.value(), bytes.length);
    inner.create(name, bytes);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    beforeRead.accept(name);
    byte[] bytes = inner.get(name, maxLength);
    note(Kind.READ, name.value(), bytes.length);
    return bytes;
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    beforeRead.accept(name);
    byte[] bytes = inner.getRange(name, offset, length);
    note(Kind.READ, name.value(), bytes.length);
    return bytes;
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    beforeRead.accept(name);
    int length = inner.read(name, offset, into);
    note(Kind.READ, name.value(), length);
    return length;
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    note(Kind.LOOK, name.value(), 0);
    return inner.stat(name);
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    note(Kind.LOOK, folder, 0);
    return inner.list(folder);
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    note(Kind.LOOK, "", 0);
    return inner.listAll();
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    note(Kind.DELETE, name.value(), 0);
    inner.delete(name);
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
}
