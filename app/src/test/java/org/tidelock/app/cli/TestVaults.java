package org.tidelock.app.cli;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.Engine;
import org.tidelock.app.SecretText;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.DeviceInfo;
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

/// Profiles in memory, and what was last asked of them.
final class TestVaults implements Vaults {
  /// Told while a device joins.
  Optional<Progress> joining = Optional.empty();

  record Export(String storage, Unlock unlock, Path to) {}

  private record Profile(TestVault vault, KeepUnlocked keep) {}

  private final Map<Path, Profile> profiles = new HashMap<>();
  @Nullable TidelockException failure;
  @Nullable TidelockException folderTrouble;

  /// If there is one, nothing else opens a profile.
  @Nullable String profilePassphrase;

  List<Caution> cautions = List.of();
  @Nullable CreateRequest created;

  /// A copy of the new vault's key, which is wiped when its words were seen.
  @Nullable RecoveryKey createdKey;

  @Nullable JoinRequest joined;
  @Nullable PairRequest paired;
  @Nullable Boolean confirmed;

  /// Pairing is interrupted right when a device lets this one in.
  boolean letInWhileStopping;

  @Nullable Optional<Unlock> opened;
  @Nullable Export exported;

  StorageReport report =
      new StorageReport(
          StorageState.EMPTY,
          List.of(),
          java.util.OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          true);

  /// Who cannot show that it is the right one, as long as it is not trusted.
  @Nullable UnknownServer stranger;

  StorageNeeds needs = StorageNeeds.NOTHING;

  /// How somebody was asked to sign in, and to what: empty if nobody was.
  String signIn = "";

  /// How the storage is reached to which somebody was asked to sign in.
  StorageAccess signInBy = StorageAccess.NONE;

  boolean signInIsDeclined;
  boolean signInIsOver;

  /// What storages were reached with last.
  StorageAccess access = StorageAccess.NONE;

  /// The secret of the last call, which is wiped after it.
  String secret = "";

  TestVault profile(Path home, KeepUnlocked keep) {
    return profile(home, keep, "file:///mnt/store");
  }

  TestVault profile(Path home, KeepUnlocked keep, String storage) {
    TestVault vault = new TestVault(home.resolveSibling("folder"), storage);
    profiles.put(home, new Profile(vault, keep));
    return vault;
  }

  TestVault vault(Path home) {
    Profile profile = profiles.get(home);
    if (profile == null) {
      throw new AssertionError("no profile " + home);
    }
    return profile.vault();
  }

  void clear() {
    profiles.clear();
  }

  @Override
  public Optional<UnknownServer> meet(String storage) {
    return Optional.ofNullable(stranger)
        .filter(s -> access.agreed(s.agreement()).filter(s.key()::equals).isEmpty());
  }

  @Override
  public String storage(Path home) {
    return vault(home).info().storage();
  }

  @Override
  public StorageReport test(String storage) throws TidelockException {
    fail();
    return report;
  }

  private void fail() throws TidelockException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public StorageAccess reaching() {
    return access;
  }

  @Override
  public Vaults with(StorageAccess given) {
    access = given;
    return this;
  }

  @Override
  public StorageNeeds needs(String storage) {
    return needs;
  }

  @Override
  public StorageNeeds needs(Path home) {
    return needs;
  }

  /// The engine's own answer.
  @Override
  public StorageAccess trusted(String storage, String key) throws TidelockException {
    return Engine.vaults().trusted(storage, key);
  }

  @Override
  public SignIn signIn(String storage, SignIn.Way way, SignIn.Extent extent) {
    signIn = storage + " " + way + " " + extent;
    signInBy = access;
    return new SignIn() {
      @Override
      public URI page() {
        return URI.create("https://login.example/page?a=b&c=d");
      }

      @Override
      public Optional<String> code() {
        return way == SignIn.Way.CODE ? Optional.of("ABCD-1234") : Optional.empty();
      }

      @Override
      public StorageAccess await() throws TidelockException {
        if (signInIsDeclined) {
          throw new TidelockException(
              ErrorCode.STORAGE, "Declined.", "Nothing was changed.", "Sign in once more.");
        }
        return StorageAccess.NONE.withSecret("token");
      }

      @Override
      public void close() {
        signInIsOver = true;
      }
    };
  }

