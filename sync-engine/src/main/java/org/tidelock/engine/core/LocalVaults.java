package org.tidelock.engine.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.NewVault;
import org.tidelock.crypto.OwnerChange;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.Words;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.history.VaultNames;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.SyncedAlready;
import org.tidelock.engine.restore.Exporter;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Devices;
import org.tidelock.engine.trust.Owners;
import org.tidelock.engine.trust.SealedAccess;

/// Vaults on this computer: makes, joins and opens profiles. Thread-safe; each call works on its own.
public final class LocalVaults implements Vaults {
  /// In UTF-8, as the members list wants it.
  private static final int MAX_DEVICE_NAME = 256;

  private final Effects effects;
  private final Argon2Params cost;
  private final Founder founder;
  private final Storages storages;
  private final Folders folders;
  private final SyncedAlready synced;

  /// @param cost of the passphrases that are set here
  LocalVaults(Effects effects, Argon2Params cost, Founder founder) {
    this(effects, cost, founder, new Storages(effects));
  }

  private LocalVaults(Effects effects, Argon2Params cost, Founder founder, Storages storages) {
    this.effects = effects;
    this.cost = cost;
    this.founder = founder;
    this.storages = storages;
    this.folders = new Folders(effects.places());
    this.synced = new SyncedAlready(effects);
  }

  /// With the system's clock, randomness and threads.
  public static Vaults standard() {
    return new LocalVaults(SystemEffects.create(), Argon2Params.POLICY, NewVault::create);
  }

  @Override
  public StorageAccess reaching() {
    return storages.access();
  }

  @Override
  public Vaults with(StorageAccess access) {
    return new LocalVaults(effects, cost, founder, storages.with(access));
  }

  @Override
  public StorageNeeds needs(String storage) throws TidelockException {
    return storages.needs(storage);
  }

  @Override
  public StorageNeeds needs(Path home) throws TidelockException {
    return storages.needs(storage(home));
  }

  @Override
  public StorageAccess trusted(String storage, String key) throws TidelockException {
    return storages.trusted(storage, key);
  }

  @Override
  public SignIn signIn(String storage, SignIn.Way way, SignIn.Extent extent)
      throws TidelockException, InterruptedException {
    return storages.signIn(storage, way, extent);
  }

