package org.tidelock.app.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Of a log a report shows what the program itself has said, and nothing that anybody else could have put there.
final class LogExcerptTest {
  private static final String START = "2026-11-24T14:33:00.123456Z INFO ";

  private static LogExcerpt.Excerpt excerpt(String... lines) {
    return new LogExcerpt(new StandIns()).of(List.of(lines));
  }

  private static List<String> shown(String... lines) {
    return excerpt(lines).shown().stream().map(LogExcerpt.Shown::text).toList();
  }

  @Test
  void whatStandsInTheClassThatLoggedItIsShownWithItsNumbers() {
    assertThat(
            shown(
                START
                    + "engine.transfer.UploadSizes: the storage does not take 5000000 bytes at once; packs are smaller from now on"))
        .containsExactly(
            "2026-11-24T14:33:00Z INFO engine.transfer.UploadSizes: the storage does not take 5000000 bytes at once; packs are smaller from now on");
  }

  private static String size(int bytes) {
    return START
        + "engine.transfer.UploadSizes: the storage does not take "
        + bytes
        + " bytes at once; packs are smaller from now on";
  }

  @Test
  void ofVeryMuchTheNewestIsShown() {
    String[] lines =
        IntStream.rangeClosed(1, 205).mapToObj(LogExcerptTest::size).toArray(String[]::new);
    assertThat(shown(lines))
        .hasSize(200)
        .satisfies(
            all -> {
              assertThat(all.getFirst()).contains("take 6 bytes");
              assertThat(all.getLast()).contains("take 205 bytes");
            });
  }

  /// No line of the program's is so long; what comes after it was thrown by it, and by nothing before it.
  @Test
  void whatBelongsToALineWithoutEndIsLeftOutWithIt() {
    var excerpt = excerpt(size(1), size(2) + " ".repeat(2000), "  java.lang.IllegalStateException");
    assertThat(excerpt.shown()).hasSize(1);
    assertThat(excerpt.left()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "7 canary",
        "CANARY",
        "canary.txt",
        "c",
        "(hidden)",
        "a/b",
        "0.1.canary"
      })
  void ofWhatWasFilledInNothingElseIsShown(String value) {
    assertThat(
            shown(
                START
                    + "engine.transfer.UploadSizes: the storage does not take "
                    + value
                    + " bytes at once; packs are smaller from now on"))
        .containsExactly(
            "2026-11-24T14:33:00Z INFO engine.transfer.UploadSizes: the storage does not take (hidden) bytes at once; packs are smaller from now on");
  }

  /// A folder that is called by digits only is an id for the log.
  @ParameterizedTest
  @ValueSource(strings = {"4111111111111111", "20240131123456789", "12345678901234567890"})
  void aNameOfDigitsIsNoNumber(String value) {
    assertThat(
            shown(
                START
                    + "engine.transfer.UploadSizes: the storage does not take "
                    + value
                    + " bytes at once; packs are smaller from now on"))
        .singleElement()
        .asString()
        .doesNotContain(value)
        .contains("does not take object#1 bytes");
  }

  /// What is in the report is not a reason for itself.
  @Test
  void theWordsOfAValueAreTheProgramsOwnOnlyIfItSaysThem() {
    LogExcerpt.Shown shown =
        excerpt(
                START
                    + "engine.transfer.UploadSizes: the storage does not take 1234567 bytes at once; packs are smaller from now on")
            .shown()
            .getFirst();
    assertThat(shown.text()).contains("1234567");
    assertThat(shown.words()).doesNotContain("1234567");
  }

  /// Right after an update most lines are of the version before.
  @Test
  void linesThatAreNotRecognisedTakeNoRoom() {
    List<String> lines = new ArrayList<>();
    lines.add(
        START
            + "engine.transfer.UploadSizes: the storage does not take 5000000 bytes at once; packs are smaller from now on");
    for (int i = 0; i < 1000; i++)
      lines.add(START + "engine.transfer.UploadSizes: something that was said once");
    LogExcerpt.Excerpt excerpt = excerpt(lines.toArray(String[]::new));
    assertThat(excerpt.shown()).hasSize(1);
    assertThat(excerpt.left()).isEqualTo(1000);
  }

  /// Somebody may call a file like that.
  @Test
  void idsAreShownByPlaceholdersThatStayTheSame() {
    String twin = START + "engine.twin.Twin: a twin of this device has written ";
    assertThat(
            shown(
                twin + "deadbeefdeadbeefdeadbeef",
                twin + "log/3fa9c0ffee3fa9c0ffee3fa9c0ffee00",
                twin + "deadbeefdeadbeefdeadbeef"))
        .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
        .containsExactly("object#1", "object#2", "object#1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engine.transfer.UploadSizes: canary does not take 5 bytes at once",
        "engine.transfer.UploadSizes: the storage does not take 5 bytes at once; packs are smaller from now on canary",
        "engine.transfer.UploadSizes: canary",
        "engine.transfer.UploadSizes: a twin of this device has written 5",
        "engine.transfer.Canary: the storage does not take 5 bytes at once; packs are smaller from now on",
        "Canary: canary",
        "canary.Canary: canary",
        "engine.transfer.UploadSizes canary",
      })
  void whatIsNotInTheProgramIsLeftOutAndCounted(String line) {
    LogExcerpt.Excerpt excerpt = excerpt(START + line, "canary " + START + line, "canary");
    assertThat(excerpt.shown()).isEmpty();
    assertThat(excerpt.left()).isEqualTo(3);
  }

  @Test
  void ofAnotherLibraryOnlyItsNameIsShown() {
    assertThat(shown(START + "okhttp3.OkHttpClient: canary at canary"))
        .containsExactly("2026-11-24T14:33:00Z INFO okhttp3.OkHttpClient");
  }

  @Test
  void ofAnExceptionItsClassCodeAndPlacesAreShownIfThereAreSuch() {
    assertThat(
            shown(
                START + "app.cli.Cli: SyncCommand ended with STORAGE",
                "  org.tidelock.engine.TidelockException STORAGE",
                "    at org.tidelock.engine.core.Work.round(Work.java:99)",
                "    at java.base/java.lang.Thread.run(Thread.java:1474)",
                "    at app//org.tidelock.engine.core.Work.canary(Work.java:99)",
                "    at org.tidelock.engine.core.Canary.run(Canary.java:99)",
                "    at canary",
                "  org.tidelock.Canary STORAGE",
                "  java.io.IOException CANARY",
                "  java.io.IOException: canary"))
        .containsExactly(
            "2026-11-24T14:33:00Z INFO app.cli.Cli: SyncCommand ended with STORAGE",
            "  org.tidelock.engine.TidelockException STORAGE",
            "    at org.tidelock.engine.core.Work.round:99",
            "    at java.lang.Thread.run:1474",
            "  (hidden)",
            "  java.io.IOException");
  }

  @Test
  void aLineThatIsTooLongOrTheRestOfOneIsLeftOut() {
    assertThat(shown("    at canary", "  canary", START + "a.".repeat(100_000))).isEmpty();
  }

  @Test
  void theWordsOfWhatIsShownAreTheProgramsOwn() {
    LogExcerpt.Shown shown =
        excerpt(
                START
                    + "engine.transfer.UploadSizes: the storage does not take canary bytes at once; packs are smaller from now on")
            .shown()
            .getFirst();
    assertThat(shown.words()).contains("storage", "uploadsizes", "hidden").doesNotContain("canary");
    assertThat(new LastLook(shown.text(), shown.words()).unexplained()).isEmpty();
  }
}
