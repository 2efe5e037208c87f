package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// Storage that has lost or altered objects, mended by a device that has what was in them, so that a newcomer gets everything.
final class RepairTest extends TwoDevices {
  private TestDevice newcomer;

  @BeforeEach
  void bothHaveFiles() throws Exception {
    a.write("small", "small");
    a.write("d/large", RandomBytes.of(3 << 20, 3));
    exchange();
    a.write("edited", "first");
    exchange();
    a.write("edited", "second");
    exchange();
  }

  @AfterEach
  void closeNewcomer() {
    if (newcomer != null) newcomer.close();
  }

  private List<Path> objects(String folder) {
    try (Stream<Path> all = Files.walk(root.resolve("store").resolve(folder))) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path object) {
    try {
      Files.delete(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void alter(Path object) {
    try {
      byte[] bytes = Files.readAllBytes(object);
      bytes[bytes.length / 2] ^= 1;
      Files.write(object, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertANewcomerGetsEverything() throws Exception {
    newcomer = TestDevice.join(root, "c");
    newcomer.sync();
    assertThat(newcomer.tree()).isEqualTo(a.tree());
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(a.tree()).hasSize(4);
  }

  @Test
  void nothingIsMendedWhereNothingIsBroken() throws Exception {
    List<Path> before = objects("");
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.objects() + report.files()).isZero();
    assertThat(report.left().findings()).isEmpty();
    assertThat(objects("")).isEqualTo(before);
  }

  @Acceptance(133)
  @Test
  void missingPacksAreSentAgain() throws Exception {
    objects("packs").forEach(RepairTest::delete);
    RepairReport report = b.vault.repair(false, _ -> {});
    assertThat(report.files()).isEqualTo(3);
    assertThat(report.lost()).isEmpty();
    assertThat(report.left().findings())
        .as("what earlier versions need is gone")
        .isNotEmpty()
        .extracting(Finding::code)
        .containsOnly(ErrorCode.MISSING);
    assertANewcomerGetsEverything();
    assertThat(b.vault.repair(false, _ -> {}).files()).as("once is enough").isZero();
  }

  @Acceptance(132)
  @Test
  void alteredPacksAreSentAgain() throws Exception {
    objects("packs").forEach(RepairTest::alter);
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.files()).isEqualTo(3);
    assertThat(report.lost()).isEmpty();
    assertANewcomerGetsEverything();
  }

  @Test
  void whatThisDeviceDoesNotHaveIsToldAndMendedByAnother() throws Exception {
    b.vault.addIgnorePattern("/d/");
    b.sync();
    TestDevice.deleteTree(b.folder.resolve("d"));
    objects("packs").forEach(RepairTest::delete);
    RepairReport report = b.vault.repair(false, _ -> {});
    assertThat(report.lost()).containsExactly("d/large");
    RepairReport other = a.vault.repair(false, _ -> {});
    assertThat(other.lost()).isEmpty();
    newcomer = TestDevice.join(root, "c");
    newcomer.sync();
    assertThat(newcomer.tree()).isEqualTo(a.tree());
  }

  @Test
  void segmentsArePutBack() throws Exception {
    List<Path> log = objects("log");
    delete(log.getFirst());
    log.subList(1, log.size()).forEach(RepairTest::alter);
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.objects()).isEqualTo(log.size());
    assertThat(report.left().findings()).isEmpty();
    assertANewcomerGetsEverything();
  }

  /// Nobody else can sign them, and until its device writes again a damaged one stops everybody who reads it.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void headsAreMadeAnewByTheirDevices(boolean missing) throws Exception {
    objects("heads").forEach(missing ? RepairTest::delete : RepairTest::alter);
    assertThat(a.vault.repair(true, _ -> {}).objects()).isEqualTo(1);
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.objects()).isEqualTo(1);
    assertThat(report.left().findings()).isEmpty();
    assertANewcomerGetsEverything();
  }

  @Test
  void membersTheHeaderAndOwnEnvelopesArePutBack() throws Exception {
    objects("members").forEach(RepairTest::delete);
    alter(root.resolve("store/vault"));
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.objects()).isEqualTo(objects("members").size() + 1);
    assertThat(report.left().findings()).isEmpty();
    assertANewcomerGetsEverything();
  }

