package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

final class StatusSentenceTest {
  private static final Instant NOW = SampleWorld.CLOCK.instant();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UP_TO_DATE | SUCCESS | Everything is up to date | 12,408 files, 184.0 GB. Last change 2 minutes ago. | Up to date
          CHECKING | ACCENT | Looking for changes | 12,408 files, 184.0 GB. | Looking for changes
          SYNCING | ACCENT | Syncing, working out the time | 12,408 files, 184.0 GB. | Syncing
          PAUSED | NEUTRAL | Paused | 3 changes are waiting on this computer. Nothing is lost while paused. | Paused
          OFFLINE | NEUTRAL | Working offline | Your files are here and usable. 3 changes wait for the storage. | Working offline
          ATTENTION | WARNING | Something needs you | See Issues for what it is about. | Something needs you
          STOPPED | DANGER | Sync has stopped | See Issues for what it is about. | Sync has stopped
          LOCKED | NEUTRAL | Vault is locked | Files on this computer stay as they are. Unlock to continue syncing. | Locked
          """)
  void everyStateHasItsWords(State state, Tone tone, String title, String support, String chip) {
    var words = say(status(state, state == State.UP_TO_DATE ? 0 : 3));
    assertThat(words.sentence()).isEqualTo(title);
    assertThat(words.support()).isEqualTo(support);
    assertThat(words.chip()).isEqualTo(chip);
    assertThat(words.tone()).isEqualTo(tone);
  }

  /// I9: green is for one state only, and colour is never alone.
  @ParameterizedTest
  @EnumSource(State.class)
  void onlyUpToDateIsGreen(State state) {
    assertThat(say(status(state, 1)).tone() == Tone.SUCCESS).isEqualTo(state == State.UP_TO_DATE);
    var icons =
        Arrays.stream(State.values()).map(one -> say(status(one, 1)).look().icon()).toList();
    assertThat(icons).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PAUSED | 0 | Nothing is waiting on this computer.
          PAUSED | 1 | 1 change is waiting on this computer. Nothing is lost while paused.
          PAUSED | 1204 | 1,204 changes are waiting on this computer. Nothing is lost while paused.
          OFFLINE | 0 | Your files are here and usable. Changes sync when the storage answers again.
          OFFLINE | 1 | Your files are here and usable. 1 change waits for the storage.
          """)
  void whatWaitsIsCounted(State state, long waiting, String support) {
    assertThat(say(status(state, waiting)).support()).isEqualTo(support);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20 | Syncing, about 1 minute left
          180 | Syncing, about 3 minutes left
          5340 | Syncing, about 89 minutes left
          7200 | Syncing, about 2 hours left
          """)
  void progressHasAShareAndATime(long seconds, String sentence) {
    var words = say(syncing(38, 214, 850, 1_700, 4e6, Optional.of(Duration.ofSeconds(seconds))));
    assertThat(words.sentence()).isEqualTo(sentence);
    assertThat(words.look().progress()).isEqualTo(0.5);
    assertThat(words.chip()).isEqualTo("Syncing 176 files");
  }

  @Test
  void withoutASpeedNoneIsSaid() {
    assertThat(say(syncing(1, 2, 850, 1_700, 0, Optional.empty())).support())
        .isEqualTo("1 of 2 files. 850 bytes of 2 KB.");
    assertThat(say(syncing(1, 2, 850, 1_700, 0, Optional.empty())).chip())
        .isEqualTo("Syncing 1 file");
  }

  @Test
  void progressNeverLeavesItsRing() {
    assertThat(say(syncing(5, 4, 2_000, 1_700, 1, Optional.empty())).look().progress()).isOne();
    assertThat(say(syncing(0, 0, 0, 0, 1, Optional.empty())).look().progress()).isZero();
    assertThat(say(syncing(1, 4, 0, 0, 1, Optional.empty())).look().progress()).isEqualTo(.25);
  }

  @Test
  void whatNeedsThePersonIsNamed() {
    assertThat(say(SampleWorld.attention()).sentence()).isEqualTo("2 things need you");
    assertThat(say(SampleWorld.stopped()).support())
        .isEqualTo(
            "The folder cannot be found: /home/mira/Tidelock. Nothing was deleted anywhere. "
                + "Connect its drive, or put the folder back.");
    assertThat(say(SampleWorld.attention()).support())
        .isEqualTo(
            "Studio/Kestrel House/Budget 2027.xlsx: No permission to read. "
                + "The system does not let Tidelock read it. Nothing was deleted elsewhere.");
  }

  @Test
  void informationNeedsNobody() {
    var issues =
        List.of(
            issue(Issue.Severity.INFO),
            issue(Issue.Severity.ATTENTION),
            issue(Issue.Severity.DECIDE));
    assertThat(StatusSentence.needing(issues)).containsExactly(issues.get(1), issues.get(2));
  }

  @Test
  void aPauseWithAnEndNamesIt() {
    var words = say(SampleWorld.paused());
    assertThat(words.sentence()).isEqualTo("Paused until 16:00");
    assertThat(words.chip()).isEqualTo("Paused until 16:00");
  }

  private static StatusSentence say(Status status) {
    var texts = Texts.in(Locale.ENGLISH);
    return StatusSentence.of(status, texts, new Formats(texts, SampleWorld.CLOCK));
  }

  private static Issue issue(Issue.Severity severity) {
    return new Issue(
        "i",
        severity,
        Issue.Kind.STORAGE,
        "STO-01",
        Title.KEEPS_CHANGING.of(),
        Body.SENT_WHEN_STILL.of(),
        Optional.empty(),
        NOW);
  }

  private static Status status(State state, long waiting) {
    return status(state, waiting, Optional.empty());
  }

  private static Status syncing(
      long files, long of, long bytes, long total, double speed, Optional<Duration> left) {
    return status(
        State.SYNCING,
        of,
        Optional.of(
            new Progress(
                Progress.Phase.SENDING, files, of, bytes, total, speed, 0, left, List.of())));
  }

  private static Status status(State state, long waiting, Optional<Progress> progress) {
    return new Status(
        state,
        SampleWorld.FILES,
        SampleWorld.BYTES,
        412,
        waiting,
        waiting * 1000,
        Optional.of(NOW.minusSeconds(130)),
        Optional.of(NOW),
        Optional.empty(),
        progress,
        List.of());
  }
}
