package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.VerifyReport.Finding;

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

  @Test
  void membersTheHeaderAndOwnEnvelopesArePutBack() throws Exception {
    objects("members").forEach(RepairTest::delete);
    alter(root.resolve("store/vault"));
    RepairReport report = b.vault.repair(true, _ -> {});
    assertThat(report.objects()).isEqualTo(objects("members").size() + 1);
    assertThat(report.left().findings()).isEmpty();
    assertANewcomerGetsEverything();
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
}
