package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CreatedVault;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.OpenedVault;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.checkpoint.Joining;
import org.tidelock.engine.checkpoint.Newcomer;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.RootGuard;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Floor;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.SealedContents;

/// The last steps of setting a profile up. The settings come last: with them the profile is set up, and without them the next try starts afresh.
record NewProfile(
    Profile profile,
    ProfileKey key,
    String storage,
    Path folder,
    String device,
    VaultHeader header,
    KeepUnlocked keepUnlocked,
    Argon2Params cost) {

  private static final Logger LOG = LoggerFactory.getLogger(NewProfile.class);

  /// Stores a new vault's objects; the header, which makes it a vault, when everything else is in place.
  LocalVault create(CreatedVault created, String name, Effects effects, Storages storages)
      throws TidelockException, InterruptedException {
    try (Remote remote = storages.remote(storage)) {
      List<VaultObject> objects =
          created.objects().stream().filter(o -> !o.name().equals(VaultHeader.NAME)).toList();
      profile.saveUnfinished(
          storage
              + "\n"
              + objects.stream().map(VaultObject::name).collect(Collectors.joining("\n")));
      for (VaultObject object : objects) remote.put(new ObjectName(object.name()), object.bytes());
      DeviceFile file = new DeviceFile(header.vault(), header.hash(), created.device());
      Identity identity =
          Identity.of(file, header, new OpenedVault(created.keys(), created.members()));
      try (Database db = profile.home().index(Database.Access.WRITE)) {
        Tables tables = Tables.over(db);
        KeptVault.keep(
            tables.meta(), header.bytes(), Identity.objects(remote, created.device().id()));
        Committer committer =
            new Committer(
                tables,
                identity,
                new Absorber(tables, new SealedContents(header.vault(), key)),
                effects,
                device,
                () -> remote.sizes().largest());
        committer.commit(
            new Committer.Content(List.of(new Operation.NameVault(name)), List.of(), 0, 0),
            () -> KeptVault.oweHeader(tables.meta()));
      }
      Profile.Settings settings = finish(effects, storages);
      profile.finished();
      LocalVault vault = new Opening(effects, storages, cost).open(profile, settings, key, file);
      boolean done = false;
      try {
        vault.payHeader();
        done = true;
        return vault;
      } finally {
        if (!done) vault.close();
      }
    }
  }

  /// Takes back what a creation that did not finish has put into a storage. Nobody else has objects of these names.
  static void undo(Profile profile, Storages storages)
      throws TidelockException, InterruptedException {
    Optional<String> unfinished = profile.unfinished();
    if (unfinished.isEmpty()) return;
    List<String> lines = unfinished.get().lines().toList();
    try (Remote remote = storages.remote(lines.getFirst())) {
      for (String name : lines.subList(1, lines.size())) remote.delete(new ObjectName(name));
    } catch (TidelockException e) {
      LOG.warn("what an interrupted creation has left stays in {}", lines.getFirst(), e);
    }
  }

  /// Takes in all that the vault has, so that the first look adopts what is equal, and so that a storage which alters or hides something
  /// is found out before anything is written to it. Begins with a checkpoint if there is one; if the log does not go on from it as it should, it is as if
  /// there were none.
  ///
  /// @param identity of the owner, or of a device that is in the vault already
  void learn(Identity identity, Remote remote, Effects effects, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    Newcomer newcomer =
        new Newcomer(identity, remote, new SealedContents(header.vault(), key), effects);
    Optional<Joining.Taken> refused = learn(newcomer, Newcomer.Beginning.CHECKPOINT, progress);
    if (refused.isEmpty()) return;
    profile.deleteIndex();
    learn(newcomer, Newcomer.Beginning.LOG, progress);
    try (Database db = profile.home().index(Database.Access.WRITE)) {
      Joining.tell(Tables.over(db), refused.get(), effects.clock());
    }
  }

  /// @return a checkpoint that was taken and that the log contradicts
  private Optional<Joining.Taken> learn(
      Newcomer newcomer, Newcomer.Beginning beginning, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    try (Database db = profile.home().index(Database.Access.WRITE)) {
      return newcomer
          .learn(beginning, Tables.over(db), (done, of) -> progress.accept(read(done, of)))
          .contradicted();
    }
  }

  private static Progress read(long records, long of) {
    return new Progress(
        Progress.Phase.LEARNING, records, of, 0, 0, 0, 0, Optional.empty(), List.of());
  }

  /// What another device has seen is there.
  ///
  /// @throws TidelockException ROLLBACK if something of it is not, FORK if something else is in its place
  void require(Floor floor, Members members) throws TidelockException {
    try (Database db = profile.home().index(Database.Access.WRITE)) {
      floor.require(Tables.over(db).log(), members);
    }
  }

  /// With the device's own objects in the storage, and everything else in the index. An empty first segment introduces this device to the others;
  /// it is durable before the profile counts as set up, and goes to the storage now or with the first sync.
  LocalVault join(DeviceKeys keys, Remote remote, Effects effects, Storages storages)
      throws TidelockException, InterruptedException {
    DeviceFile file = new DeviceFile(header.vault(), header.hash(), keys);
    try (Database db = profile.home().index(Database.Access.WRITE)) {
      Tables tables = Tables.over(db);
      Identity.KeptObjects objects = Identity.objects(remote, keys.id());
      Identity identity = Identity.fromKept(file, header.bytes(), objects);
      KeptVault.keep(tables.meta(), header.bytes(), identity.begun(objects));
      Absorber absorber = new Absorber(tables, new SealedContents(header.vault(), key));
      new Committer(tables, identity, absorber, effects, device, () -> remote.sizes().largest())
          .commit(Committer.Content.NONE, () -> {});
    }
    LocalVault vault =
        new Opening(effects, storages, cost).open(profile, finish(effects, storages), key, file);
    boolean done = false;
    try {
      vault.announce();
      done = true;
      return vault;
    } finally {
      if (!done) vault.close();
    }
  }

  private Profile.Settings finish(Effects effects, Storages storages) throws TidelockException {
    Path home = effects.places().real(profile.home().path());
    try {
      new PrivateFolder(effects.places().disk(folder), effects.random(), effects.clock())
          .mark(RootGuard.mark(header.vault(), home));
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
    Profile.Settings settings =
        new Profile.Settings(
            storage,
            storages.access().serverKey(),
            folder,
            device,
            header.hash(),
            keepUnlocked,
            effects.clock().instant());
    profile.save(settings);
    return settings;
  }
}
