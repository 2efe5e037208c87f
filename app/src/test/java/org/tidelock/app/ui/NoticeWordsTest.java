package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.ui.NoticeRules.Saying;
import org.tidelock.app.ui.NoticeRules.What;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

/// What notifications say, and where they lead.
final class NoticeWordsTest {
  private final FakeVault vault = SampleWorld.vault();

  private static NoticeWords.Writing writing(String language, boolean isDiscreet) {
    var texts = Texts.in(Locale.forLanguageTag(language));
    return new NoticeWords.Writing(texts, new Formats(texts, SampleWorld.CLOCK), isDiscreet);
  }

  private static String say(Saying saying, boolean isDiscreet) {
    var words = NoticeWords.of(saying, SampleWorld.upToDate(), writing("en", isDiscreet));
    return words.title() + " | " + words.body();
  }

  private static Saying open(NoticeKind kind, Status... statuses) {
    return new Saying.Open(
        kind, Arrays.stream(statuses).flatMap(status -> status.issues().stream()).toList());
  }

  private Status held() {
    return SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_204);
  }

  private static Issue device() {
    return new Issue(
        "device:7",
        Issue.Severity.INFO,
        Issue.Kind.SAFETY,
        Issue.DEVICE_ADDED,
        Title.DEVICE_ADDED.of("Kitchen laptop"),
        Body.IF_NOT_YOURS.of(),
        Optional.empty(),
        SampleWorld.CLOCK.instant());
  }

  @Test
  void oneIssueIsToldInItsOwnWords() {
    assertThat(say(open(NoticeKind.DECISION, held()), false))
        .startsWith("Stopped before deleting 1,204 files | They are gone from this folder.");
    assertThat(say(open(NoticeKind.DECISION, SampleWorld.stopped()), false))
        .isEqualTo(
            "The folder cannot be found: /home/mira/Tidelock | Nothing was deleted anywhere. Connect its drive, or put the folder back.");
    assertThat(say(new Saying.Open(NoticeKind.DEVICE, List.of(device())), false))
        .startsWith("The device Kitchen laptop was added to the vault | If it is not yours");
    assertThat(say(open(NoticeKind.CONFLICT, SampleWorld.conflict(vault, 2)), false))
        .startsWith("A file was changed on two devices | Both versions are kept")
        .contains("Documents/Budget.xlsx", "Tablet 1");
  }

  @Test
  void severalAreCounted() {
    assertThat(say(open(NoticeKind.DECISION, held(), SampleWorld.stopped()), false))
        .isEqualTo("2 things wait for your decision | Open Tidelock to see what it is.");
    var conflict = SampleWorld.conflict(vault, 2);
    assertThat(say(open(NoticeKind.CONFLICT, conflict, conflict, conflict), false))
        .isEqualTo("3 files were changed on two devices | Both versions are kept.");
    assertThat(say(new Saying.Received(14, "a/Budget.xlsx", "Studio iMac"), false))
        .isEqualTo("14 files have come from other devices | ");
    assertThat(say(new Saying.Received(1, "a/Budget.xlsx", "Studio iMac"), false))
        .isEqualTo("Budget.xlsx has come from Studio iMac | ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FIRST_SYNC | The first sync is complete | 12,408 files, 184.0 GB.
          SYNCED | Everything is up to date | 12,408 files, 184.0 GB.
          ONLINE | The storage can be reached again | ''
          """)
  void eventsHaveTheirWords(What what, String title, String body) {
    assertThat(say(new Saying.Event(NoticeKind.COMPLETION, what), true))
        .isEqualTo(title + " | " + body);
  }

  @Test
  void whatCannotBeReachedIsToldWithWhatWaits() {
    var offline = new Saying.Event(NoticeKind.CONNECTION, What.OFFLINE);
    var words = NoticeWords.of(offline, SampleWorld.offline(), writing("en", true));
    assertThat(words.title()).isEqualTo("No connection to the storage");
    assertThat(words.body())
        .isEqualTo("Your files are here and usable. 3 changes wait for the storage.");
  }

  /// Who else may look at the screen learns that something is, and not what.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void discreetWordsHaveNoNames(String language) {
    List<Saying> all = new ArrayList<>();
    all.add(open(NoticeKind.DECISION, held()));
    all.add(open(NoticeKind.DECISION, SampleWorld.stopped()));
    all.add(open(NoticeKind.CONFLICT, SampleWorld.conflict(vault, 2)));
    all.add(open(NoticeKind.STORAGE, SampleWorld.signInNeeded(Issue.SIGN_IN)));
    all.add(new Saying.Open(NoticeKind.DEVICE, List.of(device())));
    all.add(new Saying.Received(1, "a/Budget.xlsx", "Studio iMac"));
    String[] names = {"mira", "Budget", "Tablet", "Kitchen", "iMac", "Documents", "server"};
    var open = new ArrayList<String>();
    for (var saying : all) {
      var words = NoticeWords.of(saying, SampleWorld.upToDate(), writing(language, true));
      assertThat(words.title()).isNotBlank();
      assertThat(words.title() + words.body()).doesNotContain(names).doesNotContain("{");
      var named = NoticeWords.of(saying, SampleWorld.upToDate(), writing(language, false));
      open.add(named.title() + named.body());
    }
    for (var name : names) {
      if (!name.equals("server")) {
        assertThat(open).as("found where it may be").anyMatch(words -> words.contains(name));
      }
    }
  }

  @Test
  void aClickLeadsToWhatItIsAbout() {
    assertThat(opens(open(NoticeKind.DECISION, held())))
        .contains(new Destination(PageId.ISSUES, Optional.of("hold:1")));
    assertThat(opens(open(NoticeKind.CONFLICT, SampleWorld.conflict(vault, 2))))
        .contains(new Destination(PageId.ISSUES, Optional.of("conflict:00")));
    assertThat(opens(new Saying.Open(NoticeKind.DEVICE, List.of(device()))))
        .contains(Destination.of(PageId.DEVICES));
    assertThat(opens(new Saying.Received(1, "a/b.txt", "Laptop")))
        .contains(new Destination(PageId.FILES, Optional.of("a/b.txt")));
    assertThat(opens(new Saying.Received(2, "a/b.txt", "Laptop")))
        .contains(Destination.of(PageId.ACTIVITY));
  }

  private static Optional<Destination> opens(Saying saying) {
    return NoticeWords.of(saying, SampleWorld.upToDate(), writing("en", true)).opens();
  }

  @Test
  void aRestoreIsToldAsItEnded() {
    assertThat(restored(14, 2, new RestoreReport.End.Whole())).isEqualTo("14 files restored. | ");
    assertThat(restored(0, 2, new RestoreReport.End.Whole())).isEqualTo("2 folders restored. | ");
    var failure =
        new TidelockException(ErrorCode.LOCAL, "The disk is full.", "Nothing was lost.", "");
    assertThat(restored(14, 0, new RestoreReport.End.Failed(failure)))
        .isEqualTo("Not all of it could be restored | Open Tidelock to see what it is.");
  }

  private static String restored(long files, long folders, RestoreReport.End end) {
    var report = new RestoreReport(files, 1, folders, List.of(), 0, Optional.empty(), end);
    var words = NoticeWords.of(report, writing("en", true));
    return words.title() + " | " + words.body();
  }
}
