package org.tidelock.engine.trust;

import java.time.Instant;
import java.util.Optional;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Words;
import org.tidelock.engine.DeviceInfo;

/// Devices as people see them.
public final class Devices {
  private Devices() {}

  public static DeviceInfo info(
      DeviceEntry device, boolean thisDevice, Optional<Instant> lastSeen) {
    return new DeviceInfo(
        device.id().toString(),
        device.name(),
        thisDevice,
        device.added(),
        lastSeen,
        String.join(" ", Words.six(Hash256.sha256(device.keys().bytes()))),
        device.removal().map(DeviceEntry.Removal::at));
  }
}
