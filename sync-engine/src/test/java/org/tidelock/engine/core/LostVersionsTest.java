package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;

/// The storage has lost what nobody else has any more: somebody gives it up, and everything else goes on.
final class LostVersionsTest extends TwoDevices {
  private static final UndoRequest LOST = new UndoRequest.Lost();

  private final Map<Path, byte[]> lost = new HashMap<>();
  private TestDevice newcomer;

  @AfterEach
  void closeNewcomer() {
    if (newcomer != null) newcomer.close();
  }

  private Set<Path> packs() throws IOException {
    Path packs = root.resolve("store").resolve("packs");
    if (!Files.exists(packs)) return new HashSet<>();
    try (Stream<Path> all = Files.walk(packs)) {
      return new HashSet<>(all.filter(Files::isRegularFile).toList());
    }
  }

  /// Sends what device a has, and loses the packs with it before anybody else reads them.
  private void sendAndLose() throws Exception {
    Set<Path> before = packs();
    a.sync();
    Set<Path> sent = packs();
    sent.removeAll(before);
    assertThat(sent).isNotEmpty();
    for (Path pack : sent) {
      lost.put(pack, Files.readAllBytes(pack));
      Files.delete(pack);
    }
  }

  private void assertStops(TestDevice device) {
    assertThat(catchThrowableOfType(TidelockException.class, device::sync).code())
        .isEqualTo(ErrorCode.MISSING);
  }

  private UndoReport giveUp() throws Exception {
    b.vault.repair(false, _ -> {});
    UndoReport expected = b.vault.previewUndo(LOST);
    UndoReport report = b.vault.undo(LOST);
    assertThat(report).isEqualTo(expected);
    return report;
  }

  private void assertANewcomerHasTheSame() throws Exception {
    newcomer = TestDevice.join(root, "c");
    newcomer.sync();
    assertThat(newcomer.tree()).isEqualTo(b.tree());
  }

  @Test
  void aFileThatNeverWasOtherwiseIsRemoved() throws Exception {
    a.write("kept", "kept");
    exchange();
    a.write("d/new", "new");
    sendAndLose();
    assertStops(b);
    UndoReport report = giveUp();
    assertThat(report.removed().paths()).containsExactly("d/new");
    assertThat(report.undone()).isOne();
    assertThat(b.sync().problems()).isEmpty();
    assertThat(b.vault.undo(LOST).isNothing()).isTrue();
    assertANewcomerHasTheSame();
    assertThat(newcomer.has("kept")).isTrue();
  }

  @Test
  void anEditedFileIsAsItWasBefore() throws Exception {
    a.write("edited", "first");
    exchange();
    a.write("edited", "second");
    sendAndLose();
    assertStops(b);
    UndoReport report = giveUp();
    assertThat(report.reverted().paths()).containsExactly("edited");
    b.sync();
    assertThat(b.read("edited")).isEqualTo("first");
    assertANewcomerHasTheSame();
  }

  @Test
  void whatThisDeviceStillHasOfAnEarlierVersionIsSentAgain() throws Exception {
    a.write("edited", "first");
    exchange();
    for (Path pack : packs()) Files.delete(pack);
    a.write("edited", "second");
    sendAndLose();
    assertStops(b);
    UndoReport report = giveUp();
    assertThat(report.reverted().paths()).containsExactly("edited");
    assertThat(b.read("edited")).isEqualTo("first");
    assertANewcomerHasTheSame();
  }

  @Test
  void anEarlierVersionThatWasEditedHereMeanwhileIsNotLost() throws Exception {
    a.write("edited", "first");
    exchange();
    a.write("edited", "second");
    sendAndLose();
    b.write("edited", "mine");
    assertStops(b);
    giveUp();
    b.sync();
    assertThat(b.read("edited")).isEqualTo("mine");
    assertThat(b.tree()).hasSize(1);
    assertANewcomerHasTheSame();
  }

