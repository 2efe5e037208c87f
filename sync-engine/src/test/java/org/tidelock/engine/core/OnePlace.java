package org.tidelock.engine.core;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// A storage that is reached under two addresses of which nothing tells that they are one: by its path, and as a share of a server is.
final class OnePlace extends SystemPlaces {
  private final Path place;
  private final Path other;

  OnePlace(Path place, Path other) {
    this.place = place;
    this.other = other;
  }

  @Override
  public ObjectStore store(Path folder, String owner, SecureRandom random) throws StorageException {
    return super.store(folder.equals(other) ? place : folder, owner, random);
  }

  @Override
  public boolean exists(Path path) {
    return super.exists(path.equals(other) ? place : path);
  }

  @Override
  public boolean isFolder(Path path) {
    return super.isFolder(path.equals(other) ? place : path);
  }

  @Override
  public boolean isWritable(Path path) {
    return super.isWritable(path.equals(other) ? place : path);
  }
}
