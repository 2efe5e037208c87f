package org.tidelock.engine.trust;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.Envelopes;
import org.tidelock.crypto.EpochEntry;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;

/// Gives keys to devices that belong to the vault and were not given them, as they joined while they were made: any device that has them may. Those that count now, and those under which
/// something lies that all have to read. What is in an envelope is proven by the members, so nothing rests on who wrote it.
record Giving(Identity identity, Remote remote) {
  private static final Logger LOG = LoggerFactory.getLogger(Giving.class);

  void run() throws TidelockException, InterruptedException {
    Members members = identity.members();
    // Who cannot read all of them does not know who belongs to the vault.
    if (!members.unreadable().isEmpty()) return;
    for (EpochEntry e : members.epochs()) give(e);
    for (EpochEntry e : members.asideEpochs()) give(e);
  }

  private void give(EpochEntry epoch) throws TidelockException, InterruptedException {
    if (identity.keys().epoch(epoch.id()).isEmpty()) return;
    for (DeviceEntry device : identity.members().devices())
      if (device.active() && !epoch.recipients().contains(device.id())) give(epoch.id(), device);
  }

  private void give(EpochId epoch, DeviceEntry device)
      throws TidelockException, InterruptedException {
    if (remote.exists(new ObjectName("envelopes/" + epoch + "-" + device.id()))) return;
    try {
      VaultObject envelope =
          Envelopes.write(
              identity.device(), identity.keys(), epoch, identity.members(), device.id());
      remote.put(new ObjectName(envelope.name()), envelope.bytes());
      LOG.info("gave {} a key that it lacked", device.id());
    } catch (CryptoException e) {
      LOG.warn("{} cannot be given a key", device.id(), e);
    }
  }
}
