package org.tidelock.engine.core;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.OwnerChange;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.crypto.VaultId;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.Progress;
import org.tidelock.engine.SetUpRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.VaultNames;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.SyncedAlready;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Admission;
import org.tidelock.engine.trust.Asking;
import org.tidelock.engine.trust.Devices;
import org.tidelock.engine.trust.Floor;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.Owners;
import org.tidelock.engine.trust.SealedAccess;

/// Makes a profile a device of a vault: of a new one, or of one that is there, by its passphrase or kit, or by a code that another device is told.
final class Enrolment {
  /// In UTF-8, as the members list wants it.
  private static final int MAX_DEVICE_NAME = 256;

  /// How often a storage whose lists lag is asked for what another device has seen in it, and how long it is given each time.
  private static final int WAITS = 5;

  private static final Duration LAG = Duration.ofSeconds(1);
  private static final Set<ErrorCode> LAGGING = EnumSet.of(ErrorCode.ROLLBACK, ErrorCode.MISSING);
  private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

  private final Effects effects;
  private final Argon2Params cost;
  private final Storages storages;
  private final Folders folders;
  private final SyncedAlready synced;
  private final Consumer<? super Progress> progress;

  /// @param cost of the passphrases that are set here
  /// @param progress told while the history is read
  Enrolment(
      Effects effects, Argon2Params cost, Storages storages, Consumer<? super Progress> progress) {
    this.effects = effects;
    this.cost = cost;
    this.storages = storages;
    this.folders = new Folders(effects.places());
    this.synced = new SyncedAlready(effects);
    this.progress = progress;
  }

  /// @param founder makes the vault's keys
  CreatedVault create(CreateRequest request, Founder founder)
      throws TidelockException, InterruptedException {
    checkDeviceName(request.device());
    if (!VaultNames.isVaultName(request.name()))
      throw refused(Happened.NO_VAULT_NAME.of(), Todo.OTHER_NAME.of());
    return inNewProfile(
        request,
        profile -> {
          switch (storages.look(request.storage())) {
            case VAULT ->
                throw refused(Happened.STORAGE_HAS_VAULT.of(), Todo.JOIN_OR_EMPTY_PLACE.of());
            case FOREIGN ->
                throw refused(Happened.STORAGE_NOT_EMPTY.of(), Todo.EMPTY_FOLDER_FOR_VAULT.of());
            case EMPTY -> {}
          }
          storages.prepare(request.storage());
          Storages probed = storages.alone(storages.probe(request.storage()));
          folders.make(request.folder());
          org.tidelock.crypto.CreatedVault created =
              founder.found(
                  request.passphrase(), cost, request.device(), effects.random(), effects.clock());
          VaultHeader header = created.header();
          ProfileKey key =
              saveKeys(
                  profile,
                  new DeviceFile(header.vault(), header.hash(), created.device()),
                  request.keepUnlocked(),
                  Optional.of(request.passphrase()),
                  Happened.NOTHING_TO_SEAL_UNDER);
          keep(profile, header.vault(), key, probed);
          try (OwnerSession owner = Owners.open(created, effects)) {
            profile.saveOwnedKey(owner.seal(key));
          }
          NewProfile made = made(request, profile, key, header);
          LocalVault vault = made.create(created, request.name(), effects, probed);
          return new CreatedVault(vault, created.recoveryKey());
        });
  }

  private NewProfile made(
      SetUpRequest request, Profile profile, ProfileKey key, VaultHeader header) {
    return new NewProfile(
        profile,
        key,
        request.storage(),
        request.folder(),
        request.device(),
        header,
        request.keepUnlocked(),
        cost);
  }

  private interface Steps<T> {
    T in(Profile profile) throws TidelockException, CryptoException, InterruptedException;
  }

  /// After a failure the profile is as it was.
  private <T> T inNewProfile(SetUpRequest request, Steps<T> steps)
      throws TidelockException, InterruptedException {
    checkDeviceName(request.device());
    checkPlaces(request.folder(), request.storage(), request.home(), request.keepUnlocked());
    Profile profile = emptyProfile(request.home());
    boolean done = false;
    try {
      T result = steps.in(profile);
      done = true;
      return result;
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    } finally {
      if (!done) profile.giveUp();
    }
  }

  private static void keep(Profile profile, VaultId vault, ProfileKey key, Storages reached)
      throws TidelockException {
    new KeptAccess(profile, new SealedAccess(vault, key)).keep(reached);
  }

