package org.tidelock.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.core.TwoDevices;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;

/// Two devices that know the same and see different trees: nothing is removed from the folder until they agree (decisions/0069).
final class DoubtTest extends TwoDevices {
  @BeforeEach
  void theSameTree() throws Exception {
    a.write("gone", "1");
    a.write("anew", "1");
    a.write("edited", "1");
    a.write("kind", "1");
    a.write("to/moved", "1");
    a.write("from/moves", "1");
    a.write("emptied/inner/file", "1");
    b.write("of b", "1");
    exchange();
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  private static Hash256 hash(TestDevice device, Hash256 to) throws Exception {
    device.vault.close();
    Hash256 before;
    try (Database index = Database.open(device.home.resolve("index.db"), Database.Access.WRITE)) {
      Tables tables = Tables.over(index);
      before = tables.merged().stateHash();
      index.transaction(
          () -> {
            tables.merged().stateHash(to);
            return true;
          });
    }
    device.restart();
    return before;
  }

  /// As if a mistake in merging had made the trees differ.
  private void differ() throws Exception {
    hash(b, new Hash256(1, 2, 3, 4));
  }

  /// As a later version that repairs the mistake would. Both know the same by now.
  private void repair() throws Exception {
    Hash256 right = hash(a, new Hash256(0, 0, 0, 0));
    hash(a, right);
    hash(b, right);
  }

  private static void assertDoubted(SyncReport report) {
    assertThat(report.state()).isEqualTo(State.ATTENTION);
    assertThat(report.problems()).isNotEmpty().allMatch(p -> p.code().equals("SYN-09"));
  }

  private void assertAgreed() throws Exception {
    repair();
    a.write("more", "1");
    a.sync();
    SyncReport report = b.sync();
    assertThat(report.problems()).isEmpty();
    assertThat(report.state()).isEqualTo(State.UP_TO_DATE);
    assertThat(b.vault.issues()).noneMatch(i -> i.code().equals("SYN-09"));
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  void removalsWaitUntilBothAgree() throws Exception {
    differ();
    a.delete("gone");
    a.delete("emptied");
    a.sync();
    assertDoubted(b.sync());
    assertThat(b.read("gone")).isEqualTo("1");
    assertThat(b.read("emptied/inner/file")).isEqualTo("1");
    assertThat(b.vault.status().state()).isEqualTo(State.ATTENTION);
    assertThat(b.vault.preview().toDeleteHere().files()).isZero();
    b.restart();
    assertDoubted(b.sync());
    assertThat(b.has("gone")).isTrue();
    assertAgreed();
    assertThat(b.has("gone")).isFalse();
    assertThat(b.has("emptied")).isFalse();
  }

  @Test
  void whatRemovesNothingGoesOn() throws Exception {
    differ();
    a.write("new", "1");
    a.write("edited", "2, longer");
    a.move("to/moved", "moved/to here");
    a.delete("gone");
    a.sync();
    b.write("own", "1");
    assertDoubted(b.sync());
    assertThat(b.read("new")).isEqualTo("1");
    assertThat(b.read("edited")).startsWith("2");
    assertThat(b.read("moved/to here")).isEqualTo("1");
    assertThat(b.has("gone")).isTrue();
    a.sync();
    assertThat(a.read("own")).isEqualTo("1");
    assertAgreed();
  }

  /// Something else goes where the removed things are.
  @Test
  void whatNeedsAPlaceThatIsNotFreeWaitsToo() throws Exception {
    differ();
    a.delete("kind");
    a.delete("anew");
    a.delete("gone");
    a.sync();
    a.write("kind/now a folder/file", "2");
    a.write("anew", "another file");
    a.move("from/moves", "gone");
    a.move("edited", "from/moves");
    a.sync();
    a.write("edited", "in its place");
    a.sync();
    SyncReport report = b.sync();
    assertDoubted(report);
    for (String still : new String[] {"kind", "anew", "gone", "from/moves", "edited"})
      assertThat(b.read(still)).as(still).isEqualTo("1");
    try (var files = Files.list(b.folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".tidelock", "kind", "anew", "gone", "from", "to", "edited", "emptied", "of b");
    }
    assertDoubted(b.sync());
    assertAgreed();
    assertThat(b.read("anew")).isEqualTo("another file");
    assertThat(b.read("from/moves")).isEqualTo("1");
  }

  /// It would step aside, and stay there.
  @Test
  void aFolderOutOfWhichThingsMoveKeepsItsName() throws Exception {
    differ();
    a.move("emptied/inner/file", "kept");
    a.delete("emptied");
    a.sync();
    a.write("emptied", "a file now");
    a.sync();
    assertDoubted(b.sync());
    assertThat(b.read("kept")).isEqualTo("1");
    assertThat(b.folder.resolve("emptied/inner")).isDirectory();
    assertAgreed();
    assertThat(b.read("emptied")).isEqualTo("a file now");
  }

  /// A listing learns as well, and a round may break off after learning.
  @Test
  void aDoubtIsNotForgottenWhereverItWasLearned() throws Exception {
    differ();
    a.delete("gone");
    a.sync();
    b.learn();
    assertDoubted(b.sync());
    assertThat(b.has("gone")).isTrue();
  }

  @Test
  void theLaterWordOfADeviceCounts() throws Exception {
    a.write("new", "1");
    a.sync();
    hash(a, new Hash256(1, 2, 3, 4));
    a.delete("gone");
    a.sync();
    assertDoubted(b.sync());
    assertThat(b.has("gone")).isTrue();
  }

  @Test
  void theIssueSaysWhatHolds() throws Exception {
    differ();
    a.delete("gone");
    a.sync();
    b.sync();
    assertThat(b.vault.issues())
        .anySatisfy(
            i -> {
              assertThat(i.code()).isEqualTo("SYN-09");
              assertThat(i.body().english()).contains("nothing is removed from this folder");
            });
  }

  /// Who joins or exports only reads, and is no device yet.
  @Test
  void whatIsDoubtedCanBeJoinedAndExported() throws Exception {
    differ();
    b.write("of b, too", "1");
    b.sync();
    a.sync();
    Path to = root.resolve("export");
    a.vaults.export(
        TestDevice.storage(root), new Unlock.ByPassphrase(TestDevice.passphrase()), to, _ -> {});
    assertThat(TestDevice.tree(to)).isEqualTo(a.tree());
    try (TestDevice c = TestDevice.join(root, "c")) {
      c.sync();
      assertThat(c.tree()).isEqualTo(a.tree());
    }
  }
}
