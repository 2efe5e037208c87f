package org.tidelock.engine.core;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.NewVault;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.Words;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
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
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.restore.Exporter;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Owners;
import org.tidelock.engine.trust.SealedAccess;

/// Vaults on this computer: makes, joins and opens profiles. Thread-safe; each call works on its own.
public final class LocalVaults implements Vaults {
  private final Effects effects;
  private final Argon2Params cost;
  private final Founder founder;
  private final Storages storages;
  private final Folders folders;

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
    return enrolment(_ -> {}).create(request, founder);
  }

  @Override
  public Vault join(JoinRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return enrolment(progress).join(request);
  }

  @Override
  public Vault pair(PairRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return enrolment(progress).pair(request);
  }

  private Enrolment enrolment(Consumer<? super Progress> progress) {
    return new Enrolment(effects, cost, storages, progress);
  }

  /// What the profile has kept, replaced by what is given now: that is kept at once if it has opened the storage already, else once it does.
  private Storages reached(KeptAccess profile, Unlocked unlocked)
      throws TidelockException, CryptoException {
    StorageAccess kept = profile.read();
    profile.catchUp(kept);
    Storages now = storages.alone(storages.access().or(kept));
    if (now.access().equals(kept)) now.keepBy(profile.keeper(now));
    else if (unlocked.shown().isPresent()) profile.keep(now);
    else now.keepOnceOpenedBy(profile.keeper(now));
    return now;
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
}