  @Override
  public CreatedVault create(CreateRequest request) throws TidelockException, InterruptedException {
    checkDeviceName(request.device());
    if (!VaultNames.isVaultName(request.name()))
      throw refused(Happened.NO_VAULT_NAME.of(), Todo.OTHER_NAME.of());
    checkPlaces(request.folder(), request.storage(), request.home(), request.keepUnlocked());
    Profile profile = emptyProfile(request.home());
    boolean done = false;
    try {
      switch (storages.look(request.storage())) {
        case VAULT -> throw refused(Happened.STORAGE_HAS_VAULT.of(), Todo.JOIN_OR_EMPTY_PLACE.of());
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
      ProfileKey key =
          saveKeys(
              profile,
              new DeviceFile(created.header().vault(), created.header().hash(), created.device()),
              request.keepUnlocked(),
              Optional.of(request.passphrase()));
      keep(new KeptAccess(profile, new SealedAccess(created.header().vault(), key)), probed);
      try (OwnerSession owner = Owners.open(created, effects)) {
        profile.saveOwnedKey(owner.seal(key));
      }
      NewProfile made =
          new NewProfile(
              profile,
              key,
              request.storage(),
              request.folder(),
              request.device(),
              created.header(),
              request.keepUnlocked(),
              cost);
      LocalVault vault = made.create(created, request.name(), effects, probed);
      done = true;
      return new CreatedVault(vault, created.recoveryKey());
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    } finally {
      if (!done) profile.giveUp();
    }
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
      Profile profile, DeviceFile device, KeepUnlocked keep, Optional<Passphrase> passphrase)
      throws TidelockException, CryptoException {
    ProfileKey key = ProfileKey.random(effects.random());
    profile.saveDevice(device.seal(key));
    if (keep == KeepUnlocked.FILE) {
      byte[] secret = key.secretBytes();
      profile.saveKey(secret);
      Arrays.fill(secret, (byte) 0);
    } else {
      Passphrase under =
          passphrase.orElseThrow(
              () -> refused(Happened.NOTHING_TO_SEAL_UNDER.of(), Todo.KEEP_UNLOCKED_FILE.of()));
      profile.saveSealedKey(key.sealUnder(under, cost, effects.random()));
    }
    return key;
  }

  /// What the profile has kept, replaced by what is given now: that is kept at once if it has opened the storage already, else once it does.
  private Storages reached(KeptAccess profile, Unlocked unlocked)
      throws TidelockException, CryptoException {
    StorageAccess kept = profile.read();
    profile.catchUp(kept);
    Storages now = storages.alone(storages.access().or(kept));
    if (now.access().equals(kept)) now.keepBy(profile.keeper(now));
    else if (unlocked.shown().isPresent()) keep(profile, now);
    else now.keepOnceOpenedBy(profile.keeper(now));
    return now;
  }

  private static void keep(KeptAccess profile, Storages reached) throws TidelockException {
    if (!reached.access().isNone()) profile.save(reached.access());
    reached.keepBy(profile.keeper(reached));
  }

  @Override
  public Vault join(JoinRequest request) throws TidelockException, InterruptedException {
    checkDeviceName(request.device());
    checkPlaces(request.folder(), request.storage(), request.home(), request.keepUnlocked());
    Profile profile = emptyProfile(request.home());
    boolean done = false;
    try (Remote remote = storages.remote(request.storage());
        OwnerSession owner = Owners.open(remote, request.unlock(), effects)) {
      if (!request.confirmation().isRight(preview(owner.members(), remote)))
        throw refused(Happened.JOIN_NOT_CONFIRMED.of(), Todo.COMPARE_BEFORE_JOINING.of());
      folders.make(request.folder());
      DeviceKeys device = DeviceKeys.generate(effects.random());
      ProfileKey key =
          saveKeys(
              profile,
              new DeviceFile(owner.header().vault(), owner.header().hash(), device),
              request.keepUnlocked(),
              request.unlock() instanceof Unlock.ByPassphrase p
                  ? Optional.of(p.passphrase())
                  : Optional.empty());
      profile.saveOwnedKey(owner.seal(key));
      Storages probed = storages.alone(storages.probe(request.storage()));
      keep(new KeptAccess(profile, new SealedAccess(owner.header().vault(), key)), probed);
      NewProfile made =
          new NewProfile(
              profile,
              key,
              request.storage(),
              request.folder(),
              request.device(),
              owner.header(),
              request.keepUnlocked(),
              cost);
      made.learn(owner, remote, effects);
      OwnerChange change = owner.addDevice(request.device(), device.publicKeys());
      for (VaultObject object : change.write())
        remote.put(new ObjectName(object.name()), object.bytes());
      LocalVault vault = made.join(device, remote, effects, probed);
      done = true;
      return vault;
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    } finally {
      if (!done) profile.giveUp();
    }
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
        fingerprint(members, new VersionVector(counts)),
        devices);
  }

  /// Six words over the members' tips and what is known of the logs.
  static String fingerprint(Members members, VersionVector seen) {
    ByteBuffer in = ByteBuffer.allocate(32 * members.tips().size() + 24 * seen.counts().size());
    members.tips().forEach(t -> in.put(t.bytes()));
    seen.counts().forEach((writer, count) -> in.put(writer.bytes()).putLong(count));
    return String.join(" ", Words.six(Hash256.sha256(in.array())));
  }

