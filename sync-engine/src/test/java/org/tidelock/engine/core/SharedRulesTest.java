package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.IgnorePreview;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.profile.SharedRules;

/// Ignore patterns for all devices, in a file of the folder.
final class SharedRulesTest extends HoldFixture {
  private static final String FILE = SharedRules.FILE;

  @Test
  void aRuleOfOneHoldsOnAll() throws Exception {
    a.vault.addSharedIgnorePattern("*.tmp");
    b.sync();
    assertThat(b.vault.sharedIgnorePatterns()).containsExactly("*.tmp");
    assertThat(b.vault.ignorePatterns()).isEmpty();
    assertThat(b.vault.ignoredBy("notes/x.tmp")).contains("*.tmp");
    b.write("notes/x.tmp", "not sent");
    b.write("notes/x.txt", "sent");
    b.sync();
    a.sync();
    assertThat(a.has("notes/x.tmp")).isFalse();
    assertThat(a.read("notes/x.txt")).isEqualTo("sent");
    assertThat(b.read("notes/x.tmp")).isEqualTo("not sent");
  }

  @Test
  void itDeletesNothingNeitherWhenItComesNorWhenItGoes() throws Exception {
    SortedMap<String, String> before = b.tree();
    a.vault.addSharedIgnorePattern("/photos/2019/");
    settle();
    assertThat(a.has("photos/2019/3")).isTrue();
    assertThat(b.has("photos/2019/3")).isTrue();
    b.delete("photos/2019"); // to make room
    b.sync();
    a.sync();
    assertThat(a.has("photos/2019/3")).isTrue();
    b.vault.removeSharedIgnorePattern("/photos/2019/");
    settle();
    SortedMap<String, String> after = b.tree();
    assertThat(after.remove(FILE)).isNotNull();
    assertThat(after).isEqualTo(before);
    assertThat(a.tree()).isEqualTo(b.tree());
  }

  @Test
  void aPersonMayWriteTheFileByHand() throws Exception {
    a.write(FILE, "# what nobody needs\n\n*.tmp\nbuild/\n!keep.tmp\n");
    a.write("x.tmp", "not sent");
    a.write("keep.tmp", "sent");
    a.write("app/build/out", "not sent");
    a.sync();
    b.sync();
    assertThat(b.has("x.tmp") || b.has("app/build")).isFalse();
    assertThat(b.read("keep.tmp")).isEqualTo("sent");
    assertThat(b.vault.sharedIgnorePatterns()).containsExactly("*.tmp", "build/", "!keep.tmp");
    a.vault.addSharedIgnorePattern("*.bak");
    assertThat(a.read(FILE)).isEqualTo("# what nobody needs\n\n*.tmp\nbuild/\n!keep.tmp\n*.bak\n");
  }

  /// Once the file is deleted, what it left out is sent and brought.
  @Test
  void withoutTheFileThereAreNone() throws Exception {
    a.vault.addSharedIgnorePattern("*.tmp");
    settle();
    a.write("x.tmp", "not sent yet");
    a.sync();
    b.delete(FILE);
    b.sync();
    assertThat(b.vault.sharedIgnorePatterns()).isEmpty();
    settle();
    assertThat(a.vault.sharedIgnorePatterns()).isEmpty();
    assertThat(b.read("x.tmp")).isEqualTo("not sent yet");
  }

  @Test
  void theDevicesOwnRulesComeAfterThem() throws Exception {
    a.vault.addSharedIgnorePattern("*.tmp");
    b.sync();
    b.vault.addIgnorePattern("!mine.tmp");
    b.write("mine.tmp", "sent");
    b.write("other.tmp", "not sent");
    b.sync();
    a.sync();
    assertThat(a.has("mine.tmp")).isFalse(); // left out on this device still
    assertThat(b.vault.list("", java.util.Optional.empty()))
        .extracting(e -> e.path())
        .contains("mine.tmp")
        .doesNotContain("other.tmp");
  }

