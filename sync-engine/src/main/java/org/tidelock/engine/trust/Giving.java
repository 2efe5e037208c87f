package org.tidelock.engine.trust;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Envelopes;
import org.tidelock.crypto.EpochEntry;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;

/// Gives the key of today to devices that belong to the vault and were not given it, as they joined while it was made: any device that has it may. What is in an envelope is proven by the
/// members, so nothing rests on who wrote it.
record Giving(Identity identity, Remote remote) {
  private static final Logger LOG = LoggerFactory.getLogger(Giving.class);

  void run() throws TidelockException, InterruptedException {
    if (!identity.canWrite()) return;
    Optional<EpochId> epoch = identity.members().writingEpoch();
    for (EpochEntry e : identity.members().epochs())
      if (epoch.filter(e.id()::equals).isPresent())
        for (DeviceEntry device : identity.members().devices())
          if (device.active() && !e.recipients().contains(device.id())) give(e.id(), device);
  }

  private void give(EpochId epoch, DeviceEntry device)
      throws TidelockException, InterruptedException {
    if (remote.exists(new ObjectName("envelopes/" + epoch + "-" + device.id()))) return;
    try {
      VaultObject envelope =
          Envelopes.write(identity.device(), identity.keys(), identity.members(), device.id());
      remote.put(new ObjectName(envelope.name()), envelope.bytes());
      LOG.info("gave {} a key that it lacked", device.id());
    } catch (CryptoException e) {
      LOG.warn("{} cannot be given a key", device.id(), e);
    }
  }
}