  @Override
  public Vault open(Path home, Optional<Unlock> unlock)
      throws TidelockException, InterruptedException {
    Home place = effects.places().home(home);
    if (!Profile.isSetUp(place))
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          Happened.PROFILE_HAS_NO_VAULT.of(),
          Safe.NOTHING_CHANGED.of(),
          Todo.SET_UP.of());
    Profile profile = Profile.lock(place);
    boolean done = false;
    try {
      Profile.Settings settings = Profile.settings(place);
      Unlocked unlocked = unlock(profile, settings, unlock);
      DeviceFile device = DeviceFile.open(profile.device(), unlocked.key());
      SealedAccess sealed = new SealedAccess(device.vault(), unlocked.key());
      Storages reached = reached(new KeptAccess(profile, sealed), unlocked);
      LocalVault vault =
          new Opening(effects, reached, cost).open(profile, settings, unlocked.key(), device);
      try {
        if (unlocked.shown().isPresent()) vault.requireSeen(unlocked.shown().get());
        done = true;
        return vault;
      } finally {
        if (!done) vault.close();
      }
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    } finally {
      if (!done) profile.close();
    }
  }

  /// @param shown the members that the storage has shown to whoever unlocked the profile as the vault's owner
  private record Unlocked(ProfileKey key, Optional<Members> shown) {
    static Unlocked alone(ProfileKey key) {
      return new Unlocked(key, Optional.empty());
    }
  }

  private Unlocked unlock(Profile profile, Profile.Settings settings, Optional<Unlock> unlock)
      throws TidelockException, CryptoException, InterruptedException {
    Optional<byte[]> kept = profile.key();
    if (settings.keepUnlocked() == KeepUnlocked.FILE && kept.isPresent())
      return Unlocked.alone(ProfileKey.of(kept.get()));
    return switch (unlock.orElse(null)) {
      case Unlock.ByPassphrase p ->
          Unlocked.alone(ProfileKey.open(profile.sealedKey(), p.passphrase()));
      case Unlock.ByRecoveryKey kit -> unlock(profile, settings, kit);
      case null -> throw locked(Happened.PROFILE_LOCKED, Todo.GIVE_PASSPHRASE);
    };
  }

  /// The kit opens the vault from its storage, and the vault's owner this profile.
  private Unlocked unlock(Profile profile, Profile.Settings settings, Unlock.ByRecoveryKey kit)
      throws TidelockException, CryptoException, InterruptedException {
    byte[] owned =
        profile
            .ownedKey()
            .orElseThrow(() -> locked(Happened.KIT_CANNOT_UNLOCK, Todo.JOIN_WITH_NEW_PROFILE));
    try (Remote remote = knowing(settings).remote(settings.storage());
        OwnerSession owner = Owners.openPinned(settings.header(), remote, kit, effects)) {
      return new Unlocked(owner.open(owned), Optional.of(owner.members()));
    }
  }

  /// With the server's key that lies in the clear, unless another one was said to be trusted; for the unlocking alone, as what is sealed counts from there on. A storage that exchanges
  /// its secret has no server that is known by a key.
  private Storages knowing(Profile.Settings settings) throws TidelockException {
    if (settings.serverKey().isEmpty()) return storages;
    StorageAccess known = storages.trusted(settings.storage(), settings.serverKey().get());
    return storages.with(storages.access().or(known));
  }

  private static TidelockException locked(Happened happened, Todo todo) {
    return new TidelockException(
        ErrorCode.LOCKED, happened.of(), Safe.NOTHING_CHANGED.of(), todo.of());
  }

  @Override
  public ProfileState state(Path home) {
    Home place = effects.places().home(home);
    if (!Profile.isSetUp(place)) return ProfileState.EMPTY;
    try {
      return Profile.settings(place).keepUnlocked() == KeepUnlocked.NO
          ? ProfileState.LOCKED
          : ProfileState.READY;
    } catch (TidelockException e) {
      return ProfileState.LOCKED; // opening it tells what is wrong
    }
  }

  @Override
  public StorageState look(String storage) throws TidelockException, InterruptedException {
    return storages.look(storage);
  }

  @Override
  public Optional<UnknownServer> meet(String storage)
      throws TidelockException, InterruptedException {
    return storages.meet(storage);
  }

  @Override
  public String storage(Path home) throws TidelockException {
    return Profile.settings(effects.places().home(home)).storage();
  }

  @Override
  public StorageReport test(String storage) throws TidelockException, InterruptedException {
    return storages.tested(storage).report();
  }

  @Override
  public RestoreReport export(
      String storage, Unlock unlock, Path to, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return new Exporter(effects, storages).export(storage, unlock, to, progress);
  }

  @Override
  public FolderFacts inspectFolder(Path folder, String storage) throws TidelockException {
    folders.requireOrdinary(folder);
    Optional<Path> place = Storages.folder(storage);
    if (place.isPresent()) folders.requireApart(folder, place, place.get());
    return folders.facts(folder);
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