  @Test
  void theyHoldOnADeviceThatHasOnlyAPart() throws Exception {
    b.vault.select(new VaultSelection(VaultSelection.Mode.ONLY, List.of("notes")));
    a.vault.addSharedIgnorePattern("*.tmp");
    b.sync();
    assertThat(b.vault.sharedIgnorePatterns()).containsExactly("*.tmp");
    b.vault.select(new VaultSelection(VaultSelection.Mode.EXCEPT, List.of(FILE, "photos")));
    assertThat(b.has(FILE)).isTrue();
    assertThat(b.has("photos")).isFalse();
  }

  @Test
  void theFileCannotLeaveItselfOut() throws Exception {
    a.vault.addSharedIgnorePattern("*");
    settle();
    assertThat(b.vault.sharedIgnorePatterns()).containsExactly("*");
    b.vault.removeSharedIgnorePattern("*");
    settle();
    assertThat(a.vault.sharedIgnorePatterns()).isEmpty();
    a.write("new", "sent");
    settle();
    assertThat(b.read("new")).isEqualTo("sent");
  }

  @Test
  void aFolderThatIsAwayKeepsItsRules() throws Exception {
    a.vault.addSharedIgnorePattern("*.tmp");
    Path away = a.folder.resolveSibling("away");
    Files.move(a.folder, away);
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    assertThat(a.vault.sharedIgnorePatterns()).containsExactly("*.tmp");
    assertThatThrownBy(() -> a.vault.addSharedIgnorePattern("*.bak"))
        .isInstanceOf(TidelockException.class);
    Files.move(away, a.folder);
    a.restart();
    assertThat(a.vault.sharedIgnorePatterns()).containsExactly("*.tmp");
  }

  @Test
  void aFileThatIsTooLargeChangesNothing() throws Exception {
    a.vault.addSharedIgnorePattern("*.tmp");
    a.write(FILE, "x\n".repeat(200_000));
    a.sync();
    assertThat(a.vault.sharedIgnorePatterns()).containsExactly("*.tmp");
    assertThatThrownBy(() -> a.vault.addSharedIgnorePattern("*.bak"))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void whatIsNoPatternIsRefused() throws Exception {
    for (String pattern : new String[] {"", " ", "a\nb"})
      assertThatThrownBy(() -> a.vault.addSharedIgnorePattern(pattern))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThatThrownBy(() -> a.vault.removeSharedIgnorePattern("*.tmp"))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(a.has(FILE)).isFalse();
  }

  /// A watcher tells of the top folder only.
  @Test
  void aRoundOverOneFolderLooksAtAllWhenTheRulesChange() throws Exception {
    b.vault.addIgnorePattern("late");
    b.write("notes/late", "left out until now");
    b.sync();
    b.vault.removeIgnorePattern("late");
    b.write(FILE, "*.tmp\n");
    TestDevice.round(b.vault, Set.of(LocalPath.ROOT));
    a.sync();
    assertThat(a.read("notes/late")).isEqualTo("left out until now");
    assertThat(a.vault.sharedIgnorePatterns()).containsExactly("*.tmp");
  }

  @Test
  void aPreviewSaysWhatWouldBeLeftOut() throws Exception {
    IgnorePreview preview = a.vault.previewIgnore("2019/", true);
    assertThat(preview.paths()).containsExactly("photos/2019");
    assertThat(preview.files()).isEqualTo(30);
    assertThat(preview.bytes()).isEqualTo(10 * 7 + 20 * 8);
    assertThat(a.vault.previewIgnore("*.tmp", false).files()).isZero();
    a.vault.addIgnorePattern("!photos/2019/");
    assertThat(a.vault.previewIgnore("2019/", true).files()).isZero();
    assertThat(a.vault.previewIgnore("2019/", false).files()).isEqualTo(30);
    assertThat(a.vault.sharedIgnorePatterns()).isEmpty();
  }
}
