package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Fault.Operation;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// A new passphrase, and new secrets in place of all old ones, also while a stolen device is removed.
class NewSecretsTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;
  private static Unlock oldKit;

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    try (TestDevice a = TestDevice.create(root, "a", TestDevice.ownVaults());
        TestDevice b = TestDevice.join(root, "b", TestDevice.ownVaults());
        TestDevice c = TestDevice.join(root, "c", TestDevice.ownVaults())) {
      a.write("of a", "a");
      a.sync();
      b.sync();
      c.sync();
      a.sync();
    }
    oldKit = TestDevice.kit(root);
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void begin() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
  }

  private static TestDevice open(String name) throws Exception {
    return TestDevice.open(root, name, TestDevice.ownVaults());
  }

  private static Passphrase other() {
    return Passphrase.of("another passphrase for it".toCharArray());
  }

  /// The code with which the vault does not open.
  private static Optional<ErrorCode> opens(Unlock unlock) throws Exception {
    Path out = temp.resolve("out");
    if (Files.exists(out)) TestDevice.deleteTree(out);
    try {
      TestDevice.ownVaults().export(TestDevice.storage(root), unlock, out, _ -> {});
      return Optional.empty();
    } catch (TidelockException e) {
      return Optional.of(e.code());
    }
  }

  private static Unlock by(Passphrase passphrase) {
    return new Unlock.ByPassphrase(passphrase);
  }

  @Test
  void aNewPassphraseReplacesTheOldOneAndTheKitStays() throws Exception {
    try (TestDevice a = open("a")) {
      a.vault.changePassphrase(oldKit, other());
      a.sync();
    }
    assertThat(opens(by(other()))).isEmpty();
    assertThat(opens(oldKit)).isEmpty();
    assertThat(opens(by(TestDevice.passphrase()))).contains(ErrorCode.AUTH);
    try (TestDevice c = open("c")) {
      c.sync(); // nothing is asked of the others
    }
    // Not even with the old slot put back.
    HostileScene.copyOver(
        temp.resolve("made").resolve("store").resolve("slots"),
        root.resolve("store").resolve("slots"));
    assertThat(opens(by(TestDevice.passphrase()))).contains(ErrorCode.AUTH);
  }

  @Test
  void newSecretsShutTheOldOnesAndAStolenDeviceOut() throws Exception {
    List<RecoveryKey> kept = new ArrayList<>();
    RecoveryKey made;
    try (TestDevice a = open("a")) {
      made = a.vault.replaceSecrets(oldKit, other(), Optional.of(a.idOf("b")), kept::add);
      assertThat(kept).containsExactly(made);
      assertThat(a.vault.info().recoveryKitConfirmed()).isFalse();
      a.write("after", "under new keys");
      a.sync();
      try (TestDevice c = open("c")) {
        c.sync();
        assertThat(c.tree()).isEqualTo(a.tree());
        c.write("of c", "c");
        c.sync();
      }
      a.sync();
      assertThat(a.read("of c")).isEqualTo("c");
    }
    HostileScene.copyOver(
        temp.resolve("made").resolve("store").resolve("slots"),
        root.resolve("store").resolve("slots"));
    assertThat(opens(by(other()))).isEmpty();
    assertThat(opens(new Unlock.ByRecoveryKey(made))).isEmpty();
    assertThat(Files.readString(temp.resolve("out").resolve("after"))).isEqualTo("under new keys");
    assertThat(opens(by(TestDevice.passphrase()))).contains(ErrorCode.AUTH);
    assertThat(opens(oldKit)).contains(ErrorCode.AUTH);
    try (TestDevice b = open("b")) {
      assertThatThrownBy(b::sync)
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REMOVED));
      assertThat(b.read("of a")).isEqualTo("a");
    }
  }

  @Test
  void whoJoinedByTheOldSecretsMeanwhileIsNoMemberButNothingThatOthersMadeOfItIsLost()
      throws Exception {
    Path store = root.resolve("store");
    Path changed = temp.resolve("changed");
    try (TestDevice a = open("a");
        TestDevice c = open("c")) {
      a.vault.replaceSecrets(oldKit, other(), Optional.empty(), _ -> {});
      a.sync();
      HostileScene.copy(store, changed);
      // Nobody else has heard of it.
      HostileScene.replace(store, temp.resolve("made").resolve("store"));
      try (TestDevice d = TestDevice.join(root, "d", TestDevice.ownVaults())) {
        d.write("of d", "d");
        d.sync();
        c.sync();
        c.write("of d", "c made more of it");
        c.sync();
        for (String name : HostileScene.names(changed)) {
          Path there = store.resolve(name);
          Files.createDirectories(there.getParent());
          if (!Files.exists(there)) Files.copy(changed.resolve(name), there);
        }
        c.sync();
        a.sync();
        c.sync();
        assertThat(a.tree()).isEqualTo(c.tree());
        assertThat(a.read("of d")).isEqualTo("c made more of it");
        d.write("later", "d");
        assertThatThrownBy(d::sync)
            .isInstanceOfSatisfying(
                TidelockException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.REMOVED);
                  assertThat(e.whatHappened()).contains("was replaced at the same time");
                });
        assertThat(d.read("later")).isEqualTo("d");
      }
      a.sync();
      assertThat(a.tree()).doesNotContainKey("later");
      assertThat(a.vault.devices()).extracting(DeviceInfo::name).doesNotContain("d");
      assertThat(a.vault.issues())
          .filteredOn(i -> i.code().equals("DEV-06"))
          .singleElement()
          .satisfies(i -> assertThat(i.title().english()).contains("The device d does not belong"));
    }
  }

  @Test
  void thePassphraseUntilNowIsRefusedAndSoIsAKitThatCannotBeKept() throws Exception {
    var before = HostileScene.names(root.resolve("store"));
    try (TestDevice a = open("a")) {
      assertThatThrownBy(
              () ->
                  a.vault.replaceSecrets(
                      oldKit, TestDevice.passphrase(), Optional.empty(), _ -> {}))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
      assertThat(HostileScene.names(root.resolve("store"))).isEqualTo(before);
      TidelockException full =
          new TidelockException(ErrorCode.LOCAL, "The disk is full.", "safe", "todo");
      assertThatThrownBy(
              () ->
                  a.vault.replaceSecrets(
                      oldKit,
                      other(),
                      Optional.of(a.idOf("b")),
                      _ -> {
                        throw full;
                      }))
          .isSameAs(full);
      a.sync();
      assertThat(a.vault.devices()).noneMatch(DeviceInfo::removed);
    }
    assertThat(opens(oldKit)).isEmpty();
    try (TestDevice b = open("b")) {
      b.sync();
    }
  }

  @Test
  @Tag("heavy")
  void aProfileThatAsksForThePassphraseAsksForTheNewOne() throws Exception {
    LocalVaults vaults = TestDevice.ownVaults();
    Path home = temp.resolve("asking");
    CreatedVault created =
        vaults.create(
            new CreateRequest(
                home,
                temp.resolve("asking-store").toUri().toString(),
                temp.resolve("asking-folder"),
                "Test",
                "d",
                TestDevice.passphrase(),
                KeepUnlocked.NO));
    Unlock kit = new Unlock.ByRecoveryKey(created.recoveryKey());
    RecoveryKey made;
    try (Vault vault = created.vault()) {
      made = vault.replaceSecrets(kit, other(), Optional.empty(), _ -> {});
    }
    vaults.open(home, Optional.of(by(other()))).close();
    vaults.open(home, Optional.of(new Unlock.ByRecoveryKey(made))).close();
    assertThatThrownBy(() -> vaults.open(home, Optional.of(by(TestDevice.passphrase()))))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTH));
  }

  /// The storage fails for one device only.
  private static final class Faulty extends SystemPlaces {
    private final Faults faults;

    Faulty(Faults faults) {
      this.faults = faults;
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      return new FaultyStore(super.store(folder, owner, random), faults);
    }
  }

  private static Faults.Script once(Fault fault, int passes, String folder) {
    return new Faults.Script()
        .add(Operation.CREATE, name -> name.startsWith(folder), fault, passes, 1);
  }

  /// The storage, or a backup of it, has it again: it opens its secret for whoever knows the old passphrase.
  @Test
  void anOldSlotThatIsThereAgainIsDeleted() throws Exception {
    Path slots = root.resolve("store").resolve("slots");
    try (TestDevice a = open("a")) {
      a.vault.changePassphrase(oldKit, other());
      a.sync();
      Set<String> now = HostileScene.names(slots);
      HostileScene.copyOver(temp.resolve("made").resolve("store").resolve("slots"), slots);
      assertThat(HostileScene.names(slots)).hasSizeGreaterThan(now.size());
      a.restart();
      a.sync();
      assertThat(HostileScene.names(slots)).isEqualTo(now);
    }
  }

  /// Somebody has the old secrets, and sets a passphrase of theirs in the same moment.
  @Test
  void whatOldSecretsSetBesideTheNewOnesDoesNotCountAndIsTold() throws Exception {
    Path store = root.resolve("store");
    Path theirs = temp.resolve("theirs");
    try (TestDevice c = open("c")) {
      c.vault.changePassphrase(oldKit, Passphrase.of("what a thief would set".toCharArray()));
      HostileScene.replace(theirs, store);
    }
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    try (TestDevice a = open("a")) {
      a.vault.replaceSecrets(oldKit, other(), Optional.empty(), _ -> {});
      HostileScene.copyOver(theirs, store);
      a.restart();
      a.sync();
      assertThat(a.vault.issues()).extracting(Issue::code).contains("DEV-07");
    }
    assertThat(opens(by(Passphrase.of("what a thief would set".toCharArray()))))
        .contains(ErrorCode.AUTH);
    assertThat(opens(by(other()))).isEmpty();
  }

  @Test
  void aFailureAfterTheEntrySaysWhatOpensTheVault() throws Exception {
    AtomicBoolean isStored = new AtomicBoolean();
    Faults afterwards =
        call -> {
          if (call.operation() == Operation.CREATE && call.what().startsWith("members/"))
            isStored.set(true);
          return isStored.get() && call.operation() == Operation.LIST
              ? Optional.of(Fault.FORBIDDEN)
              : Optional.empty();
        };
    try (TestDevice a =
        TestDevice.open(
            root, "a", TestDevice.ownVaults(SystemEffects.create().in(new Faulty(afterwards))))) {
      TidelockException told =
          catchThrowableOfType(
              TidelockException.class, () -> a.vault.changePassphrase(oldKit, other()));
      assertThat(told.safe().english()).isEqualTo(Safe.NEW_PASSPHRASE_OPENS.of().english());
    }
    assertThat(opens(by(other()))).isEmpty();
  }

  @Test
  void aChangeThatIsCutLeavesTheOldSecretsOrTheNewOnesNeverNone() throws Exception {
    assertThat(cut(once(Fault.CRASH_BEFORE, 0, "members/"))).contains(false);
    begin();
    assertThat(cut(once(Fault.CRASH_AFTER, 0, "members/"))).contains(true);
  }

  @Test
  @Tag("heavy")
  void whereverItIsCut() throws Exception {
    int cuts = 0;
    int news = 0;
    while (true) {
      begin();
      Optional<Boolean> isNew = cut(once(Fault.CRASH_AFTER, cuts, ""));
      if (isNew.isEmpty()) break;
      if (isNew.get()) news++;
      cuts++;
    }
    assertThat(cuts).isGreaterThan(5);
    assertThat(news).isBetween(1, cuts - 4);
  }

  /// @return whether the new secrets open the vault; empty if it was not cut
  private static Optional<Boolean> cut(Faults.Script script) throws Exception {
    List<String> kept = new ArrayList<>();
    try (TestDevice a =
        TestDevice.open(
            root, "a", TestDevice.ownVaults(SystemEffects.create().in(new Faulty(script))))) {
      catchThrowable(
          () ->
              a.vault.replaceSecrets(
                  oldKit,
                  other(),
                  Optional.of(a.idOf("b")),
                  key -> kept.add(String.join(" ", key.words()))));
    }
    if (!script.isDone()) return Optional.empty();
    boolean isOld = opens(oldKit).isEmpty();
    boolean isNew =
        !kept.isEmpty()
            && opens(new Unlock.ByRecoveryKey(RecoveryKey.parse(kept.getFirst()))).isEmpty();
    assertThat(isOld).isNotEqualTo(isNew);
    try (TestDevice a = open("a");
        TestDevice c = open("c")) {
      c.write("of c", "c");
      c.sync();
      a.sync();
      c.sync();
      assertThat(c.tree()).isEqualTo(a.tree());
      assertThat(a.vault.devices().stream().anyMatch(DeviceInfo::removed)).isEqualTo(isNew);
    }
    return Optional.of(isNew);
  }
}
