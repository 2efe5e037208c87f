package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.app.ui.activity.ActivityFilter;
import org.tidelock.app.ui.activity.ActivityFilter.Group;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.files.Place;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.engine.Activity;

/// What is too small for a file of its own.
final class SmallModelsTest {
  private static final Texts EN = Texts.in(Locale.ENGLISH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SENT | Studio/plan.pdf | true | '' | plan.pdf | Studio | Uploaded | from this computer
          SENT | plan.pdf | false | '' | plan.pdf | '' | Uploaded | from Studio iMac
          RECEIVED | a/b/c.txt | false | '' | c.txt | a/b | Downloaded | from Studio iMac
          DELETED | a/b | true | 14 | b | a | Deleted, with 14 items | deleted on this computer
          CHECKED | '' | true | '' | Checked | '' | All objects are fine | all objects are fine
          CHECKED | '' | true | 9 | Checked | '' | 9 objects are damaged | 9 objects are damaged
          RENAMED | a/b | true | a/c | b | a | Renamed from c | renamed on this computer
          RENAMED | a/b | false | b | b | a | Moved from Whole vault | renamed on Studio iMac
          CONFLICT | a/b | false | a/b (iMac) | b | a | Changed on two devices | changed on two devices
          STAYED | a/b | true | c | b | a | Not moved to c, which was moved into it at the same time | stays, though this computer had moved it: two moves met
          RENAMED | a | false | '' | a | '' | Renamed | renamed on Studio iMac
          """)
  void activitiesHaveTheirWords(
      Activity.Kind kind,
      String path,
      boolean here,
      String detail,
      String name,
      String folder,
      String what,
      String by) {
    var activity =
        new Activity(1, SampleWorld.CLOCK.instant(), kind, path, "Studio iMac", here, 1, detail);
    var words = ActivityWords.of(activity, EN);
    assertThat(words.name()).isEqualTo(name);
    assertThat(words.folder()).isEqualTo(folder);
    assertThat(words.what()).isEqualTo(what);
    assertThat(words.by()).isEqualTo(by);
    assertThat(words.device()).isEqualTo(here ? "This computer" : "Studio iMac");
  }

  /// The engine does not say who deleted or renamed what arrives that way.
  @Test
  void aDeviceThatIsNotKnownIsAnotherOne() {
    var activity =
        new Activity(1, SampleWorld.CLOCK.instant(), Activity.Kind.DELETED, "a", "", false, 1, "");
    var words = ActivityWords.of(activity, EN);
    assertThat(words.by()).isEqualTo("deleted on another device");
    assertThat(words.device()).isEqualTo("Another device");
  }

  @ParameterizedTest
  @EnumSource(Activity.Kind.class)
  void everyKindIsInAGroup(Activity.Kind kind) {
    var activity = new Activity(1, Instant.EPOCH, kind, "Photos/Harbour.JPG", "iMac", false, 1, "");
    assertThat(ActivityFilter.NONE.test(activity)).isTrue();
    assertThat(ActivityFilter.NONE.containing(" harbour ").test(activity)).isTrue();
    assertThat(ActivityFilter.NONE.containing("harbor").test(activity)).isFalse();
    assertThat(ActivityFilter.NONE.on(Optional.of("iMac")).test(activity)).isTrue();
    assertThat(ActivityFilter.NONE.on(Optional.of("NAS")).test(activity)).isFalse();
    assertThat(ActivityFilter.NONE.with(Group.PROBLEMS).test(activity))
        .isEqualTo(kind == Activity.Kind.CONFLICT || kind == Activity.Kind.STAYED);
  }

  /// A check that found something is one, too.
  @Test
  void aCheckThatFoundSomethingIsAProblem() {
    for (String found : new String[] {"", "0", "2"}) {
      var check = new Activity(1, Instant.EPOCH, Activity.Kind.CHECKED, "", "iMac", true, 0, found);
      assertThat(ActivityFilter.NONE.with(Group.PROBLEMS).test(check))
          .as(found)
          .isEqualTo(found.equals("2"));
    }
  }

  @ParameterizedTest
  @CsvSource({"'', '', ''", "a, '', a", "a/b, a, b", "a/b/c.txt, a/b, c.txt"})
  void placesAreTakenApart(String path, String parent, String name) {
    assertThat(Place.parent(path)).isEqualTo(parent);
    assertThat(Place.name(path)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "file:///mnt/attic/vault, /mnt/attic/vault",
    "file:///home/mira/Tidelock%20vault, /home/mira/Tidelock vault",
    "https://cloud.example/dav, https://cloud.example/dav",
    "file:relative, file:relative"
  })
  void aStorageIsNamedAsPeopleWriteIt(String url, String name) {
    assertThat(StorageName.of(url).replace('\\', '/')).isEqualTo(name);
  }

  @Test
  void speedsOfTheLastTenMinutesInSlots() {
    var history = new SpeedHistory();
    var now = Instant.parse("2026-11-24T14:33:05Z");
    history.record(now.minusSeconds(601), 7);
    history.record(now.minusSeconds(10), 100);
    history.record(now, 10);
    history.record(now.plusSeconds(1), 30);
    var samples = history.until(now.plusSeconds(2));
    assertThat(samples).hasSize(60).endsWith(100.0, 20.0);
    assertThat(samples.subList(0, 58)).containsOnly(0.0);
    assertThat(history.until(now.plusSeconds(3600))).containsOnly(0.0);
  }

  @Test
  void theWindowRemembers(@TempDir Path home) throws IOException {
    var settings = new UiSettings(home);
    assertThat(settings.theme()).isEqualTo(ThemeMode.SYSTEM);
    assertThat(settings.closeAnswered()).isFalse();
    assertThat(settings.closeQuits()).isFalse();
    settings.theme(ThemeMode.DARK);
    settings.closeQuits(true);
    var again = new UiSettings(home);
    assertThat(again.theme()).isEqualTo(ThemeMode.DARK);
    assertThat(again.closeAnswered()).isTrue();
    assertThat(again.closeQuits()).isTrue();

    Files.writeString(home.resolve("window.properties"), "theme=\\u00zz");
    assertThat(new UiSettings(home).theme()).as("a damaged file").isEqualTo(ThemeMode.SYSTEM);
    Files.writeString(
        home.resolve("window.properties"),
        "theme=violet\nclose=maybe\nnotify.decision=maybe\nnotify.synced=maybe");
    assertThat(new UiSettings(home).theme()).isEqualTo(ThemeMode.SYSTEM);
    assertThat(new UiSettings(home).closeQuits()).isFalse();
    assertThat(new UiSettings(home).tells(NoticeKind.DECISION)).isTrue();
    assertThat(new UiSettings(home).tells(NoticeKind.SYNCED)).isFalse();
  }

  @Test
  void settingsThatCannotBeWrittenCostOnlyTheMemory(@TempDir Path home) throws IOException {
    var settings = new UiSettings(Files.createFile(home.resolve("file")).resolve("profile"));
    settings.theme(ThemeMode.LIGHT);
    assertThat(settings.theme()).isEqualTo(ThemeMode.LIGHT);
  }

  @Test
  void mistypedWordsAreNamed() {
    var secrets = new Secrets(new java.security.SecureRandom());
    var right = "abandon ".repeat(24).strip();
    assertThat(wrong(secrets, right.replaceFirst("abandon", "abandom")))
        .isEqualTo("Word 1 is not in the list. Did you mean ‘abandon’?");
    assertThat(wrong(secrets, right.replaceFirst("abandon$", "qqqqqqqq")))
        .startsWith("Word 24 is not in the list.");
    assertThat(wrong(secrets, "abandon")).startsWith("These are not the 24 words of a kit.");
  }

  private static String wrong(Secrets secrets, String words) {
    try (var key = secrets.recoveryKey(words)) {
      throw new AssertionError("read as " + key);
    } catch (MistypedWordsException e) {
      return KitWords.wrong(e, EN);
    }
  }

  @Test
  void aSuggestedPassphraseIsSixWords() {
    var secrets = new Secrets(new java.security.SecureRandom());
    assertThat(secrets.suggestPassphrase().split(" ")).hasSize(6).doesNotContain("");
    assertThat(secrets.suggestPassphrase()).isNotEqualTo(secrets.suggestPassphrase());
  }

  @ParameterizedTest
  @CsvSource({
    "Headless, Linux, '', true",
    "'', Linux, '', false",
    "'', Linux, :99, true",
    "'', Windows 11, '', true"
  })
  void aWindowNeedsADisplayOnLinuxOnly(
      String platform, String system, String display, boolean possible) {
    var environment = display.isEmpty() ? Map.<String, String>of() : Map.of("DISPLAY", display);
    assertThat(WindowNeeded.possible(platform, system, environment)).isEqualTo(possible);
  }
}
