package org.tidelock.engine.profile;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;

/// Opens a profile's index. One that is damaged or of another version is put aside and built anew from the storage; this device then goes on as a new
/// writer, and adopts what the disk has. What no storage could give back is in the [Choices] (decision 0096).
///
/// Damage that shows only later, as opening reads little of the index, leaves a mark in the profile: the next opening puts the index aside.
public final class Indexes {
  /// Of the issue that tells of it.
  public static final String REBUILT = "index-rebuilt";

  private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);

  /// Stands until all files of the index are put aside: a new one must not be found beside the log of the old one (I6).
  private static final String DAMAGED = "index-damaged";

  private Indexes() {}

  public static Database open(Home home) throws TidelockException {
    if (home.has(DAMAGED)) putAside(home);
    try {
      return watched(home, Database.Access.WRITE);
    } catch (IndexException e) {
      if (!needsRebuild(e)) throw Troubles.ofIndex(e);
      LOG.warn("the index is put aside and built anew", e);
      mark(home);
      putAside(home);
      return watched(home, Database.Access.WRITE);
    }
  }

  /// Over a connection of its own, of an index that is open.
  public static Database reader(Home home) {
    try {
      return watched(home, Database.Access.READ);
    } catch (IndexException e) {
      if (e.kind() == IndexException.Kind.DAMAGED) mark(home);
      throw e;
    }
  }

  private static Database watched(Home home, Database.Access access) {
    Database db = home.index(access);
    db.onDamage(() -> mark(home));
    return db;
  }

  private static boolean needsRebuild(IndexException e) {
    return e.kind() == IndexException.Kind.DAMAGED || e.kind() == IndexException.Kind.OTHER_VERSION;
  }

  private static void mark(Home home) {
    try {
      if (!home.has(DAMAGED)) home.write(DAMAGED, new byte[0]);
    } catch (IOException e) {
      LOG.warn("it is not noted that the index is damaged", e);
    }
  }

  private static void putAside(Home home) throws TidelockException {
    try {
      for (String name : Profile.INDEX) home.putAside(name);
      home.delete(DAMAGED);
    } catch (IOException e) {
      throw Troubles.ofFile(home.path().toString(), e);
    }
  }

  /// A new index knows nothing yet: the vault's own objects come from the storage. What was lost with the old one is told.
  public static Identity rebuild(
      Tables tables, DeviceFile device, Remote remote, InstantSource clock)
      throws TidelockException, InterruptedException {
    Identity identity = Identity.fromStorage(device, remote);
    KeptVault.keep(
        tables.meta(),
        identity.header().bytes(),
        identity.begun(Identity.objects(remote, device.device().id())));
    tables
        .issues()
        .put(
            new Issue(
                REBUILT,
                Issue.Severity.INFO,
                Issue.Kind.SAFETY,
                "APP-02",
                Title.INDEX_REBUILT.of(),
                Body.INDEX_REBUILT.of(),
                Optional.empty(),
                clock.instant()));
    return identity;
  }
}