  /// Nobody could join any more, though every device went on as ever; and with the last device the vault would have been lost.
  @Test
  void whatOnlyAnOwnerReadsIsPutBack() throws Exception {
    List<Path> slots = objects("slots");
    List<Path> envelopes = objects("envelopes");
    slots.forEach(RepairTest::alter);
    envelopes.forEach(RepairTest::delete);
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.left().findings()).as("only A has its own envelope").hasSize(1);
    a.vault.repair(true, _ -> {});
    assertThat(objects("envelopes")).isEqualTo(envelopes);
    assertANewcomerGetsEverything();
  }

  /// A slot of a passphrase that was replaced must not open the vault again.
  @Test
  void aSlotThatDoesNotCountAnyMoreStaysAway() throws Exception {
    List<Path> before = objects("slots");
    a.vault.newRecoveryKey(new Unlock.ByPassphrase(TestDevice.passphrase()), _ -> {});
    b.restart();
    b.sync();
    List<Path> after = objects("slots");
    assertThat(after).isNotEqualTo(before);
    after.forEach(RepairTest::delete);
    b.vault.repair(true, _ -> {});
    assertThat(objects("slots")).isEqualTo(after);
  }

  /// It may be the right one, and this device's the wrong one.
  @Test
  void anEnvelopeOfTheRootIsNotReplaced() throws Exception {
    Path envelope =
        objects("envelopes").stream()
            .filter(p -> p.toString().endsWith("-root"))
            .findFirst()
            .orElseThrow();
    byte[] right = Files.readAllBytes(envelope);
    alter(envelope);
    byte[] altered = Files.readAllBytes(envelope);
    b.vault.repair(true, _ -> {});
    assertThat(Files.readAllBytes(envelope)).isEqualTo(altered);
    Files.delete(envelope);
    b.vault.repair(true, _ -> {});
    assertThat(Files.readAllBytes(envelope)).isEqualTo(right);
  }

  @Test
  void aFileThatWasEditedMeanwhileIsSentAsItIs() throws Exception {
    objects("packs").forEach(RepairTest::delete);
    b.write("small", "edited just now");
    RepairReport report = b.vault.repair(false, _ -> {});
    assertThat(report.lost()).isEmpty();
    exchange();
    assertThat(a.read("small")).isEqualTo("edited just now");
    assertThat(a.tree().keySet()).noneMatch(path -> path.contains("("));
  }

  /// Whoever deletes a sound object and dies before it is back has lost it.
  @Test
  void whatOneAnswerShowsWrongIsNotDeleted() throws Exception {
    WrongAnswers places = new WrongAnswers();
    newcomer = TestDevice.join(root, "c", TestDevice.vaults(places));
    newcomer.sync();
    for (int answers : new int[] {1, 2}) {
      places.wrong.set(answers);
      RepairReport report = newcomer.vault.repair(true, _ -> {});
      assertThat(places.wrong.get()).as("it was asked so often").isZero();
      assertThat(report.objects()).isZero();
      assertThat(report.left().findings()).isEmpty();
    }
    assertThat(places.deleted).as("of the log").noneMatch(n -> n.startsWith("log/"));
  }

  /// What is read of one segment is cut short, so many times.
  private static final class WrongAnswers extends SystemPlaces {
    final AtomicInteger wrong = new AtomicInteger();
    final List<String> deleted = new CopyOnWriteArrayList<>();
    private final AtomicReference<ObjectName> victim = new AtomicReference<>();

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      ObjectStore real = super.store(folder, owner, random);
      return (ObjectStore)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              (_, method, arguments) -> {
                try {
                  if (method.getName().equals("delete"))
                    deleted.add(((ObjectName) arguments[0]).value());
                  Object result = method.invoke(real, arguments);
                  return method.getName().equals("get")
                      ? answer((ObjectName) arguments[0], (byte[]) result)
                      : result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private byte[] answer(ObjectName name, byte[] right) {
      if (name.asSegment().isEmpty() || wrong.get() == 0) return right;
      victim.compareAndSet(null, name);
      if (!name.equals(victim.get())) return right;
      byte[] cut = Arrays.copyOf(right, right.length - wrong.get());
      wrong.decrementAndGet();
      return cut;
    }
  }

  @Test
  void whatADeviceSignedTwiceIsToldAndStays() throws Exception {
    Path victim = objects("log/").getLast();
    byte[] second = SecondBody.of(root, List.of(a, b), victim);
    Files.write(victim, second);
    for (boolean deep : new boolean[] {true, false}) {
      RepairReport report = b.vault.repair(deep, _ -> {});
      assertThat(report.objects()).isZero();
      assertThat(Files.readAllBytes(victim)).isEqualTo(second);
      if (deep)
        assertThat(report.left().findings())
            .filteredOn(f -> f.object().equals(root.resolve("store").relativize(victim).toString()))
            .extracting(Finding::code)
            .containsExactly(ErrorCode.FORK);
    }
  }

  @Test
  void theHeaderOfAnotherVaultStays() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    TestDevice.create(elsewhere, "other").close();
    byte[] other = Files.readAllBytes(elsewhere.resolve("store/vault"));
    Files.write(root.resolve("store/vault"), other);
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.objects()).isZero();
    assertThat(report.left().findings()).extracting(Finding::object).contains("vault");
    assertThat(Files.readAllBytes(root.resolve("store/vault"))).isEqualTo(other);
  }
}
