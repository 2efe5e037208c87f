package org.tidelock.engine.core;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.profile.Indexes;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.SealedAccess;
import org.tidelock.engine.trust.SealedMirror;

/// Opens the index and the storage of a profile that is unlocked.
///
/// @param cost of passphrases that are set
record Opening(Effects effects, Storages storages, Argon2Params cost) {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final String OWNER = "storage-owner";

  LocalVault open(Profile profile, Profile.Settings settings, ProfileKey key, DeviceFile device)
      throws TidelockException, InterruptedException {
    try {
      return openOnce(profile, settings, key, device);
    } catch (IndexException e) {
      if (e.kind() != IndexException.Kind.DAMAGED) throw Troubles.ofIndex(e);
      LOG.warn("the index is damaged: opened once more, and built anew", e);
    }
    try {
      return openOnce(profile, settings, key, device);
    } catch (IndexException e) {
      throw Troubles.ofIndex(e);
    }
  }

  private LocalVault openOnce(
      Profile profile, Profile.Settings settings, ProfileKey key, DeviceFile device)
      throws TidelockException, InterruptedException {
    Database db = Indexes.open(profile.home());
    @Nullable Remote remote = null;
    try {
      Tables tables = Tables.over(db);
      Choices choices = Choices.of(profile.home(), tables.meta());
      storages.limit(choices.bandwidth());
      String owner = owner(tables);
      remote = storages.remote(settings.storage(), owner);
      Optional<Identity> kept = KeptVault.identity(tables.meta(), device);
      Identity identity =
          kept.isPresent() ? kept.get() : Indexes.rebuild(tables, device, remote, effects.clock());
      Path home = effects.places().real(profile.home().path());
      Workshop shop = new Workshop(home, settings, choices, key, identity, tables, remote, effects);
      KeptAccess access = new KeptAccess(profile, new SealedAccess(device.vault(), key));
      StorageDoor door = new StorageDoor(access, settings, remote, owner, storages);
      MirrorDoor mirror =
          MirrorDoor.of(
              profile,
              settings,
              identity.header(),
              new SealedMirror(device.vault(), key),
              storages.with(StorageAccess.NONE),
              owner,
              effects);
      shop.secondCopyIs(mirror::folder);
      Tables reading = Tables.over(Indexes.reader(profile.home()));
      ProfileSeals seals = new ProfileSeals(profile, settings.keepUnlocked(), key, cost, effects);
      return new LocalVault(
          profile, settings, identity, effects, shop, door, mirror, seals, reading);
    } catch (TidelockException | InterruptedException | RuntimeException e) {
      db.close();
      if (remote != null) remote.close();
      throw e;
    }
  }

  /// Tells nothing but that the same profile writes again, which the heads tell anyway.
  private String owner(Tables tables) {
    return tables
        .meta()
        .text(OWNER)
        .orElseGet(
            () -> {
              String fresh = Id128.random(effects.random()).toString();
              tables.meta().putText(OWNER, fresh);
              return fresh;
            });
  }
}