  @Test
  void whoHasTheFileAfterAllKeepsItInTheLocalTrash() throws Exception {
    a.write("new", "new");
    sendAndLose();
    assertStops(b);
    giveUp();
    a.sync();
    assertThat(a.has("new")).isFalse();
    try (Stream<Path> all = Files.walk(a.folder.resolve(".tidelock"))) {
      assertThat(all.filter(Files::isRegularFile).map(LostVersionsTest::text)).contains("new");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void whoSendsItAgainBeforeThatIsHeardHasWon() throws Exception {
    a.write("new", "new");
    sendAndLose();
    assertStops(b);
    b.vault.repair(false, _ -> {});
    a.vault.repair(false, _ -> {});
    b.vault.undo(LOST);
    exchange();
    assertThat(b.read("new")).isEqualTo("new");
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  @Test
  void whatTheStorageHasAgainIsNotGivenUp() throws Exception {
    a.write("new", "new");
    sendAndLose();
    assertStops(b);
    b.vault.repair(false, _ -> {});
    assertThat(b.vault.previewUndo(LOST).removed().paths()).containsExactly("new");
    for (Map.Entry<Path, byte[]> pack : lost.entrySet())
      Files.write(pack.getKey(), pack.getValue());
    assertThat(b.vault.undo(LOST).isNothing()).isTrue();
    b.sync();
    assertThat(b.read("new")).isEqualTo("new");
  }

  @Test
  void itCanBeUndoneAndIsLostAgain() throws Exception {
    a.write("new", "new");
    sendAndLose();
    assertStops(b);
    giveUp();
    assertThat(b.vault.batches(1).getFirst().deleted()).isOne();
    b.vault.undo(new UndoRequest.Batch(b.vault.batches(1).getFirst().id()));
    assertStops(b);
    for (Map.Entry<Path, byte[]> pack : lost.entrySet())
      Files.write(pack.getKey(), pack.getValue());
    b.sync();
    assertThat(b.read("new")).isEqualTo("new");
  }

  @Test
  void nothingIsGivenUpWhereNothingIsLost() throws Exception {
    a.write("new", "new");
    exchange();
    Set<Path> before = packs();
    assertThat(b.vault.undo(LOST).isNothing()).isTrue();
    assertThat(packs()).isEqualTo(before);
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void theOtherSideOfAConflictStays() throws Exception {
    a.write("f", "first");
    exchange();
    b.write("f", "other");
    b.sync();
    a.write("f", "mine");
    // Device a records its edit and takes the other one in: both are there now.
    sendAndLose();
    assertStops(b);
    giveUp();
    b.sync();
    assertThat(b.tree()).hasSize(1);
    assertThat(b.read("f")).isEqualTo("other");
    assertANewcomerHasTheSame();
  }

  @Test
  void manyAtOnce() throws Exception {
    for (int i = 0; i < 150; i++) a.write("d/" + i, "text " + i);
    sendAndLose();
    assertStops(b);
    UndoReport report = giveUp();
    assertThat(report.removed().count()).isEqualTo(150);
    assertThat(List.of(b.sync().held().size())).containsExactly(0);
    assertThat(b.has("d/3")).isFalse();
  }

  @Test
  void whatTheSecondCopyHasIsPutBack() throws Exception {
    a.write("kept", "kept");
    a.sync();
    a.write("d/new", "new");
    Set<Path> before = packs();
    a.sync();
    a.vault.beginMirror(root.resolve("copy").toUri().toString(), StorageAccess.NONE, _ -> {});
    Set<Path> sent = packs();
    sent.removeAll(before);
    for (Path pack : sent) Files.delete(pack);
    assertStops(b);
    a.vault.addIgnorePattern("/d/");
    a.sync();
    TestDevice.deleteTree(a.folder.resolve("d"));
    assertThat(a.vault.repair(false, _ -> {}).lost()).containsExactly("d/new");
    assertThat(a.vault.undo(LOST).isNothing()).isTrue();
    b.sync();
    assertThat(b.read("d/new")).isEqualTo("new");
  }

  @Test
  void howeverManyAreLostEachIsAskedFor() throws Exception {
    a.write("kept", "kept");
    exchange();
    for (int i = 0; i < 25; i++) {
      a.write("d/" + i, RandomBytes.of(9 << 20, i));
      a.sync();
    }
    Set<Path> large = packs();
    large.removeIf(pack -> pack.toFile().length() < (8 << 20));
    assertThat(large).hasSizeGreaterThan(20);
    Path altered = large.iterator().next();
    large.remove(altered);
    byte[] bytes = Files.readAllBytes(altered);
    bytes[bytes.length / 2] ^= 1;
    Files.write(altered, bytes);
    for (Path pack : large) Files.delete(pack);
    assertThat(b.vault.repair(true, _ -> {}).lost()).hasSize(25);
    assertThat(b.vault.undo(LOST).removed().count()).isEqualTo(25);
    assertThat(b.sync().problems()).isEmpty();
    assertThat(b.has("d/3")).isFalse();
    assertThat(b.read("kept")).isEqualTo("kept");
  }
}