  private static void checkDeviceName(String name) throws TidelockException {
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_DEVICE_NAME)
      throw refused(Happened.DEVICE_NAME_TOO_LONG.of(MAX_DEVICE_NAME), Todo.OTHER_NAME.of());
  }

  private void checkPlaces(Path folder, String storage, Path home, KeepUnlocked keepUnlocked)
      throws TidelockException {
    if (keepUnlocked == KeepUnlocked.KEYCHAIN)
      throw refused(Happened.NO_KEYCHAIN.of(), Todo.KEEP_UNLOCKED_FILE_OR_NO.of());
    folders.requireOrdinary(folder);
    storages.needs(storage);
    folders.requireApart(folder, Storages.folder(storage), home);
    synced.requireNone(folder, home);
  }

  private Profile emptyProfile(Path home) throws TidelockException, InterruptedException {
    Profile profile = Profile.lock(effects.places().home(home));
    if (Profile.isSetUp(profile.home())) {
      profile.close();
      throw refused(Happened.PROFILE_HAS_VAULT.of(), Todo.OTHER_PROFILE.of());
    }
    boolean done = false;
    try {
      NewProfile.undo(profile, storages);
      profile.clear();
      done = true;
      return profile;
    } finally {
      if (!done) profile.giveUp();
    }
  }

  private ProfileKey saveKeys(
      Profile profile,
      DeviceFile device,
      KeepUnlocked keep,
      Optional<Passphrase> passphrase,
      Happened without)
      throws TidelockException, CryptoException {
    ProfileKey key = ProfileKey.random(effects.random());
    profile.saveDevice(device.seal(key));
    if (keep == KeepUnlocked.FILE) {
      byte[] secret = key.secretBytes();
      profile.saveKey(secret);
      Arrays.fill(secret, (byte) 0);
    } else {
      Passphrase under =
          passphrase.orElseThrow(() -> refused(without.of(), Todo.KEEP_UNLOCKED_FILE.of()));
      profile.saveSealedKey(key.sealUnder(under, cost, effects.random()));
    }
    return key;
  }

  Vault join(JoinRequest request) throws TidelockException, InterruptedException {
    return inNewProfile(
        request,
        profile -> {
          try (Remote remote = storages.remote(request.storage());
              OwnerSession owner = Owners.open(remote, request.unlock(), effects)) {
            return join(request, profile, remote, owner);
          }
        });
  }

  private Vault join(JoinRequest request, Profile profile, Remote remote, OwnerSession owner)
      throws TidelockException, CryptoException, InterruptedException {
    if (!request.confirmation().isRight(preview(owner.members(), remote)))
      throw refused(Happened.JOIN_NOT_CONFIRMED.of(), Todo.COMPARE_BEFORE_JOINING.of());
    folders.make(request.folder());
    VaultHeader header = owner.header();
    DeviceKeys device = DeviceKeys.generate(effects.random());
    ProfileKey key =
        saveKeys(
            profile,
            new DeviceFile(header.vault(), header.hash(), device),
            request.keepUnlocked(),
            request.unlock() instanceof Unlock.ByPassphrase p
                ? Optional.of(p.passphrase())
                : Optional.empty(),
            Happened.NOTHING_TO_SEAL_UNDER);
    profile.saveOwnedKey(owner.seal(key));
    Storages probed = storages.alone(storages.probe(request.storage()));
    keep(profile, header.vault(), key, probed);
    NewProfile made = made(request, profile, key, header);
    made.learn(Identity.ofOwner(owner), remote, effects, progress);
    OwnerChange change = owner.addDevice(request.device(), device.publicKeys());
    for (VaultObject object : change.write())
      Admission.store(object, remote, effects.clock(), Todo.TRY_AGAIN);
    return made.join(device, remote, effects, probed);
  }

  /// What a newcomer can compare. How far the logs are is what the storage says, so far: another device's words tell whether it is true.
  private static JoinRequest.VaultPreview preview(Members members, Remote remote)
      throws TidelockException, InterruptedException {
    TreeMap<WriterId, Long> counts = new TreeMap<>();
    for (ObjectInfo head : remote.list("heads"))
      head.name().asHead().ifPresent(h -> counts.merge(h.writer(), h.seq() + 1, Math::max));
    List<DeviceInfo> devices =
        members.devices().stream()
            .map(d -> Devices.info(d, false, Optional.empty()))
            .sorted(Comparator.comparing(DeviceInfo::added))
            .toList();
    return new JoinRequest.VaultPreview(
        members.header().vault().toString(),
        LocalVaults.fingerprint(members, new VersionVector(counts)),
        devices);
  }

  Vault pair(PairRequest request) throws TidelockException, InterruptedException {
    return inNewProfile(
        request,
        profile -> {
          try (Remote remote = storages.remote(request.storage())) {
            return pair(request, profile, remote);
          }
        });
  }

  /// Everything that can go wrong here is tried before the code is shown: a person carries that only once.
  private Vault pair(PairRequest request, Profile profile, Remote remote)
      throws TidelockException, CryptoException, InterruptedException {
    Asking asking = Asking.of(remote, effects);
    folders.make(request.folder());
    DeviceFile file = asking.file();
    ProfileKey key =
        saveKeys(
            profile,
            file,
            request.keepUnlocked(),
            request.passphrase(),
            Happened.NOTHING_OF_ITS_OWN);
    Storages probed = storages.alone(storages.probe(request.storage()));
    keep(profile, file.vault(), key, probed);
    Asking.Admitted admitted = asking.run(request.device(), request.screen());
    NewProfile made = made(request, profile, key, admitted.identity().header());
    return join(made, admitted, file, remote, probed);
  }

  /// The device is in the vault's list by now, whatever comes.
  private LocalVault join(
      NewProfile made, Asking.Admitted admitted, DeviceFile file, Remote remote, Storages probed)
      throws TidelockException, InterruptedException {
    try {
      for (int waits = 0; !isAllThere(made, admitted, remote, waits == WAITS); waits++)
        effects.clock().sleep(LAG);
      return made.join(file.device(), remote, effects, probed);
    } catch (TidelockException e) {
      throw e.withSafe(Safe.IS_LISTED.of(made.device()));
    }
  }

  /// @param isLast of a storage whose lists lag
  private boolean isAllThere(
      NewProfile made, Asking.Admitted admitted, Remote remote, boolean isLast)
      throws TidelockException, InterruptedException {
    try {
      made.learn(admitted.identity(), remote, effects, progress);
      made.require(new Floor(admitted.seen().floor()), admitted.identity().members());
      return true;
    } catch (TidelockException e) {
      if (isLast || !LAGGING.contains(e.code())) throw e;
      LOG.info("what the other device has seen is not there yet", e);
      made.profile().deleteIndex();
      return false;
    }
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
