package org.tidelock.engine.effects;

import java.io.IOException;
import java.nio.file.Path;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.system.SystemPlaces;

/// Real places of whose disks each call is told.
public abstract class CallsOfDisk extends SystemPlaces implements Calls.Around {
  @Override
  public void before(String call, Object[] arguments) throws IOException {}

  @Override
  public void after(String call, Object[] arguments) throws IOException {}

  @Override
  public final Disk disk(Path folder, Mounts mounts) throws IOException {
    return Calls.of(Disk.class, super.disk(folder, mounts), this);
  }
}
