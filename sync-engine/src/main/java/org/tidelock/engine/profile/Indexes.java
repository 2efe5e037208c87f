package org.tidelock.engine.profile;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;

/// Opens a profile's index. One that is damaged or of another version is put aside and built anew from the storage; this device then goes on as a new
/// writer, and adopts what the disk has. What no storage could give back is in the [Choices] (decision 0096).
public final class Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);

  private Indexes() {}

  public static Database open(Home home) throws TidelockException {
    try {
      return home.index(Database.Access.WRITE);
    } catch (IndexException e) {
      if (!needsRebuild(e)) throw Troubles.ofIndex(e);
      LOG.warn("the index is put aside and built anew", e);
      putAside(home);
      return home.index(Database.Access.WRITE);
    }
  }

  private static boolean needsRebuild(IndexException e) {
    return e.kind() == IndexException.Kind.DAMAGED || e.kind() == IndexException.Kind.OTHER_VERSION;
  }

  private static void putAside(Home home) throws TidelockException {
    try {
      for (String name : Profile.INDEX) home.putAside(name);
    } catch (IOException e) {
      throw Troubles.ofFile(home.path().toString(), e);
    }
  }

  /// A new index knows nothing yet: the vault's own objects come from the storage.
  public static Identity rebuild(Tables tables, DeviceFile device, Remote remote)
      throws TidelockException, InterruptedException {
    Identity identity = Identity.fromStorage(device, remote);
    KeptVault.keep(
        tables.meta(), identity.header().bytes(), Identity.objects(remote, device.device().id()));
    return identity;
  }
}
