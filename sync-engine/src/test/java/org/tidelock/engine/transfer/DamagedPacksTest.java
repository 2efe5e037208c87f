package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.RandomBytes;
import org.tidelock.engine.core.TwoDevices;

/// What a check has found missing or damaged does not count as stored: new content is sent, and never refers to it. It was referred to, and no other
/// device could ever have it.
final class DamagedPacksTest extends TwoDevices {
  private static final int SIZE = 3 << 20;

  @BeforeEach
  void onePack() throws Exception {
    a.write("big", RandomBytes.of(SIZE, 7));
    a.sync();
  }

  private List<Path> packs() throws Exception {
    try (var files = Files.walk(root.resolve("store/packs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void alter(Path pack) throws Exception {
    byte[] bytes = Files.readAllBytes(pack);
    for (int i = 0; i < bytes.length; i += 100) bytes[i] ^= 1;
    Files.write(pack, bytes);
  }

  private void copyAndEdit() throws Exception {
    a.write("copy", Files.readAllBytes(a.folder.resolve("big")));
    a.sync();
    byte[] edited = Files.readAllBytes(a.folder.resolve("big"));
    edited[SIZE - 1] ^= 1;
    a.write("big", edited);
    a.sync();
  }

  private void assertArrives() throws Exception {
    try {
      b.sync();
    } catch (TidelockException e) {
      throw new AssertionError("what was sent anew rests on nothing damaged", e);
    }
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Acceptance(133)
  @Test
  void whatWasFoundMissingIsSentAgain() throws Exception {
    for (Path pack : packs()) Files.delete(pack);
    assertThat(a.vault.verify(false, _ -> {}).findings()).isNotEmpty();
    copyAndEdit();
    assertArrives();
  }

  @Acceptance(132)
  @Test
  void whatWasFoundAlteredIsSentAgainAlsoAfterARestart() throws Exception {
    for (Path pack : packs()) alter(pack);
    assertThat(a.vault.verify(true, _ -> {}).findings()).isNotEmpty();
    a.restart();
    a.vault.verify(false, _ -> {}); // sees lengths only, and forgets nothing
    copyAndEdit();
    assertArrives();
  }

  /// The version between the two is sound.
  @Test
  void whatAnEarlierVersionHadIsSentAgain() throws Exception {
    Path first = packs().getFirst();
    a.write("big", RandomBytes.of(SIZE, 8));
    a.sync();
    Files.delete(first);
    assertThat(a.vault.verify(false, _ -> {}).findings()).isNotEmpty();
    a.write("big", RandomBytes.of(SIZE, 7));
    a.sync();
    assertArrives();
  }

  @Test
  void whatIsFoundSoundAgainCountsAgain() throws Exception {
    Path pack = packs().getFirst();
    byte[] sound = Files.readAllBytes(pack);
    alter(pack);
    a.vault.verify(true, _ -> {});
    Files.write(pack, sound);
    a.vault.verify(true, _ -> {});
    long before = bytes();
    a.write("copy", Files.readAllBytes(a.folder.resolve("big")));
    a.sync();
    assertThat(bytes() - before).isLessThan(300_000);
    assertArrives();
  }

  private long bytes() throws Exception {
    long bytes = 0;
    for (Path pack : packs()) bytes += Files.size(pack);
    return bytes;
  }
}
