package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Setback;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;

/// A storage that is put back to an older copy of itself: how much of the history that takes away, and the two ways on.
final class SetbackTest extends TwoDevices {
  private Instant before = Instant.EPOCH;
  private TestDevice newcomer;

  private Path store() {
    return root.resolve("store");
  }

  private Path copy(String name) throws Exception {
    Path to = root.resolve(name);
    HostileScene.copyOver(store(), to);
    return to;
  }

  private void putBack(Path copy) throws Exception {
    TestDevice.deleteTree(store());
    HostileScene.copyOver(copy, store());
  }

  /// Four things are changed after the copy was made, one of them twice.
  @BeforeEach
  void change() throws Exception {
    a.write("kept", "as it was");
    a.write("gone", "soon");
    exchange();
    Path older = copy("older");
    before = Instant.now();
    a.write("kept", "edited");
    a.write("new", "new");
    exchange();
    a.write("kept", "edited twice");
    b.write("of b", "b");
    b.delete("gone");
    exchange();
    copy("newer");
    assertThat(a.vault.setback()).isEmpty();
    putBack(older);
    assertThatThrownBy(a::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLLBACK));
  }

  @AfterEach
  void closeNewcomer() {
    if (newcomer != null) newcomer.close();
  }

  @Test
  void whatTheStorageLacksIsCountedAndDated() throws Exception {
    Setback found = a.vault.setback().orElseThrow();
    assertThat(found.changes()).isEqualTo(OptionalLong.of(4));
    assertThat(found.offered().orElseThrow()).isBefore(before);
    assertThat(found.seen()).isAfter(before);
    assertThat(a.vault.setback()).isEqualTo(b.vault.setback());
  }

  @Test
  void aStorageThatHasNothingLeftOffersNothing() throws Exception {
    TestDevice.deleteTree(store().resolve("log"));
    Setback found = a.vault.setback().orElseThrow();
    assertThat(found.offered()).isEqualTo(Optional.empty());
    assertThat(found.changes().orElseThrow()).isEqualTo(4);
  }

  /// What was not sent is not missing.
  @Test
  void whatOnlyThisDeviceHasYetIsNoSetback() throws Exception {
    putBack(root.resolve("newer"));
    a.sync();
    a.write("here only", "here");
    Path held = root.resolve("held");
    Files.move(store(), held);
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    Files.move(held, store());
    assertThat(a.vault.setback()).isEmpty();
  }

  @Test
  void itGoesOnOnceTheRightCopyIsBack() throws Exception {
    assertThat(a.vault.status().state()).isEqualTo(State.STOPPED);
    putBack(root.resolve("newer"));
    exchange();
    assertThat(a.vault.status().issues()).extracting(Issue::code).doesNotContain("ROLLBACK");
    assertThat(a.vault.setback()).isEmpty();
    assertThat(a.read("kept")).isEqualTo("edited twice");
  }

  /// Byte for byte, from what it has kept; files whose packs are gone it sends anew.
  @Test
  void aDeviceThatHasTheNewerStatePutsItBack() throws Exception {
    assertThat(a.vault.repair(false, _ -> {}).lost()).isEmpty();
    assertThat(a.vault.setback()).isEmpty();
    assertThat(a.vault.status().issues()).extracting(Issue::code).doesNotContain("ROLLBACK");
    exchange();
    newcomer = TestDevice.join(root, "c");
    newcomer.sync();
    assertThat(newcomer.tree()).isEqualTo(a.tree()).isEqualTo(b.tree());
    assertThat(newcomer.read("kept")).isEqualTo("edited twice");
    assertThat(newcomer.has("gone")).isFalse();
  }

  /// Somebody has deleted all that lies there.
  @Test
  void aStorageThatIsEmptyIsFilledAgain() throws Exception {
    TestDevice.deleteTree(store());
    Files.createDirectories(store());
    assertThatThrownBy(a::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IDENTITY));
    assertThat(a.vault.repair(false, _ -> {}).lost()).isEmpty();
    exchange();
    assertThat(a.vault.setback()).isEmpty();
    newcomer = TestDevice.join(root, "c");
    newcomer.sync();
    assertThat(newcomer.tree()).isEqualTo(a.tree()).isEqualTo(b.tree());
  }
}