  @Override
  public CreatedVault create(CreateRequest request) throws TidelockException {
    created = request;
    secret = SecretText.of(request.passphrase());
    fail();
    TestVault vault = new TestVault(request.folder(), request.storage());
    profiles.put(request.home(), new Profile(vault, request.keepUnlocked()));
    RecoveryKey key = RecoveryKey.random(new SecureRandom());
    createdKey = copy(key);
    return new CreatedVault(vault, key);
  }

  private static RecoveryKey copy(RecoveryKey key) {
    try {
      return RecoveryKey.parse(String.join(" ", key.words()));
    } catch (MistypedWordsException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Vault join(JoinRequest request, Consumer<? super Progress> progress)
      throws TidelockException {
    joining.ifPresent(progress);
    joined = request;
    secret = SecretText.of(request.unlock());
    fail();
    DeviceInfo first =
        new DeviceInfo(
            "d1",
            "Laptop",
            false,
            TestVault.NOON,
            Optional.empty(),
            "a b c d e f",
            Optional.empty());
    confirmed =
        request
            .confirmation()
            .isRight(
                new JoinRequest.VaultPreview(
                    "7f3a91c4", "river stamp onion kite velvet harbor", List.of(first)));
    if (!confirmed) {
      throw new TidelockException(
          ErrorCode.USAGE, "The vault was not joined.", "Nothing was changed.", "Check it.");
    }
    TestVault vault = new TestVault(request.folder(), request.storage());
    profiles.put(request.home(), new Profile(vault, request.keepUnlocked()));
    return vault;
  }

  @Override
  public Vault pair(PairRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    paired = request;
    secret =
        request.passphrase().map(own -> SecretText.of(new Unlock.ByPassphrase(own))).orElse("");
    fail();
    request
        .screen()
        .show(
            "2F1-QZ0-ABC",
            List.of("river", "stamp", "onion", "kite", "velvet", "harbor"),
            TestVault.NOON.plusSeconds(600));
    if (letInWhileStopping) {
      request.screen().letInMeanwhile();
      throw new InterruptedException();
    }
    confirmed =
        request.screen().isRight(List.of("river", "stamp", "onion", "kite", "velvet", "harbor"));
    if (!confirmed) {
      throw new TidelockException(
          ErrorCode.USAGE, "The vault was not joined.", "Nothing was changed.", "Check it.");
    }
    TestVault vault = new TestVault(request.folder(), request.storage());
    profiles.put(request.home(), new Profile(vault, request.keepUnlocked()));
    return vault;
  }

  @Override
  public Vault open(Path home, Optional<Unlock> unlock) throws TidelockException {
    opened = unlock;
    secret = unlock.map(SecretText::of).orElse("");
    fail();
    if (profilePassphrase != null && !profilePassphrase.equals(secret))
      throw new TidelockException(ErrorCode.AUTH, "That is not it.", "safe", "todo");
    Profile profile = profiles.get(home);
    if (profile == null || (profile.keep() == KeepUnlocked.NO && unlock.isEmpty())) {
      throw new AssertionError("the command line opens only what it may: " + home);
    }
    return profile.vault();
  }

  @Override
  public ProfileState state(Path home) {
    Profile profile = profiles.get(home);
    if (profile == null) {
      return ProfileState.EMPTY;
    }
    return profile.keep() == KeepUnlocked.NO ? ProfileState.LOCKED : ProfileState.READY;
  }

  @Override
  public StorageState look(String storage) throws TidelockException {
    fail();
    return StorageState.VAULT;
  }

  @Override
  public RestoreReport export(
      String storage, Unlock unlock, Path to, Consumer<? super Progress> progress)
      throws TidelockException {
    exported = new Export(storage, unlock, to);
    secret = SecretText.of(unlock);
    fail();
    return new RestoreReport(3, 4_096, List.of("a", "b", "c"));
  }

  @Override
  public FolderFacts inspectFolder(Path folder, String storage) throws TidelockException {
    TidelockException trouble = folderTrouble;
    if (trouble != null) throw trouble;
    return new FolderFacts(false, 0, 0, 0, 0, cautions);
  }
}
