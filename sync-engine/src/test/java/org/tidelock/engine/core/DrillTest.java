package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.DrillReport.Secret;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// Whoever has kept the kit, or knows the passphrase, can see now that it opens the vault from nothing, and nothing is changed by that.
@Timeout(60)
final class DrillTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Watched places = new Watched();
  private TestDevice a;

  /// Writes down what is asked of the storage over each connection; before a pack is read, something else may happen.
  private static final class Watched extends SystemPlaces {
    private final List<CountingStore> connections = new CopyOnWriteArrayList<>();
    private volatile Optional<Runnable> beforePack = Optional.empty();

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      CountingStore counting = new CountingStore(super.store(folder, owner, random), this::before);
      connections.add(counting);
      return counting;
    }

    private void before(ObjectName name) {
      if (name.asPack().isEmpty()) return;
      Optional<Runnable> task = beforePack;
      beforePack = Optional.empty();
      task.ifPresent(Runnable::run);
    }
  }

  @BeforeEach
  void aVaultWithFiles() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(places));
    a.write("Letters/to Anna.txt", "Dear Anna,\nthe ferry leaves at nine.\n");
    a.write("photo.jpg", RandomBytes.of(300_000, 1));
    a.write("empty", "");
    a.sync();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private DrillReport drill(Unlock unlock) throws Exception {
    return a.vault.drill(unlock, _ -> {});
  }

  private Unlock kit() {
    return TestDevice.kit(root);
  }

  private static Unlock byPassphrase() {
    return new Unlock.ByPassphrase(TestDevice.passphrase());
  }

  @Test
  void theKitOpensTheVaultFromNothingAndFilesAreReadBack() throws Exception {
    DrillReport report = drill(kit());
    assertThat(report.by()).isEqualTo(Secret.RECOVERY_KIT);
    assertThat(report.isGood()).isTrue();
    assertThat(report.devices()).isEqualTo(1);
    assertThat(report.files()).isEqualTo(3);
    assertThat(report.bytes()).isEqualTo(300_000 + 37);
    assertThat(report.signedIn()).isFalse();
    assertThat(report.read())
        .containsExactlyInAnyOrder(
            new Read(
                "Letters/to Anna.txt",
                37,
                37,
                Optional.of("Dear Anna,\nthe ferry leaves at nine.")),
            new Read("photo.jpg", 300_000, 300_000, Optional.empty()));
    assertThat(report.toString()).doesNotContain("Dear");
  }

  @Test
  void thePassphraseDoesItToo() throws Exception {
    DrillReport report = drill(byPassphrase());
    assertThat(report.by()).isEqualTo(Secret.PASSPHRASE);
    assertThat(report.isGood()).isTrue();
    assertThat(a.vault.drilled(Secret.PASSPHRASE))
        .contains(report.at().truncatedTo(ChronoUnit.MILLIS));
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isEmpty();
  }

  /// Over a connection of its own.
  @Test
  void nothingIsWrittenToTheStorageOrTheProfileButTheDate() throws Exception {
    Map<String, String> store = TestDevice.tree(root.resolve("store"));
    Map<String, Long> home = lengths(a.home);
    int before = places.connections.size();
    for (CountingStore c : places.connections) c.take();
    assertThat(drill(kit()).isGood()).isTrue();
    List<CountingStore> own = places.connections.subList(before, places.connections.size());
    assertThat(own).hasSize(1);
    CountingStore.Cost cost = own.getFirst().take();
    assertThat(cost.readFrom()).contains("envelopes", "log", "members", "packs", "slots", "vault");
    for (CountingStore c : places.connections) assertThat(c.take().written()).isZero();
    assertThat(cost.calls()).noneMatch(c -> c.kind() == CountingStore.Kind.DELETE);
    assertThat(TestDevice.tree(root.resolve("store"))).isEqualTo(store);
    Map<String, Long> after = lengths(a.home);
    after.keySet().removeIf(n -> n.equals("choices.properties") || n.startsWith("index.db"));
    home.keySet().removeIf(n -> n.equals("choices.properties") || n.startsWith("index.db"));
    assertThat(after).isEqualTo(home);
  }

  private static Map<String, Long> lengths(Path folder) throws Exception {
    Map<String, Long> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.filter(Files::isRegularFile).toList())
        all.put(folder.relativize(f).toString(), Files.size(f));
    }
    return all;
  }

  @Test
  void aGoodDrillIsRememberedAndConfirmsTheKit() throws Exception {
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isEmpty();
    assertThat(a.vault.info().recoveryKitConfirmed()).isFalse();
    DrillReport report = drill(kit());
    a.restart();
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT))
        .contains(report.at().truncatedTo(ChronoUnit.MILLIS));
    assertThat(a.vault.info().recoveryKitConfirmed()).isTrue();
    assertThat(a.vault.issues()).isEmpty();
  }

  @Test
  void aKitThatWasReplacedOnAnotherDeviceIsNoLongerSaidToBeTried() throws Exception {
    drill(kit());
    drill(byPassphrase());
    try (TestDevice b = TestDevice.join(root, "b")) {
      b.vault.newRecoveryKey(kit(), _ -> {});
    }
    a.sync();
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isEmpty();
    assertThat(a.vault.drilled(Secret.PASSPHRASE)).isPresent();
  }

  /// This device may not know of it yet.
  @Test
  void theNewKitIsGoodAlsoBeforeThisDeviceHasHeardOfIt() throws Exception {
    RecoveryKey newer;
    try (TestDevice b = TestDevice.join(root, "b")) {
      newer = b.vault.newRecoveryKey(kit(), _ -> {});
    }
    assertThat(drill(new Unlock.ByRecoveryKey(newer)).isGood()).isTrue();
    a.sync();
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isPresent();
  }

  @Test
  void aKitThatWasReplacedIsSaidToBeOld() throws Exception {
    Instant before = Instant.now();
    Unlock old = kit();
    a.vault.newRecoveryKey(old, _ -> {});
    TidelockException e = refused(ErrorCode.AUTH, () -> drill(old));
    assertThat(e.happened().phrase()).isEqualTo(Happened.KIT_REPLACED);
    assertThat((Instant) e.happened().arguments().getFirst())
        .isBetween(before.minusSeconds(1), Instant.now());
    assertThat(e.safe().phrase()).isEqualTo(Safe.NOTHING_CHANGED);
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isEmpty();
  }

  /// This device has not heard of it, and would miss in the storage what others have rightly removed.
  @Test
  void aSecretThatWasReplacedOnAnotherDeviceIsNoDamage() throws Exception {
    Unlock old = kit();
    try (TestDevice b = TestDevice.join(root, "b");
        Passphrase fresh = Passphrase.of("velvet orbit tundra basket willow".toCharArray())) {
      b.vault.newRecoveryKey(old, _ -> {});
      b.vault.changePassphrase(byPassphrase(), fresh);
    }
    assertThat(refused(ErrorCode.AUTH, () -> drill(old)).happened().phrase())
        .isEqualTo(Happened.KIT_REPLACED);
    assertThat(refused(ErrorCode.AUTH, () -> drill(byPassphrase())).happened().phrase())
        .isEqualTo(Happened.WRONG_SECRET);
  }

  @Test
  void aKitOfAnotherVaultIsSaidToBeThat() {
    TidelockException e =
        refused(
            ErrorCode.AUTH,
            () -> drill(new Unlock.ByRecoveryKey(RecoveryKey.random(new SecureRandom()))));
    assertThat(e.happened().phrase()).isEqualTo(Happened.KIT_OF_OTHER_VAULT);
  }

  @Test
  void aWrongPassphraseOpensNothing() {
    TidelockException e =
        refused(
            ErrorCode.AUTH,
            () ->
                drill(
                    new Unlock.ByPassphrase(
                        Passphrase.of("quite another passphrase".toCharArray()))));
    assertThat(e.happened().phrase()).isEqualTo(Happened.WRONG_SECRET);
    assertThat(a.vault.issues()).extracting(Issue::code).containsExactly("KEY-06");
  }

  @Test
  void aStorageThatHasLostWhatTheKitOpensIsTold() throws Exception {
    for (String name : Fleet.entries(root.resolve("store/slots")))
      Files.delete(root.resolve("store/slots").resolve(name));
    TidelockException e = refused(ErrorCode.MISSING, () -> drill(kit()));
    assertThat(e.object().orElseThrow()).startsWith("slots/");
  }

  @Test
  void aStorageThatHasAlteredWhatTheKitOpensIsTold() throws Exception {
    for (String name : Fleet.entries(root.resolve("store/slots")))
      flip(root.resolve("store/slots").resolve(name));
    TidelockException e = refused(ErrorCode.INTEGRITY, () -> drill(kit()));
    assertThat(e.object().orElseThrow()).startsWith("slots/");
  }

  private static void flip(Path object) throws Exception {
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(object);
    Files.write(object, bytes);
  }

  private List<Path> packs() throws Exception {
    try (Stream<Path> all = Files.walk(root.resolve("store/packs"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aMissingPackIsToldWithTheFilesThatWouldBeLostToANewComputer() throws Exception {
    for (Path pack : packs()) Files.delete(pack);
    DrillReport report = drill(kit());
    assertThat(report.isGood()).isFalse();
    assertThat(report.read()).isEmpty();
    assertThat(report.problems())
        .extracting(p -> p.path().orElseThrow(), p -> p.cause().code())
        .containsExactlyInAnyOrder(
            tuple("Letters/to Anna.txt", ErrorCode.MISSING), tuple("photo.jpg", ErrorCode.MISSING));
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).as("it was not good").isEmpty();
  }

  @Test
  void aDamagedPackIsToldAndWhatIsSoundIsRead() throws Exception {
    List<Path> before = packs();
    a.write("more", "in a pack of its own");
    a.sync();
    for (Path pack : before) flip(pack);
    DrillReport report = drill(kit());
    assertThat(report.read()).extracting(Read::path).contains("more").doesNotContain("photo.jpg");
    assertThat(report.problems())
        .extracting(p -> p.path().orElseThrow(), p -> p.cause().code())
        .contains(tuple("photo.jpg", ErrorCode.INTEGRITY));
  }

  @Test
  void withoutTheStorageNothingIsProved() throws Exception {
    Files.move(root.resolve("store"), root.resolve("away"));
    refused(ErrorCode.STORAGE, () -> drill(kit()));
    Files.move(root.resolve("away"), root.resolve("store"));
    assertThat(drill(kit()).isGood()).isTrue();
  }

  @Test
  void anotherVaultInItsPlaceIsNotThisOne() throws Exception {
    try (TestDevice other = TestDevice.create(root.resolve("other"), "o", TestDevice.ownVaults())) {
      other.sync();
    }
    Files.move(root.resolve("store"), root.resolve("away"));
    Files.move(root.resolve("other/store"), root.resolve("store"));
    refused(ErrorCode.IDENTITY, () -> drill(TestDevice.kit(root.resolve("other"))));
  }

  /// It opens as well as the newer one does.
  @Test
  void anOlderStateOfTheStorageIsNotSaidToBeTheVault() throws Exception {
    Path older = root.resolve("older");
    copy(root.resolve("store"), older);
    a.write("new", "since then");
    a.sync();
    Files.move(root.resolve("store"), root.resolve("away"));
    copy(older, root.resolve("store"));
    TidelockException e = refused(ErrorCode.ROLLBACK, () -> drill(kit()));
    assertThat(e.safe().phrase()).isEqualTo(Safe.SECRET_OPENS);
  }

  @Test
  void anOlderListOfMembersIsNotSaidToBeTheVault() throws Exception {
    Unlock old = kit();
    Path older = root.resolve("older");
    copy(root.resolve("store"), older);
    a.vault.newRecoveryKey(old, _ -> {});
    Files.move(root.resolve("store"), root.resolve("away"));
    copy(older, root.resolve("store"));
    refused(ErrorCode.ROLLBACK, () -> drill(old));
  }

  /// It is not the secret that is wrong.
  @Test
  void anOlderListOfMembersIsToldAlsoWhereNothingOpens() throws Exception {
    Path older = root.resolve("older");
    copy(root.resolve("store"), older);
    a.vault.newRecoveryKey(kit(), _ -> {});
    Files.move(root.resolve("store"), root.resolve("away"));
    copy(older, root.resolve("store"));
    refused(
        ErrorCode.ROLLBACK,
        () -> drill(new Unlock.ByRecoveryKey(RecoveryKey.random(new SecureRandom()))));
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) Files.copy(p, to.resolve(from.relativize(p).toString()));
    }
  }

  @Test
  void aVaultWithoutFilesIsOpened() throws Exception {
    for (String name : List.of("Letters", "photo.jpg")) a.delete(name);
    a.sync();
    DrillReport report = drill(kit());
    assertThat(report.isGood()).isTrue();
    assertThat(report.files()).isEqualTo(1);
    assertThat(report.read()).isEmpty();
  }

  @Test
  void ofAManyAFewAreDrawnAndOfALargeOneParts() throws Exception {
    for (int i = 0; i < 30; i++) a.write("many/" + i, "file " + i);
    a.delete("photo.jpg");
    byte[] large = new byte[40 << 20];
    for (int i = 0; i < large.length; i += 4096) large[i] = (byte) (i >> 12);
    a.write("large", large);
    a.sync();
    List<Read> read = new ArrayList<>();
    for (int i = 0; i < 30 && read.stream().noneMatch(r -> r.path().equals("large")); i++)
      read = drill(kit()).read();
    assertThat(read).hasSize(20);
    assertThat(read).extracting(Read::path).doesNotHaveDuplicates();
    Read ofLarge = read.stream().filter(r -> r.path().equals("large")).findFirst().orElseThrow();
    assertThat(ofLarge.isWhole()).isFalse();
    assertThat(ofLarge.bytes()).isBetween(1L, 16L << 20);
  }

  /// As for a newcomer.
  @Test
  void itBeginsWithACheckpointWhereThereIsOne() throws Exception {
    assertThat(TestDevice.writeCheckpoint(a.vault)).isTrue();
    int before = places.connections.size();
    DrillReport report = drill(kit());
    assertThat(report.isGood()).isTrue();
    assertThat(report.read()).hasSize(2);
    assertThat(places.connections.get(before).take().readFrom()).contains("checkpoints");
  }

  @Test
  void itIsStoppedInTheMiddle() throws Exception {
    Thread here = Thread.currentThread();
    places.beforePack = Optional.of(here::interrupt);
    assertThatThrownBy(() -> drill(kit())).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isEmpty();
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(drill(kit()).isGood()).isTrue();
  }

  @Test
  void closingTheVaultEndsItWithTheNextRequest() throws Exception {
    a.write("in another pack", RandomBytes.of(300_000, 2));
    a.sync();
    CompletableFuture<Thread> closing = new CompletableFuture<>();
    places.beforePack =
        Optional.of(
            () -> {
              closing.complete(Thread.ofVirtual().start(a.vault::close));
              a.awaitShut();
            });
    assertThatThrownBy(() -> drill(kit())).isInstanceOf(VaultClosedException.class);
    assertThat(closing).isDone();
  }

  @Test
  void roundsGoOnMeanwhile() throws Exception {
    CompletableFuture<State> round = new CompletableFuture<>();
    places.beforePack =
        Optional.of(
            () -> {
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          a.write("meanwhile", "x");
                          a.delete("photo.jpg");
                          round.complete(a.sync().state());
                        } catch (Throwable e) {
                          round.completeExceptionally(e);
                        }
                      });
              round.orTimeout(20, TimeUnit.SECONDS).join();
            });
    DrillReport report = drill(kit());
    assertThat(round.join()).isEqualTo(State.UP_TO_DATE);
    assertThat(report.isGood()).isTrue();
    assertThat(report.files()).as("as it was when it began").isEqualTo(3);
  }

  /// The new one nobody has seen yet.
  @Test
  void aKitThatIsReplacedMeanwhileIsNotSaidToBeTriedNorTheNewOneConfirmed() throws Exception {
    Unlock old = kit();
    CompletableFuture<Boolean> replaced = new CompletableFuture<>();
    places.beforePack =
        Optional.of(
            () -> {
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          a.vault.newRecoveryKey(old, _ -> {});
                          replaced.complete(true);
                        } catch (Throwable e) {
                          replaced.completeExceptionally(e);
                        }
                      });
              replaced.orTimeout(20, TimeUnit.SECONDS).join();
            });
    drill(old);
    assertThat(replaced.join()).isTrue();
    assertThat(a.vault.drilled(Secret.RECOVERY_KIT)).isEmpty();
    assertThat(a.vault.issues()).extracting(Issue::code).containsExactly("KEY-06");
  }

  @Test
  void itTellsHowFarItIs() throws Exception {
    List<Progress> told = new CopyOnWriteArrayList<>();
    CompletableFuture<Boolean> reading = new CompletableFuture<>();
    Consumer<Progress> progress =
        p -> {
          told.add(p);
          if (p.phase() == Progress.Phase.VERIFYING) reading.complete(true);
        };
    places.beforePack = Optional.of(() -> reading.orTimeout(20, TimeUnit.SECONDS).join());
    a.vault.drill(kit(), progress);
    Progress last = told.getLast();
    assertThat(last.totalFiles()).isEqualTo(2);
    assertThat(last.totalBytes()).isEqualTo(300_037);
  }

  @Test
  void afterHalfAYearThereIsAReminder() throws Exception {
    drill(kit());
    a.close();
    FakeTime time = new FakeTime(Instant.now().plus(Duration.ofDays(181)));
    a = TestDevice.open(root, "a", TestDevice.vaults(SystemEffects.create().at(time)));
    assertThat(a.vault.issues()).isEmpty();
    time.set(Instant.now().plus(Duration.ofDays(183)));
    assertThat(a.vault.issues()).extracting(Issue::code).containsExactly("KEY-07");
    assertThat(a.vault.status().state()).as("gently").isNotEqualTo(State.ATTENTION);
    drill(kit());
    assertThat(a.vault.issues()).isEmpty();
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
