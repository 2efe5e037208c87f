package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults.ProfileState;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Todo;

/// Who has forgotten the passphrase of a locked profile has the recovery kit.
final class UnlockByKitTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final LocalVaults vaults = TestDevice.ownVaults();
  private Path home;
  private RecoveryKey kit;

  @BeforeEach
  void aLockedProfile() throws Exception {
    home = root.resolve("home");
    CreatedVault created = create(home, "store");
    kit = created.recoveryKey();
    try (Vault vault = created.vault()) {
      Files.writeString(root.resolve("folder-store/f"), "x");
      vault.sync();
    }
    assertThat(vaults.state(home)).isEqualTo(ProfileState.LOCKED);
  }

  private CreatedVault create(Path home, String store) throws Exception {
    return vaults.create(
        new CreateRequest(
            home,
            root.resolve(store).toUri().toString(),
            root.resolve("folder-" + store),
            "Test",
            "a",
            TestDevice.passphrase(),
            KeepUnlocked.NO));
  }

  private Vault open(RecoveryKey key) throws Exception {
    return vaults.open(home, Optional.of(new Unlock.ByRecoveryKey(key)));
  }

  @Test
  void theKitOpensTheProfileThatItsVaultWasMadeIn() throws Exception {
    try (Vault vault = open(kit)) {
      assertThat(vault.list("", Optional.empty())).hasSize(1);
      assertThat(vault.sync().problems()).isEmpty();
      assertThat(vault.devices()).as("still the same device").hasSize(1);
    }
  }

  @Test
  void thePassphraseStillOpensIt() throws Exception {
    open(kit).close();
    vaults.open(home, Optional.of(new Unlock.ByPassphrase(TestDevice.passphrase()))).close();
  }

  @Test
  void theKitOpensTheProfileOfADeviceThatJoinedByPassphrase() throws Exception {
    home = root.resolve("home-b");
    vaults
        .join(
            new JoinRequest(
                home,
                TestDevice.storage(root),
                root.resolve("folder-b"),
                "b",
                new Unlock.ByPassphrase(TestDevice.passphrase()),
                KeepUnlocked.NO,
                _ -> true))
        .close();
    try (Vault vault = open(kit)) {
      vault.sync();
      assertThat(root.resolve("folder-b/f")).hasContent("x");
    }
  }

  /// The device itself may have known nothing of it.
  @Test
  void aNewerKitOpensItAndTheOneThatItReplacedDoesNot() throws Exception {
    RecoveryKey newer = replaceOnAnotherDevice();
    open(newer).close();
    refused(ErrorCode.AUTH, () -> open(kit));
  }

  private RecoveryKey replaceOnAnotherDevice() throws Exception {
    try (TestDevice other = TestDevice.join(root, "other")) {
      return other.vault.newRecoveryKey(new Unlock.ByRecoveryKey(kit), _ -> {});
    }
  }

  /// Somebody who has the computer, the old kit, and the storage.
  @Test
  void anOlderStorageDoesNotBringAReplacedKitBackToAProfileThatKnowsOfIt() throws Exception {
    Path older = root.resolve("older");
    copy(root.resolve("store"), older);
    RecoveryKey newer = replaceOnAnotherDevice();
    try (Vault vault = open(newer)) {
      vault.sync();
    }
    TestDevice.deleteTree(root.resolve("store"));
    copy(older, root.resolve("store"));
    refused(ErrorCode.ROLLBACK, () -> open(kit));
    // Nothing holds the profile.
    vaults.open(home, Optional.of(new Unlock.ByPassphrase(TestDevice.passphrase()))).close();
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) Files.copy(p, to.resolve(from.relativize(p).toString()));
    }
  }

  @Test
  void theWrongKitIsRefusedInTheWordsForADamagedSlot() throws Exception {
    TidelockException wrong =
        refused(ErrorCode.AUTH, () -> open(RecoveryKey.random(new SecureRandom())));
    for (Path slot : Fleet.entries(root.resolve("store/slots")).stream().map(this::slot).toList()) {
      byte[] bytes = Files.readAllBytes(slot);
      bytes[bytes.length - 1] ^= 1;
      Files.delete(slot);
      Files.write(slot, bytes);
    }
    TidelockException damaged = refused(ErrorCode.AUTH, () -> open(kit));
    assertThat(words(damaged)).isEqualTo(words(wrong));
    assertThat(wrong.happened().phrase()).isEqualTo(Happened.WRONG_SECRET);
  }

  private Path slot(String name) {
    return root.resolve("store/slots").resolve(name);
  }

  private static List<String> words(TidelockException e) {
    return List.of(e.whatHappened(), e.whatIsSafe(), e.whatToDo());
  }

  @Test
  void aKitOfAnotherVaultInItsPlaceIsRefused() throws Exception {
    CreatedVault other = create(root.resolve("home-c"), "store-c");
    other.vault().close();
    TestDevice.deleteTree(root.resolve("store"));
    Files.move(root.resolve("store-c"), root.resolve("store"));
    refused(ErrorCode.IDENTITY, () -> open(other.recoveryKey()));
  }

  @Test
  void withoutTheStorageTheKitCannotBeTried() throws Exception {
    Files.move(root.resolve("store"), root.resolve("away"));
    TidelockException e = refused(ErrorCode.STORAGE, () -> open(kit));
    assertThat(e.happened().phrase()).isEqualTo(Happened.STORAGE_TROUBLE);
    Files.move(root.resolve("away"), root.resolve("store"));
    open(kit).close();
  }

  /// One that an earlier version has set up.
  @Test
  void aProfileThatHasNothingForTheKitSaysWhatToDo() throws Exception {
    Files.delete(home.resolve("profile-key.owned"));
    TidelockException e = refused(ErrorCode.LOCKED, () -> open(kit));
    assertThat(e.happened().phrase()).isEqualTo(Happened.KIT_CANNOT_UNLOCK);
    assertThat(e.todo().phrase()).isEqualTo(Todo.JOIN_WITH_NEW_PROFILE);
    vaults.open(home, Optional.of(new Unlock.ByPassphrase(TestDevice.passphrase()))).close();
  }

  @Test
  void damageInTheProfileIsRefusedLikeAWrongKit() throws Exception {
    Path owned = home.resolve("profile-key.owned");
    byte[] bytes = Files.readAllBytes(owned);
    bytes[40] ^= 1;
    Files.write(owned, bytes);
    refused(ErrorCode.AUTH, () -> open(kit));
  }

  private static TidelockException refused(ErrorCode code, ThrowingCallable what) {
    TidelockException[] seen = new TidelockException[1];
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(TidelockException.class, e -> seen[0] = e)
        .extracting(e -> ((TidelockException) e).code())
        .isEqualTo(code);
    return seen[0];
  }
}
