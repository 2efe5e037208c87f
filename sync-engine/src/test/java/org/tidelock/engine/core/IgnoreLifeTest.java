package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.phrase.Happened;

/// The life of an ignore rule: it comes, things happen on both sides while it is there, and it goes. It deletes nothing (sync.md, case 156), and what others did
/// meanwhile arrives when it is gone.
final class IgnoreLifeTest extends TwoDevices {
  private static final String RULE = "photos/";

  /// A folder in which nothing is left is another matter.
  @BeforeEach
  void somethingStays() throws Exception {
    a.write("stays", "stays");
  }

  private void leftOutOnB(String... files) throws Exception {
    for (String file : files) a.write(file, file);
    exchange();
    b.vault.addIgnorePattern(RULE);
    b.sync();
  }

  private void assertBothHave(String... paths) {
    for (String path : paths) {
      assertThat(a.has(path)).as("a has " + path).isTrue();
      assertThat(b.has(path)).as("b has " + path).isTrue();
    }
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  void whatWasDeletedHereWhileItWasLeftOutComesBack() throws Exception {
    leftOutOnB("photos/1", "photos/deep/2", "text");
    b.delete("photos");
    exchange();
    b.vault.removeIgnorePattern(RULE);
    exchange();
    assertBothHave("photos/1", "photos/deep/2", "text");
    assertThat(a.vault.listDeleted("")).isEmpty();
  }

  @Test
  void oneFileOfManyThatWasDeletedHereComesBack() throws Exception {
    leftOutOnB("photos/1", "photos/2");
    b.delete("photos/1");
    b.vault.removeIgnorePattern(RULE);
    exchange();
    assertBothHave("photos/1", "photos/2");
  }

  @Test
  void anExceptionDeletesNothingEither() throws Exception {
    a.write("x.raw", "x");
    a.write("keep.raw", "keep");
    exchange();
    b.vault.addIgnorePattern("*.raw");
    b.sync();
    b.delete("x.raw");
    b.delete("keep.raw");
    b.sync();
    b.vault.addIgnorePattern("!keep.raw");
    exchange();
    assertThat(a.has("x.raw")).isTrue();
    assertThat(a.has("keep.raw")).isTrue();
    assertThat(b.has("keep.raw")).isTrue();
    assertThat(b.has("x.raw")).isFalse();
    b.vault.removeIgnorePattern("*.raw");
    exchange();
    assertBothHave("x.raw", "keep.raw");
  }

  @Test
  void noRestartBetweenTheRuleAndTheLookDeletesAnything() throws Exception {
    leftOutOnB("photos/1");
    b.delete("photos");
    b.vault.removeIgnorePattern(RULE);
    b.restart();
    exchange();
    assertBothHave("photos/1");
  }

  /// The index has forgotten what is missing; that the rule is settled is not noted.
  @Test
  void anEndBetweenTheLookAndItsNoteDeletesNothing() throws Exception {
    leftOutOnB("photos/1", "photos/2");
    b.delete("photos/1");
    b.vault.removeIgnorePattern(RULE);
    Path inTheWay = b.home.resolve("choices.properties.new");
    Files.createDirectories(inTheWay.resolve("something"));
    assertThatThrownBy(b::sync).isInstanceOf(TidelockException.class);
    TestDevice.deleteTree(inTheWay);
    b.restart();
    exchange();
    assertBothHave("photos/1", "photos/2");
  }

  /// Nobody looked while it was there.
  @Test
  void aRuleThatCameAndWentBetweenTwoLooksDeletesNothing() throws Exception {
    a.write("photos/1", "1");
    exchange();
    b.vault.addIgnorePattern(RULE);
    b.delete("photos");
    b.vault.removeIgnorePattern(RULE);
    exchange();
    assertBothHave("photos/1");
  }

  /// A watcher tells of the folder before the whole look.
  @Test
  void aLookAtTheFolderAloneDeletesNothing() throws Exception {
    leftOutOnB("photos/1", "photos/2");
    b.delete("photos/1");
    b.vault.removeIgnorePattern(RULE);
    TestDevice.round(b.vault, Set.of(new LocalPath(List.of("photos"))));
    exchange();
    assertBothHave("photos/1", "photos/2");
  }

  @Test
  void aPreviewShowsNoDeletion() throws Exception {
    leftOutOnB("photos/1");
    b.delete("photos");
    b.vault.removeIgnorePattern(RULE);
    assertThat(b.vault.preview().toDeleteThere().files()).isZero();
  }

  /// Only what was gone when the rule went.
  @Test
  void whatIsDeletedLaterIsDeleted() throws Exception {
    leftOutOnB("photos/1", "photos/2");
    b.vault.removeIgnorePattern(RULE);
    exchange();
    b.delete("photos/1");
    exchange();
    assertThat(a.has("photos/1")).isFalse();
    assertThat(a.has("photos/2")).isTrue();
    assertThat(a.vault.listDeleted("")).isNotEmpty();
  }

  @Test
  void whatOthersDidMeanwhileArrives() throws Exception {
    leftOutOnB("photos/changed", "photos/moved", "photos/gone", "photos/same");
    a.write("photos/changed", "as a has changed it");
    a.write("photos/new", "new");
    a.write("photos/more/new", "new");
    a.move("photos/moved", "elsewhere");
    a.delete("photos/gone");
    exchange();
    assertThat(b.read("photos/changed")).isEqualTo("photos/changed");
    assertThat(b.has("photos/new")).isFalse();
    b.vault.removeIgnorePattern(RULE);
    exchange();
    assertBothHave("photos/changed", "photos/new", "photos/more/new", "elsewhere", "photos/same");
    assertThat(b.has("photos/gone")).isFalse();
  }

  @Test
  void bothEditsAreKept() throws Exception {
    leftOutOnB("photos/1");
    a.write("photos/1", "of a, longer");
    b.write("photos/1", "of b");
    b.write("photos/of b", "new");
    exchange();
    b.vault.removeIgnorePattern(RULE);
    exchange();
    exchange();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(5);
    assertThat(a.has("photos/of b")).isTrue();
  }

  /// It was left out there, too, and goes as everything else does that others have deleted.
  @Test
  void aFolderThatAnotherHasDeletedGoesWhenTheRuleGoes() throws Exception {
    leftOutOnB("photos/1", "text");
    a.delete("photos");
    exchange();
    assertThat(b.has("photos/1")).isTrue();
    assertThat(a.has("photos/1")).isFalse();
    b.vault.removeIgnorePattern(RULE);
    exchange();
    assertThat(b.has("photos/1")).isFalse();
    assertThat(b.tree()).isEqualTo(a.tree()).hasSize(2);
  }

  /// On b they were never anything else.
  private void leftOutInAFolderThatAHasDeleted() throws Exception {
    b.vault.addIgnorePattern("*.o");
    a.write("code/one.c", "c");
    a.write("code/deep/two.c", "c");
    exchange();
    b.write("code/one.o", "o");
    b.write("code/deep/two.o", "o");
    b.write("code/.DS_Store", "strewn");
    b.sync();
    a.delete("code");
    a.sync();
  }

  private void assertLeftBehind() {
    assertThat(b.tree().keySet())
        .containsExactly(
            "code", "code/.DS_Store", "code/deep", "code/deep/two.o", "code/one.o", "stays");
    assertThat(a.tree()).containsOnlyKeys("stays");
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  void aFolderOfWhichOnlyWhatIsLeftOutRemainsStaysHereAndIsToldOnce() throws Exception {
    leftOutInAFolderThatAHasDeleted();
    SyncReport report = b.sync();
    assertThat(report.state()).isEqualTo(State.UP_TO_DATE);
    assertThat(report.problems()).isEmpty();
    assertLeftBehind();
    assertThat(b.vault.issues())
        .filteredOn(i -> i.code().equals("LOC-17"))
        .extracting(i -> i.path().orElseThrow())
        .containsExactlyInAnyOrder("code", "code/deep");
    exchange();
    b.restart();
    exchange();
    assertLeftBehind();
    assertThat(a.vault.activity(100, Optional.empty()))
        .as("nothing is sent of it")
        .noneMatch(x -> !x.thisDevice() && x.path().startsWith("code"));
  }

  @Test
  void whatComesIntoAFolderThatStayedIsSent() throws Exception {
    leftOutInAFolderThatAHasDeleted();
    exchange();
    b.write("code/deep/new.c", "new");
    exchange();
    assertThat(a.read("code/deep/new.c")).isEqualTo("new");
    assertThat(a.tree()).doesNotContainKey("code/deep/two.o").doesNotContainKey("code/one.c");
    assertThat(b.vault.issues()).filteredOn(i -> i.code().equals("LOC-17")).isEmpty();
  }

  @Test
  void aFolderThatStayedIsTheOneThatAnotherMakesAgain() throws Exception {
    leftOutInAFolderThatAHasDeleted();
    exchange();
    a.write("code/deep/new.c", "new");
    exchange();
    assertThat(b.read("code/deep/new.c")).isEqualTo("new");
    assertThat(b.read("code/deep/two.o")).isEqualTo("o");
    assertThat(b.vault.issues()).filteredOn(i -> i.code().equals("LOC-17")).isEmpty();
    b.vault.removeIgnorePattern("*.o");
    exchange();
    assertThat(a.read("code/one.o")).isEqualTo("o");
    assertThat(a.read("code/deep/two.o")).isEqualTo("o");
  }

  @Test
  void aFolderThatStayedIsSentWhenTheRuleGoes() throws Exception {
    leftOutInAFolderThatAHasDeleted();
    exchange();
    b.vault.removeIgnorePattern("*.o");
    exchange();
    assertThat(a.read("code/deep/two.o")).isEqualTo("o");
    assertThat(a.tree()).doesNotContainKey("code/deep/two.c");
  }

  @Test
  void aFolderOfWhichAllIsLeftOutIsSyncedWhenSomethingElseComes() throws Exception {
    b.vault.addIgnorePattern("*.o");
    b.write("out/deep/x.o", "o");
    b.write("empty/.DS_Store", "strewn");
    exchange();
    assertThat(a.tree()).containsOnlyKeys("empty", "stays");
    b.write("out/readme", "text");
    exchange();
    assertThat(a.tree()).containsOnlyKeys("empty", "out", "out/readme", "stays");
    Files.createDirectory(a.folder.resolve("out/deep"));
    exchange();
    assertThat(b.read("out/deep/x.o")).isEqualTo("o");
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  /// Something that is neither synced nor left out keeps it as it is, and is not looked for without end.
  @Test
  void whatIsInTheWayIsNotLookedAtWithoutEnd() throws Exception {
    a.write("code/one.c", "c");
    exchange();
    Files.createSymbolicLink(b.folder.resolve("code/out"), root.resolve("elsewhere"));
    a.delete("code");
    a.sync();
    SyncReport report = b.sync();
    assertThat(report.problems()).extracting(SyncReport.Problem::path).contains("code");
    assertThat(a.sync().received().requests()).as("of a round in which nothing is").isEqualTo(1);
    assertThat(b.sync().received().requests()).as("rounds").isLessThanOrEqualTo(4);
    assertThat(b.has("code/out")).isTrue();
  }

  /// It would be kept and do nothing, and nobody would know why.
  @ParameterizedTest
  @CsvSource({
    "'# build', PATTERN_IS_COMMENT",
    "'[abc', PATTERN_BRACKET",
    "/, NO_PATTERN",
    "!, NO_PATTERN",
    "' ', NO_PATTERN"
  })
  void whatNothingCanMatchIsRefused(String line, Happened why) throws Exception {
    for (ThrowableAssert.ThrowingCallable call :
        List.<ThrowableAssert.ThrowingCallable>of(
            () -> a.vault.addIgnorePattern(line),
            () -> a.vault.addSharedIgnorePattern(line),
            () -> a.vault.previewIgnore(line, false)))
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              TidelockException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
                assertThat(e.happened().phrase()).isEqualTo(why);
              });
    assertThat(a.vault.ignorePatterns()).isEmpty();
    assertThat(a.vault.sharedIgnorePatterns()).isEmpty();
  }
}
