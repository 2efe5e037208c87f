package org.tidelock.engine.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Envelopes;
import org.tidelock.crypto.EpochEntry;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;

/// Gives keys to devices that belong to the vault and were not given them, as they joined while they were made: any device that has them may. Those that count now, and those under which
/// something lies that all have to read. What is in an envelope is proven by the members, so nothing rests on who wrote it.
record Giving(Identity identity, Remote remote) {
  /// At once; the rest follows with the next look.
  private static final int MOST = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Giving.class);

  void run() throws InterruptedException {
    Members members = identity.members();
    // Who cannot read all of them does not know who belongs to the vault.
    if (members.hidesNews(identity.keys())) return;
    List<Owed> owed = new ArrayList<>();
    for (EpochEntry e : members.epochs()) owed.addAll(owed(e));
    for (EpochEntry e : members.asideEpochs()) owed.addAll(owed(e));
    if (owed.isEmpty()) return;
    try {
      Set<ObjectName> there = new HashSet<>();
      for (ObjectInfo info : remote.list("envelopes")) there.add(info.name());
      owed.removeIf(o -> there.contains(o.name()));
      for (Owed o : owed.subList(0, Math.min(owed.size(), MOST))) give(o);
    } catch (TidelockException e) {
      // Nothing that this device does rests on it, and another one may be as good.
      LOG.info("no keys are given now", e);
    }
  }

  /// An envelope that a device may lack.
  private record Owed(EpochId epoch, DeviceId device) {
    ObjectName name() {
      return new ObjectName("envelopes/" + epoch + "-" + device);
    }
  }

  private List<Owed> owed(EpochEntry epoch) {
    if (identity.keys().epoch(epoch.id()).isEmpty()) return List.of();
    return identity.members().devices().stream()
        .filter(d -> d.active() && !epoch.recipients().contains(d.id()))
        .map(d -> new Owed(epoch.id(), d.id()))
        .toList();
  }

  private void give(Owed owed) throws TidelockException, InterruptedException {
    try {
      VaultObject envelope =
          Envelopes.write(
              identity.device(), identity.keys(), owed.epoch, identity.members(), owed.device);
      remote.put(owed.name(), envelope.bytes());
      LOG.info("gave {} a key that it lacked", owed.device);
    } catch (CryptoException e) {
      LOG.warn("{} cannot be given a key", owed.device, e);
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.FORK) throw e; // another device was first
    }
  }
}
