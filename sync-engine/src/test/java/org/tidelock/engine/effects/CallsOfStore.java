package org.tidelock.engine.effects;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// Real places of whose storage each call is told.
public abstract class CallsOfStore extends SystemPlaces implements Calls.Around {
  @Override
  public void before(String call, Object[] arguments) throws Exception {}

  @Override
  public void after(String call, Object[] arguments) throws Exception {}

  @Override
  public final ObjectStore store(Path folder, String owner, SecureRandom random)
      throws StorageException {
    return Calls.of(ObjectStore.class, super.store(folder, owner, random), this);
  }
}
