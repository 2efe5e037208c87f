package org.tidelock.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.core.RandomBytes;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.core.TwoDevices;
import org.tidelock.engine.effects.CallsOfStore;

/// Whatever is done to an object of the storage, a check names it.
final class VerifierTest extends TwoDevices {
  private Path store;

  @BeforeEach
  void bothHaveSomething() throws Exception {
    store = root.resolve("store");
    a.write("small", "small");
    a.write("d/large", RandomBytes.of(20 << 20, 1));
    a.sync();
    b.sync();
    b.write("from b", "from b");
    b.sync();
    a.sync();
  }

  private VerifyReport quick() throws Exception {
    return a.vault.verify(false, _ -> {});
  }

  private VerifyReport deep() throws Exception {
    return a.vault.verify(true, _ -> {});
  }

  private List<String> objects(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> store.relativize(f).toString())
          .filter(n -> n.startsWith(folder))
          .sorted()
          .toList();
    }
  }

  private static void assertFound(VerifyReport report, String object, ErrorCode code) {
    assertThat(report.findings()).extracting(Finding::object).containsExactly(object);
    assertThat(report.findings().getFirst().code()).isEqualTo(code);
    assertThat(report.findings().getFirst().message()).endsWith(".");
  }

  @Test
  void allIsWell() throws Exception {
    List<Progress> progress = new ArrayList<>();
    VerifyReport report = a.vault.verify(true, progress::add);
    assertThat(report.findings()).isEmpty();
    assertThat(report.deep()).isTrue();
    assertThat(report.objects()).isEqualTo(objects("").size());
    assertThat(report.bytes())
        .isEqualTo(objects("").stream().mapToLong(n -> store.resolve(n).toFile().length()).sum());
    assertThat(progress.getLast().files()).isEqualTo(progress.getLast().totalFiles());
    assertThat(progress.getLast().bytes()).isEqualTo(progress.getLast().totalBytes());
    assertThat(quick().findings()).isEmpty();
    assertThat(b.vault.verify(true, _ -> {}).findings()).isEmpty();
  }

  @Test
  void aCheckCanBeInterrupted() throws Exception {
    for (boolean deep : new boolean[] {false, true}) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> a.vault.verify(deep, _ -> {}))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
    }
    Thread checking = Thread.currentThread();
    assertThatThrownBy(() -> a.vault.verify(true, _ -> checking.interrupt()))
        .isInstanceOf(InterruptedException.class);
    Thread.interrupted();
    assertThat(deep().findings()).isEmpty();
  }

  /// Whatever is thrown: an object that was not checked must not look like one that is well.
  @Test
  void aCheckThatBreaksDownIsNoCleanReport() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    try (TestDevice c = TestDevice.join(root, "c", TestDevice.vaults(new BreakingPlaces(broken)))) {
      c.sync();
      assertThat(c.vault.verify(true, _ -> {}).findings()).isEmpty();
      assertThatThrownBy(() -> c.vault.verify(true, _ -> broken.set(true)))
          .isInstanceOf(TidelockException.class);
      broken.set(false);
    }
  }

  /// A storage in which, once broken, every reading ends with an error of the machine.
  private static final class BreakingPlaces extends CallsOfStore {
    private final AtomicBoolean broken;

    BreakingPlaces(AtomicBoolean broken) {
      this.broken = broken;
    }

    @Override
    public void before(String call, Object[] arguments) {
      if (broken.get() && List.of("get", "getRange", "read").contains(call))
        throw new StackOverflowError("as in a test");
    }
  }

  @Acceptance(133)
  @Test
  void everyMissingObjectIsNamed() throws Exception {
    for (String name : objects("")) {
      byte[] bytes = Files.readAllBytes(store.resolve(name));
      Files.delete(store.resolve(name));
      List<String> found = quick().findings().stream().map(Finding::object).toList();
      Files.write(store.resolve(name), bytes);
      assertThat(found).as(name).containsExactly(name);
    }
    assertThat(quick().findings()).isEmpty();
  }

  @Test
  void everyTruncatedOrLongerObjectIsNamed() throws Exception {
    for (String name : objects("")) {
      byte[] bytes = Files.readAllBytes(store.resolve(name));
      for (int length : new int[] {bytes.length - 1, bytes.length + 1, 0}) {
        Files.write(store.resolve(name), Arrays.copyOf(bytes, length));
        List<String> found = deep().findings().stream().map(Finding::object).toList();
        assertThat(found).as(name + " of " + length + " bytes").containsExactly(name);
      }
      Files.write(store.resolve(name), bytes);
    }
    assertThat(deep().findings()).isEmpty();
  }

  @Acceptance(132)
  @Test
  void everyAlteredObjectIsNamed() throws Exception {
    for (String name : objects("")) {
      byte[] bytes = Files.readAllBytes(store.resolve(name));
      byte[] altered = bytes.clone();
      altered[altered.length / 2] ^= 1;
      Files.write(store.resolve(name), altered);
      List<Finding> found = deep().findings();
      Files.write(store.resolve(name), bytes);
      if (isOthersEnvelope(name)) continue; // only its recipient can open it
      assertThat(found).extracting(Finding::object).as(name).containsExactly(name);
      assertThat(found.getFirst().code()).as(name).isEqualTo(ErrorCode.INTEGRITY);
    }
  }

  /// So few bytes are read that no check does without them: nobody notices a key slot that is zeroed until somebody needs it.
  @Acceptance(132)
  @Test
  void alteredObjectsOfTheVaultItselfAreNamedByAnyCheck() throws Exception {
    for (String name : objects("")) {
      if (!name.equals("vault") && !name.matches("(slots|members|envelopes)/.*")) continue;
      byte[] bytes = Files.readAllBytes(store.resolve(name));
      Files.write(store.resolve(name), new byte[bytes.length]);
      List<Finding> found = quick().findings();
      Files.write(store.resolve(name), bytes);
      assertThat(found).extracting(Finding::object).as(name).containsExactly(name);
      assertThat(found.getFirst().code()).as(name).isEqualTo(ErrorCode.INTEGRITY);
    }
    assertThat(quick().findings()).isEmpty();
  }

  private boolean isOthersEnvelope(String name) {
    String self =
        a.vault.devices().stream().filter(d -> d.thisDevice()).findFirst().orElseThrow().id();
    return name.startsWith("envelopes/") && !name.endsWith(self);
  }

  @Test
  void aDamagedPackNamesTheFilesOfWhichItHoldsAPart() throws Exception {
    String pack =
        objects("packs/").stream()
            .filter(n -> store.resolve(n).toFile().length() > 10 << 20)
            .findFirst()
            .orElseThrow();
    Files.delete(store.resolve(pack));
    VerifyReport report = quick();
    assertFound(report, pack, ErrorCode.MISSING);
    assertThat(report.findings().getFirst().affected()).containsExactly("d/large");
  }

  @Test
  void aDamagedSegmentNamesTheFilesThatItBrought() throws Exception {
    String segment =
        objects("log/").stream()
            .filter(n -> n.endsWith("0000000000000001"))
            .min(java.util.Comparator.comparing(n -> store.resolve(n).toFile().lastModified()))
            .orElseThrow();
    Files.delete(store.resolve(segment));
    VerifyReport report = quick();
    assertThat(report.findings()).extracting(Finding::object).containsExactly(segment);
    assertThat(report.findings().getFirst().affected())
        .containsExactlyInAnyOrder("small", "d/large");
  }

  @Test
  void swappedObjectsAreBothNamed() throws Exception {
    for (String folder : List.of("packs/", "log/", "heads/", "members/", "slots/")) {
      List<String> names = objects(folder);
      Path one = store.resolve(names.getFirst());
      Path other = store.resolve(names.getLast());
      byte[] bytes = Files.readAllBytes(one);
      Files.write(one, Files.readAllBytes(other));
      byte[] others = Files.readAllBytes(other);
      Files.write(other, bytes);
      List<Finding> found = deep().findings();
      Files.write(one, bytes);
      Files.write(other, others);
      assertThat(found)
          .extracting(Finding::object)
          .as(folder)
          .containsExactly(names.getFirst(), names.getLast());
      assertThat(found).extracting(Finding::code).as(folder).containsOnly(ErrorCode.INTEGRITY);
    }
  }

  @Test
  void aForeignObjectIsNoFinding() throws Exception {
    Files.createDirectories(store.resolve("packs/00"));
    Files.write(store.resolve("packs/00/" + "0".repeat(32)), new byte[100]);
    Files.write(store.resolve("slots/" + "2".repeat(32)), new byte[100]);
    Files.write(store.resolve("envelopes/" + "3".repeat(32) + "-root"), new byte[100]);
    assertThat(deep().findings()).isEmpty();
  }

  @Test
  void whatStopsEveryDeviceIsNamed() throws Exception {
    String head = "heads/" + "1".repeat(32) + "-" + "0".repeat(16);
    Files.write(store.resolve(head), new byte[100]);
    assertThat(quick().findings())
        .extracting(Finding::object)
        .containsExactly("log/" + "1".repeat(32) + "/" + "0".repeat(16));
    Files.delete(store.resolve(head));
    String member = "members/" + "2".repeat(64);
    Files.write(store.resolve(member), new byte[100]);
    assertFound(quick(), member, ErrorCode.INTEGRITY);
  }

  @Test
  void whatOthersHaveWrittenSinceIsCheckedToo() throws Exception {
    b.write("later", "later");
    b.sync();
    String newest =
        objects("log/").stream()
            .max(java.util.Comparator.comparing(n -> store.resolve(n).toFile().lastModified()))
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(store.resolve(newest));
    bytes[bytes.length / 2] ^= 1;
    Files.write(store.resolve(newest), bytes);
    assertFound(quick(), newest, ErrorCode.INTEGRITY);
    assertThat(a.has("later")).isFalse();
  }
}
