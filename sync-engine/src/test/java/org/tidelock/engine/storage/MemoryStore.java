package org.tidelock.engine.storage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// A storage in memory that keeps the contract, for tests.
public class MemoryStore implements ObjectStore {
  private final ConcurrentSkipListMap<ObjectName, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    mayGoOn();
    if (objects.putIfAbsent(name, bytes.clone()) != null)
      throw new StorageException.AlreadyExists(name);
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    mayGoOn();
    byte[] bytes = find(name);
    if (bytes.length > maxLength) throw new StorageException.OutOfBounds(name, bytes.length);
    return bytes.clone();
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    mayGoOn();
    byte[] bytes = find(name);
    if (offset < 0 || length < 0 || offset > bytes.length - length)
      throw new StorageException.OutOfBounds(name, bytes.length);
    return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
  }

  private static void mayGoOn() throws InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
  }

  private byte[] find(ObjectName name) throws StorageException {
    byte[] bytes = objects.get(name);
    if (bytes == null) throw new StorageException.NotFound(name);
    return bytes;
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) {
    return Optional.ofNullable(objects.get(name))
        .map(b -> new ObjectInfo(name, b.length, Instant.EPOCH));
  }

  @Override
  public List<ObjectInfo> list(String folder) {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    return listAll().stream().filter(info -> info.name().value().startsWith(folder + "/")).toList();
  }

  @Override
  public List<ObjectInfo> listAll() {
    return objects.entrySet().stream()
        .map(e -> new ObjectInfo(e.getKey(), e.getValue().length, Instant.EPOCH))
        .toList();
  }

  @Override
  public void delete(ObjectName name) {
    objects.remove(name);
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public void close() {}
}
