package org.tidelock.engine.transfer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// A storage for who must leave nothing in it: what would write is a mistake of the program, and is not passed on.
///
/// @param before runs before each request, and may end the work by what it throws
record OnlyReading(ObjectStore inner, Runnable before) implements ObjectStore {
  private static IllegalStateException refused() {
    return new IllegalStateException("this storage is only read here");
  }

  @Override
  public void create(ObjectName name, byte[] bytes) {
    throw refused();
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes) {
    throw refused();
  }

  @Override
  public void delete(ObjectName name) {
    throw refused();
  }

  @Override
  public void prepare() {
    throw refused();
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    before.run();
    return inner.get(name, maxLength);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    before.run();
    return inner.getRange(name, offset, length);
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    before.run();
    return inner.read(name, offset, into);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    before.run();
    return inner.stat(name);
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    before.run();
    return inner.list(folder);
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    before.run();
    return inner.listAll();
  }

  @Override
  public Optional<Set<String>> names() throws StorageException, InterruptedException {
    before.run();
    return inner.names();
  }

  @Override
  public Guarantees guarantees() {
    return inner.guarantees();
  }

  @Override
  public OptionalLong room() throws StorageException, InterruptedException {
    before.run();
    return inner.room();
  }

  @Override
  public Optional<String> identity() {
    return inner.identity();
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
