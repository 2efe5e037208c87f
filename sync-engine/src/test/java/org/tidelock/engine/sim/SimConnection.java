package org.tidelock.engine.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// A device's way to a storage: something is told of each call before it is made, and may throw.
final class SimConnection implements ObjectStore {
  private final ObjectStore storage;
  private final Consumer<String> before;

  SimConnection(ObjectStore storage, Consumer<String> before) {
    this.storage = storage;
    this.before = before;
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    before.accept("create " + name + " " + bytes.length);
    storage.create(name, bytes);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    before.accept("get " + name);
    return storage.get(name, maxLength);
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    before.accept("get " + name + " " + offset + " " + length);
    return storage.getRange(name, offset, length);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    before.accept("stat " + name);
    return storage.stat(name);
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    before.accept("list " + folder);
    return storage.list(folder);
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    before.accept("list all");
    return storage.listAll();
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    before.accept("delete " + name);
    storage.delete(name);
  }

  @Override
  public void clearLeftovers() throws StorageException, InterruptedException {
    storage.clearLeftovers();
  }

  @Override
  public String describe() {
    return storage.describe();
  }

  /// The storage stays.
  @Override
  public void close() {}
}
