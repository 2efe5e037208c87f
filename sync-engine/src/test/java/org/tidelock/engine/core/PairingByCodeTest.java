package org.tidelock.engine.core;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Pairing;
import org.tidelock.crypto.PairingCode;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Fault.Operation;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// A device is let in by the code that it shows: what both sides see, and what a storage or somebody beside can do about it (attacks.md E02, C12).
class PairingByCodeTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;
  private static Path store;

  private TestDevice a;
  private TestDevice b;
  private final PairRequest.Screen screen =
      new PairRequest.Screen() {
        @Override
        public void show(String shown, List<String> six, Instant until) {
          PairingByCodeTest.this.show(shown, six, until);
        }

        @Override
        public boolean isRight(List<String> six) {
          assertThat(six).isEqualTo(words);
          return confirmed;
        }

        @Override
        public void letInMeanwhile() {
          wasLetInMeanwhile = true;
        }
      };

  private boolean confirmed = true;
  private boolean wasLetInMeanwhile;
  private String code = "";
  private List<String> words = List.of();

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    store = root.resolve("store");
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("of a", "a");
      a.sync();
      b.sync();
      b.write("of b", "b");
      b.sync();
      a.sync();
    }
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void open() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    a = TestDevice.open(root, "a", TestDevice.vaults());
    b = TestDevice.open(root, "b", TestDevice.vaults());
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  /// What people and the storage do while the new device waits.
  private interface Meanwhile {
    void run() throws Exception;
  }

  /// While the new device rests, others act: each time the next of them.
  private static final class Waits implements Time {
    private final Time real = SystemEffects.create().clock();
    private final Deque<Meanwhile> meanwhile;
    private long slept;

    Waits(Meanwhile... meanwhile) {
      this.meanwhile = new ArrayDeque<>(List.of(meanwhile));
    }

    @Override
    public Instant instant() {
      return real.instant();
    }

    @Override
    public long nanos() {
      return real.nanos() + slept;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
      slept += time.toNanos();
      Meanwhile now = meanwhile.poll();
      try {
        if (now != null) now.run();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Loop loop(String name, Duration first, Turn turn) {
      return real.loop(name, first, turn);
    }
  }

  private static LocalVaults vaults(Meanwhile... meanwhile) {
    Effects effects = SystemEffects.create().at(new Waits(meanwhile));
    return TestDevice.vaults(effects);
  }

  private TestDevice pair(Meanwhile... meanwhile) throws Exception {
    return TestDevice.pair(root, "n", vaults(meanwhile), screen);
  }

  private void show(String shown, List<String> six, Instant until) {
    code = shown;
    words = six;
    assertThat(until).isAfter(Instant.now().plusSeconds(500));
  }

  private TidelockException refused(Meanwhile meanwhile) {
    return catchThrowableOfType(TidelockException.class, () -> pair(meanwhile));
  }

  private void admit() throws Exception {
    a.vault.admit(a.vault.applicant(code), TestDevice.kit(root));
  }

  private static void requireNothingLeft() throws Exception {
    assertThat(HostileScene.names(store)).noneMatch(name -> name.startsWith("pairing/"));
  }

  @Test
  void whoIsLetInHasEverythingAndNeverSawThePassphrase() throws Exception {
    TestDevice n =
        pair(
            () -> {
              Applicant applicant = a.vault.applicant(code.toLowerCase().replace('-', ' '));
              assertThat(applicant.name()).isEqualTo("n");
              assertThat(applicant.words()).hasSize(6).isEqualTo(words);
              String id = a.vault.admit(applicant, TestDevice.kit(root));
              assertThat(a.vault.devices())
                  .filteredOn(d -> d.id().equals(id))
                  .extracting(DeviceInfo::name)
                  .containsExactly("n");
            });
    try (n) {
      assertThat(n.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(n.tree()).isEqualTo(a.tree()).containsKeys("of a", "of b");
      requireNothingLeft();
      n.write("of n", "n");
      n.sync();
      for (TestDevice d : List.of(a, b)) {
        assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(d.read("of n")).isEqualTo("n");
      }
      assertThat(b.vault.issues()).extracting(Issue::code).contains("DEV-04");
      n.restart();
      a.write("later", "1");
      a.sync();
      n.sync();
      assertThat(n.read("later")).isEqualTo("1");
    }
  }

  @Test
  void whoeverLetItInIsNotToldThatSomebodyCame() throws Exception {
    try (TestDevice n = pair(this::admit)) {
      a.sync();
      assertThat(a.vault.issues()).extracting(Issue::id).doesNotContain("device:" + n.idOf("n"));
      assertThat(a.vault.activity(10, Optional.empty()))
          .filteredOn(done -> done.kind() == Activity.Kind.DEVICE && done.path().equals("n"))
          .hasSize(1);
      b.sync();
      assertThat(b.vault.issues()).extracting(Issue::id).contains("device:" + n.idOf("n"));
    }
  }

  @Test
  void itBeginsWithACheckpointWhereThereIsOne() throws Exception {
    a.write("more", "1");
    a.sync();
    assertThat(TestDevice.writeCheckpoint(a.vault)).isTrue();
    try (TestDevice n = pair(this::admit)) {
      n.sync();
      assertThat(n.tree()).isEqualTo(a.tree());
      assertThat(n.vault.verify(true, _ -> {}).findings()).isEmpty();
    }
  }

  @Test
  void aWrongCodeFindsNobodyAndSaysWhy() throws Exception {
    try (PairingCode other = PairingCode.random(new SecureRandom())) {
      refused(
          () -> {
            requireRefusal(
                () -> a.vault.applicant(other.text()), ErrorCode.USAGE, "No device waits");
            requireRefusal(() -> a.vault.applicant("nonsense"), ErrorCode.USAGE, "no code");
          });
    }
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void requireRefusal(Call call, ErrorCode code, String says) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.whatHappened()).contains(says);
            });
  }

  @Test
  void whomNobodyLetsInGoesAwayAndCanBeginAgain() throws Exception {
    Set<String> before = HostileScene.names(store);
    assertThat(refused(() -> {}).code()).isEqualTo(ErrorCode.NEEDS_YOU);
    assertThat(HostileScene.names(store)).isEqualTo(before);
    String first = code;
    requireRefusal(() -> a.vault.applicant(first), ErrorCode.USAGE, "No device waits");
    try (TestDevice n = pair(this::admit)) {
      assertThat(code).isNotEqualTo(first);
      n.sync();
      assertThat(n.tree()).isEqualTo(a.tree());
    }
  }

  @Test
  void whoStopsWaitingLeavesNothing() throws Exception {
    Set<String> before = HostileScene.names(store);
    assertThatThrownBy(
            () ->
                pair(
                    () -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(HostileScene.names(store)).isEqualTo(before);
    assertThat(wasLetInMeanwhile).isFalse();
  }

  /// Nobody would know that the vault lists it.
  @Test
  void whoStopsWaitingIsToldIfItWasLetInMeanwhile() throws Exception {
    assertThatThrownBy(
            () ->
                pair(
                    () -> {
                      admit();
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(wasLetInMeanwhile).isTrue();
    assertThat(a.vault.devices()).extracting(DeviceInfo::name).contains("n");
    requireNothingLeft();
  }

  @Test
  void aWrongPassphraseLetsNobodyInAndTheRightOneDoesNext() throws Exception {
    try (TestDevice n =
        pair(
            () -> {
              Applicant applicant = a.vault.applicant(code);
              Set<String> before = HostileScene.names(store);
              requireRefusal(
                  () ->
                      a.vault.admit(
                          applicant,
                          new Unlock.ByPassphrase(Passphrase.of("not this one".toCharArray()))),
                  ErrorCode.AUTH,
                  "does not open");
              assertThat(HostileScene.names(store)).isEqualTo(before);
              a.vault.admit(applicant, TestDevice.kit(root));
            })) {
      n.sync();
      assertThat(n.tree()).isEqualTo(a.tree());
    }
  }

  /// Somebody has seen the code, and can write to the storage.
  @Test
  void anotherDeviceThatAsksWithTheCodeIsNotTheOneThatWasCompared() throws Exception {
    byte[] header = Files.readAllBytes(store.resolve("vault"));
    Set<String> members = HostileScene.names(store.resolve("members"));
    refused(
        () -> {
          Applicant compared = a.vault.applicant(code);
          try (PairingCode seen = PairingCode.parse(code).orElseThrow()) {
            var alleged = VaultHeader.parse(header);
            Pairing pairing = new Pairing(seen, alleged.allegedVault());
            var asked =
                pairing.ask(alleged.allegedHash(), "n", DeviceKeys.generate(new SecureRandom()));
            Files.write(store.resolve(asked.object().name()), asked.object().bytes());
          }
          assertThat(a.vault.applicant(code).words()).isNotEqualTo(words);
          requireRefusal(
              () -> a.vault.admit(compared, TestDevice.kit(root)),
              ErrorCode.INTEGRITY,
              "Another device");
        });
    assertThat(HostileScene.names(store.resolve("members"))).isEqualTo(members);
  }

  @Test
  void aStorageThatHidesWhatTheOtherDeviceKnowsIsFoundOut() throws Exception {
    Path before = temp.resolve("before");
    HostileScene.replace(before, store);
    b.write("newest", "b");
    b.sync();
    TidelockException hidden =
        refused(
            () -> {
              admit();
              for (String folder : List.of("log", "heads"))
                HostileScene.replace(store.resolve(folder), before.resolve(folder));
            });
    assertThat(hidden.code()).isEqualTo(ErrorCode.ROLLBACK);
    assertThat(hidden.whatIsSafe()).contains("lists this device as n already");
    assertThat(HostileScene.names(store.resolve("log")))
        .isEqualTo(HostileScene.names(before.resolve("log")));
  }

  @Test
  void aStorageThatHidesNewerMembersIsFoundOut() throws Exception {
    TidelockException hidden =
        refused(
            () -> {
              Set<String> before = HostileScene.names(store.resolve("members"));
              admit();
              for (String name : HostileScene.names(store.resolve("members")))
                if (!before.contains(name)) Files.delete(store.resolve("members").resolve(name));
            });
    assertThat(hidden.code().exitCode()).isGreaterThanOrEqualTo(20);
  }

  /// The same vault with other keys: whoever controls the storage could read what the new device brings.
  @Test
  void aStorageThatShowsAnotherVaultIsFoundOut() throws Exception {
    byte[] header = Files.readAllBytes(store.resolve("vault"));
    byte[] other = header.clone();
    other[100] ^= 1;
    byte[] front = Arrays.copyOf(other, other.length - 32);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(front);
    System.arraycopy(hash, 0, other, front.length, 32);
    Files.write(store.resolve("vault"), other);
    refused(
        () -> {
          Files.write(store.resolve("vault"), header);
          requireRefusal(() -> a.vault.applicant(code), ErrorCode.IDENTITY, "another vault");
        });
  }

  /// Somebody has seen the code, can write to the storage, and has put a vault of their own in its place. The person sees that the other device does not say what it should.
  @Test
  void whoSawTheCodeMakesNobodyJoinAVaultOfTheirs() throws Exception {
    Path elsewhere = Files.createDirectories(temp.resolve("thief"));
    confirmed = false;
    try (TestDevice thief = TestDevice.create(elsewhere, "thief", TestDevice.ownVaults())) {
      Path theirs = elsewhere.resolve("store");
      HostileScene.replace(store, theirs);
      Set<String> before = HostileScene.names(store);
      TidelockException refused =
          refused(
              () -> {
                HostileScene.copyOver(store.resolve("pairing"), theirs.resolve("pairing"));
                thief.vault.admit(thief.vault.applicant(code), TestDevice.kit(elsewhere));
                HostileScene.copyOver(theirs, store);
                requireRefusal(() -> a.vault.applicant(code), ErrorCode.USAGE, "No device waits");
              });
      assertThat(refused.code()).isEqualTo(ErrorCode.USAGE);
      assertThat(refused.whatHappened()).contains("was not confirmed");
      Set<String> left = HostileScene.names(store);
      left.removeAll(before);
      assertThat(left).allMatch(name -> name.startsWith("members/") || name.startsWith("envel"));
    }
  }

  /// On a bad line each step may fail, with or without having been done; the same code does for the next try.
  @Test
  void whateverFailsOnTheOtherDeviceIsDoneWithTheSameCode() throws Exception {
    for (String folder : List.of("envelopes", "members", "pairing"))
      for (Fault fault : List.of(Fault.FORBIDDEN, Fault.ANSWER_LOST, Fault.CUT)) {
        close();
        open();
        Faults.Script once = new Faults.Script().inFolder(Operation.CREATE, folder, fault, 0, 1);
        a.close();
        a = TestDevice.open(root, "a", TestDevice.vaults(onFaulty(once)));
        try (TestDevice n =
            pair(
                () -> {
                  Applicant applicant = a.vault.applicant(code);
                  try {
                    a.vault.admit(applicant, TestDevice.kit(root));
                  } catch (TidelockException e) {
                    a.restart(); // and whatever it remembered
                    a.vault.admit(applicant, TestDevice.kit(root));
                  }
                  assertThat(once.isDone()).isTrue();
                })) {
          n.sync();
          assertThat(n.tree()).as("%s %s", folder, fault).isEqualTo(a.tree());
          assertThat(n.vault.verify(true, _ -> {}).findings()).isEmpty();
        }
      }
  }

  private static Effects onFaulty(Faults faults) {
    return SystemEffects.create()
        .in(
            new SystemPlaces() {
              @Override
              public ObjectStore store(Path folder, String owner, SecureRandom random)
                  throws StorageException {
                return new FaultyStore(super.store(folder, owner, random), faults);
              }
            });
  }

  /// Opening the vault takes a while, in which the other one may have given up: it would be listed for nothing.
  @Test
  void whoHasGivenUpMeanwhileIsNotAdded() throws Exception {
    Set<String> members = HostileScene.names(store.resolve("members"));
    Faults atSlots =
        call -> {
          if (call.operation() == Operation.LIST && call.what().equals("slots")) deletePairing();
          return Optional.empty();
        };
    a.close();
    a = TestDevice.open(root, "a", TestDevice.vaults(onFaulty(atSlots)));
    refused(() -> requireRefusal(() -> admit(), ErrorCode.USAGE, "No device waits"));
    assertThat(HostileScene.names(store.resolve("members"))).isEqualTo(members);
  }

  private static void deletePairing() {
    try {
      for (String name : HostileScene.names(store.resolve("pairing")))
        Files.delete(store.resolve("pairing").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStorageWhoseListsLagIsWaitedFor() throws Exception {
    Path before = temp.resolve("lagging");
    HostileScene.replace(before, store);
    b.write("newest", "b");
    b.sync();
    Path now = temp.resolve("lagging-now");
    try (TestDevice n =
        pair(
            () -> {
              admit();
              HostileScene.replace(now, store);
              for (String folder : List.of("log", "heads"))
                HostileScene.replace(store.resolve(folder), before.resolve(folder));
            },
            () -> HostileScene.copyOver(now.resolve("log"), store.resolve("log")),
            () -> HostileScene.copyOver(now.resolve("heads"), store.resolve("heads")))) {
      n.sync();
      assertThat(n.read("newest")).isEqualTo("b");
    }
  }

  @Test
  void aStorageWithoutTimesLosesNoAnswer() throws Exception {
    try (TestDevice n =
        pair(
            () -> {
              for (String name : HostileScene.names(store.resolve("pairing")))
                Files.setLastModifiedTime(
                    store.resolve("pairing").resolve(name), FileTime.from(Instant.EPOCH));
              admit();
            })) {
      n.sync();
      assertThat(n.tree()).isEqualTo(a.tree());
    }
  }

  @Test
  void whatIsDamagedOnTheWayIsTriedAgain() throws Exception {
    Path answer = store.resolve("answer");
    try (TestDevice n =
        pair(
            () -> {
              admit();
              Path stored = store.resolve("pairing").resolve(onlyName());
              byte[] whole = Files.readAllBytes(stored);
              Files.write(answer, whole);
              Files.write(stored, Arrays.copyOf(whole, whole.length / 2));
            },
            () ->
                Files.move(
                    answer, store.resolve("pairing").resolve(onlyName()), REPLACE_EXISTING))) {
      n.sync();
      assertThat(n.tree()).isEqualTo(a.tree());
    }
  }

  private static String onlyName() throws Exception {
    Set<String> names = HostileScene.names(store.resolve("pairing"));
    assertThat(names).hasSize(1);
    return names.iterator().next();
  }

  @Test
  void leftoversOfOthersGoAfterAWhile() throws Exception {
    Path old = Files.createDirectories(store.resolve("pairing")).resolve("0".repeat(32));
    Path young = store.resolve("pairing").resolve("1".repeat(32));
    for (Path left : List.of(old, young)) Files.writeString(left, "left");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
    try (TestDevice _ = pair(this::admit)) {
      assertThat(old).doesNotExist();
      assertThat(young).exists();
    }
  }

  @Test
  void aProfileThatIsNotKeptUnlockedHasAPassphraseOfItsOwn() throws Exception {
    Passphrase own = Passphrase.of("of this device alone".toCharArray());
    Path home = root.resolve("home-n");
    LocalVaults vaults = vaults(this::admit);
    try (Vault _ = vaults.pair(request(home, root.resolve("folder-n"), Optional.of(own)))) {
      requireNothingLeft();
    }
    assertThatThrownBy(() -> vaults.open(home, Optional.empty()))
        .isInstanceOf(TidelockException.class);
    requireRefusal(
        () -> vaults.open(home, Optional.of(new Unlock.ByPassphrase(TestDevice.passphrase()))),
        ErrorCode.AUTH,
        "does not open");
    try (Vault n = vaults.open(home, Optional.of(new Unlock.ByPassphrase(own)))) {
      assertThat(n.sync().state()).isEqualTo(State.UP_TO_DATE);
    }
    requireRefusal(
        () ->
            vaults.pair(
                request(root.resolve("home-m"), root.resolve("folder-m"), Optional.empty())),
        ErrorCode.USAGE,
        "passphrase of its own");
  }

  private PairRequest request(Path home, Path folder, Optional<Passphrase> own) {
    return new PairRequest(
        home, TestDevice.storage(root), folder, "n", KeepUnlocked.NO, own, screen);
  }
}
