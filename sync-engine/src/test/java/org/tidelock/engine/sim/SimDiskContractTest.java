package org.tidelock.engine.sim;

import java.time.Duration;
import java.time.Instant;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskContract;

/// What holds on real disks holds on the simulated one.
class SimDiskContractTest extends DiskContract {
  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private final SimVolume volume = new SimVolume(FileSystemMode.LINUX, time, 7);
  private final SimDisk disk = new SimDisk(volume, new DiskTrouble());

  @Override
  protected Disk disk() {
    time.sleep(Duration.ofMillis(1));
    return disk;
  }

  @Override
  protected FolderUser user() {
    return new SimUser(volume);
  }
}
