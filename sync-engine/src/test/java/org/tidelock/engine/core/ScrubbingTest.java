package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// A storage that loses objects nobody asks for, while a vault is watched: what is lost comes back by itself. The loop's turns are taken by hand, on a clock of the test.
final class ScrubbingTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private TestDevice a;
  private TestDevice b;
  private TestDevice newcomer;

  @BeforeEach
  void bothHaveFiles() throws Exception {
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(time));
    a = TestDevice.create(root, "a", vaults);
    b = TestDevice.join(root, "b", vaults);
    a.write("small", "small");
    a.write("d/large", RandomBytes.of(3 << 20, 3));
    exchange();
    a.write("more", "more");
    exchange();
  }

  @AfterEach
  void close() {
    for (TestDevice device : new TestDevice[] {a, b, newcomer}) if (device != null) device.close();
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }

  private static Scrubbing scrubbing(TestDevice device) {
    return ((LocalVault) device.vault).scrubbing();
  }

  /// As the loops of a watch do, but for rounds that find nothing to do.
  private void watchFor(TestDevice device, Duration span) throws Exception {
    Instant end = time.instant().plus(span);
    look(device);
    while (time.instant().isBefore(end)) {
      Duration rest = scrubbing(device).turn();
      if (rest.compareTo(Duration.ofHours(1)) < 0) look(device);
      time.advance(rest);
    }
  }

  /// A watch goes on whatever a round has found: each tenth one asks for the header, which may be gone.
  private static void look(TestDevice device) throws Exception {
    try {
      TestDevice.round(device.vault);
    } catch (TidelockException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.IDENTITY);
    }
  }

  private List<Path> objects(String folder) throws Exception {
    try (Stream<Path> all = Files.walk(root.resolve("store").resolve(folder))) {
      return all.filter(Files::isRegularFile)
          .sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static void delete(List<Path> objects) throws Exception {
    for (Path object : objects) Files.delete(object);
  }

  private List<Issue> lost(TestDevice device) {
    return device.vault.status().issues().stream()
        .filter(i -> i.id().equals("storage-lost"))
        .toList();
  }

  private void assertANewcomerGetsEverything() throws Exception {
    newcomer = TestDevice.join(root, "c", a.vaults);
    newcomer.sync();
    assertThat(newcomer.tree()).isEqualTo(a.tree());
  }

  @Test
  void whatIsThereIsNotSentAgain() throws Exception {
    List<Path> before = objects("");
    watchFor(a, Duration.ofDays(3));
    assertThat(objects("")).isEqualTo(before);
    assertThat(lost(a)).isEmpty();
  }

  @Acceptance(133)
  @Test
  void packsThatAreGoneAreSentAgainWithinADay() throws Exception {
    watchFor(a, Duration.ofHours(1));
    delete(objects("packs"));
    watchFor(a, Duration.ofHours(25));
    assertANewcomerGetsEverything();
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(lost(a)).as("only what earlier versions need is gone").isEmpty();
    List<Path> mended = objects("packs");
    watchFor(a, Duration.ofDays(3));
    assertThat(objects("packs")).as("once is enough").isEqualTo(mended);
  }

  @Test
  void packsThatWereCutAreSentAgain() throws Exception {
    for (Path pack : objects("packs"))
      Files.write(pack, Arrays.copyOf(Files.readAllBytes(pack), 100));
    watchFor(a, Duration.ofHours(25));
    assertANewcomerGetsEverything();
  }

  @Acceptance(132)
  @Test
  void packsThatRottedAreFoundWhenTheirTurnComes() throws Exception {
    for (Path pack : objects("packs")) {
      byte[] bytes = Files.readAllBytes(pack);
      bytes[bytes.length / 2] ^= 1;
      Files.write(pack, bytes);
    }
    int before = objects("packs").size();
    for (int day = 0; day < 710; day++) {
      scrubbing(a).turn();
      time.advance(Duration.ofDays(1));
    }
    TestDevice.round(a.vault);
    assertThat(objects("packs")).hasSizeGreaterThan(before);
    assertANewcomerGetsEverything();
  }

  @Acceptance(140)
  @Test
  void segmentsAndTheHeaderArePutBack() throws Exception {
    List<Path> log = objects("log");
    byte[] first = Files.readAllBytes(log.getFirst());
    delete(log);
    Files.delete(root.resolve("store").resolve("vault"));
    watchFor(a, Duration.ofHours(25));
    assertThat(objects("log")).isEqualTo(log);
    assertThat(log.getFirst()).hasBinaryContent(first);
    assertANewcomerGetsEverything();
  }

  /// They are few and short, and nobody else reads them until somebody needs them: each is read every day.
  @Acceptance(132)
  @Test
  void alteredObjectsOfTheVaultItselfArePutBackWithinADay() throws Exception {
    scrubbing(a).turn();
    Map<Path, byte[]> before = new TreeMap<>();
    for (String folder : List.of("slots", "members"))
      for (Path object : objects(folder)) before.put(object, Files.readAllBytes(object));
    for (Path object : objects("envelopes"))
      if (object.toString().endsWith(id(a))) before.put(object, Files.readAllBytes(object));
    assertThat(before).hasSizeGreaterThanOrEqualTo(4);
    for (Path object : before.keySet()) Files.write(object, new byte[(int) Files.size(object)]);
    time.advance(Duration.ofDays(1));
    for (int i = 0; i < 2; i++) time.advance(scrubbing(a).turn());
    for (Map.Entry<Path, byte[]> object : before.entrySet())
      assertThat(object.getKey()).hasBinaryContent(object.getValue());
    assertANewcomerGetsEverything();
  }

  private static String id(TestDevice device) {
    return device.vault.devices().stream()
        .filter(d -> d.thisDevice())
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Acceptance(140)
  @Test
  void aSegmentInTheMiddleIsPutBackByItsOwnerAndWhatWaitedForItArrives() throws Exception {
    newcomer = TestDevice.join(root, "c", a.vaults);
    newcomer.sync();
    exchange();
    List<Path> before = objects("log");
    a.write("first of a", "1");
    a.sync();
    List<Path> fresh = objects("log");
    fresh.removeAll(before);
    Path middle = fresh.getFirst();
    a.write("second of a", "2");
    a.sync();
    b.sync();
    b.write("of b", "rests on both");
    b.sync();
    byte[] sound = Files.readAllBytes(middle);
    Files.delete(middle);
    TidelockException missing = catchThrowableOfType(TidelockException.class, newcomer::sync);
    assertThat(missing.code()).isEqualTo(ErrorCode.MISSING);
    assertThat(newcomer.tree()).doesNotContainKeys("first of a", "second of a", "of b");
    newcomer.write("of c", "goes on meanwhile");
    assertThat(catchThrowableOfType(TidelockException.class, newcomer::sync)).isNotNull();

    watchFor(a, Duration.ofHours(25));
    assertThat(middle).hasBinaryContent(sound);
    newcomer.sync();
    exchange();
    assertThat(newcomer.tree())
        .isEqualTo(a.tree())
        .isEqualTo(b.tree())
        .containsKeys("first of a", "second of a", "of b", "of c");
    assertThat(lost(a)).isEmpty();
  }

  /// What was done since the last round was taken for a conflict, or for missing.
  @Test
  void whatIsEditedMeanwhileIsSentAsItIs() throws Exception {
    delete(objects("packs"));
    time.advance(scrubbing(a).turn());
    a.write("small", "edited just now");
    a.delete("more");
    time.advance(scrubbing(a).turn());
    exchange();
    assertThat(a.read("small")).isEqualTo("edited just now");
    assertThat(a.tree().keySet()).containsExactlyInAnyOrder("small", "d", "d/large");
    assertThat(b.tree()).isEqualTo(a.tree());
    assertANewcomerGetsEverything();
  }

  /// The drive of the folder was away, or the process died, when files were to be sent again.
  @Test
  void whatWasNotSentAgainThenIsTheNextDay() throws Exception {
    delete(objects("packs"));
    time.advance(scrubbing(a).turn());
    Path folder = a.folder;
    Path elsewhere = root.resolve("elsewhere");
    Files.move(folder, elsewhere);
    time.advance(scrubbing(a).turn());
    Files.move(elsewhere, folder);
    a.restart();
    watchFor(a, Duration.ofHours(25));
    assertANewcomerGetsEverything();
  }

  /// Asking for each object would be a storm of requests.
  @Test
  void whereMuchIsGoneTheListsAreEnough() throws Exception {
    for (int i = 0; i < 25; i++) {
      a.write("file" + i, "file" + i);
      a.sync();
    }
    Requests requests = new Requests();
    try (TestDevice c =
        TestDevice.join(
            root, "c", TestDevice.vaults(SystemEffects.create().at(time).in(requests)))) {
      c.sync();
      delete(objects("packs"));
      requests.store.take();
      time.advance(scrubbing(c).turn());
      scrubbing(c).turn();
      assertThat(requests.store.take().calls()).hasSizeLessThan(30);
    }
  }

  private static final class Requests extends SystemPlaces {
    CountingStore store = new CountingStore(new MemoryStore());

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      store = new CountingStore(super.store(folder, owner, random));
      return store;
    }
  }

  /// A drive that is on its way, a server that answers wrongly for a while.
  @Test
  void whatComesBackInTimeIsNotSentAgain() throws Exception {
    Path packs = root.resolve("store").resolve("packs");
    Path elsewhere = root.resolve("elsewhere");
    Files.move(packs, elsewhere);
    scrubbing(a).turn();
    Files.move(elsewhere, packs);
    List<Path> before = objects("");
    watchFor(a, Duration.ofDays(3));
    assertThat(objects("")).isEqualTo(before);
    assertThat(lost(a)).isEmpty();
  }

  /// It must not take part in a storm of uploads where half of a drive is not there.
  @Test
  void whereMuchIsGoneSomebodyIsAsked() throws Exception {
    for (int i = 0; i < 25; i++) {
      a.write("file" + i, "file" + i);
      a.sync();
    }
    delete(objects("packs"));
    watchFor(a, Duration.ofDays(2));
    assertThat(objects("packs")).isEmpty();
    assertThat(lost(a))
        .singleElement()
        .satisfies(i -> assertThat(i.body().phrase()).isEqualTo(Body.STORAGE_LOST_MUCH));
    a.vault.repair(false, _ -> {});
    assertANewcomerGetsEverything();
  }

  @Test
  void whatThisDeviceDoesNotHaveIsToldAndSentByAnother() throws Exception {
    b.vault.addIgnorePattern("/d/");
    b.sync();
    TestDevice.deleteTree(b.folder.resolve("d"));
    delete(objects("packs"));
    watchFor(b, Duration.ofHours(25));
    assertThat(lost(b))
        .singleElement()
        .satisfies(i -> assertThat(i.body().arguments()).contains("d/large"));
    watchFor(a, Duration.ofHours(25));
    assertANewcomerGetsEverything();
    watchFor(b, Duration.ofHours(25));
    assertThat(lost(b)).isEmpty();
  }

  @Test
  void aStorageThatIsAwayIsNoLoss() throws Exception {
    Path store = root.resolve("store");
    Path elsewhere = root.resolve("elsewhere");
    Files.move(store, elsewhere);
    for (int i = 0; i < 10; i++) time.advance(scrubbing(a).turn());
    assertThat(lost(a)).isEmpty();
    Files.move(elsewhere, store);
    watchFor(a, Duration.ofHours(25));
    assertThat(lost(a)).isEmpty();
  }
}
