package org.tidelock.engine.effects;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.Lately;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemPlaces;

/// Real disks, and a storage in memory that all devices of a test share; each has a connection of its own, with faults of its own.
public final class FaultyPlaces extends SystemPlaces {
  public final FaultyStore connection;

  public FaultyPlaces(ObjectStore shared) {
    this(shared, new Lately());
  }

  /// @param lately of all that share it
  public FaultyPlaces(ObjectStore shared, Lately lately) {
    connection = new FaultyStore(shared, Faults.none(), lately);
  }

  @Override
  public ObjectStore store(Path folder, String owner, SecureRandom random) {
    return connection;
  }
}
