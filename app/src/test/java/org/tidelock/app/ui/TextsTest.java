package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.passphrase.CrackTime;
import org.tidelock.app.passphrase.StrengthLevel;
import org.tidelock.app.ui.activity.ActivityFilter;
import org.tidelock.app.ui.component.StepRail;
import org.tidelock.app.ui.rewind.Histogram;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Vaults;

/// The words of the window: complete in both languages, none too many, and one noun for one thing.
final class TextsTest {
  private static final String BUNDLE = "org/tidelock/app/ui/messages";
  private static final Path SOURCES = Path.of("src/main/java/org/tidelock/app/ui");
  private static final Pattern KEY =
      Pattern.compile("\"([a-z][a-zA-Z_]*(?:\\.[a-zA-Z_]+)+|opening)\"");
  private static final Pattern CALL = Pattern.compile("\\.get\\(\\s*\"([a-z][a-zA-Z_.]+)\"");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");

  private final Map<String, String> english = load(BUNDLE + ".properties");
  private final Map<String, String> german = load(BUNDLE + "_de.properties");

  @Test
  void everyKeyInUseHasItsWords() {
    assertThat(used()).hasSizeGreaterThan(300);
    var missing = new TreeSet<>(used());
    missing.removeAll(english.keySet());
    assertThat(missing).as("asked for, but in no bundle").isEmpty();
  }

  @Test
  void noWordsAreUnused() {
    var unused = new TreeSet<>(english.keySet());
    unused.removeAll(used());
    assertThat(unused).as("in the bundle, but asked for nowhere").isEmpty();
  }

  @Test
  void germanIsComplete() {
    assertThat(german.keySet()).isEqualTo(english.keySet());
    assertThat(Texts.in(Locale.GERMAN).get("nav.files")).isEqualTo("Dateien");
    assertThat(Texts.in(Locale.GERMANY).get("nav.files")).isEqualTo("Dateien");
    assertThat(Texts.in(Locale.FRENCH).get("nav.files")).as("another language").isEqualTo("Files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_de"})
  void noKeyIsThereTwice(String language) throws IOException {
    var seen = new TreeSet<String>();
    for (var line : lines(language)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        var key = line.substring(0, line.indexOf('='));
        assertThat(seen.add(key)).as(key).isTrue();
      }
    }
    assertThat(seen).hasSize(english.size());
  }

  /// A straight apostrophe would swallow what follows it, but only in texts that are filled in.
  @Test
  void noApostropheIsStraight() {
    for (var bundle : List.of(english, german)) {
      bundle.forEach((key, words) -> assertThat(words).as(key).doesNotContain("'", "\"", "..."));
    }
  }

  @Test
  void bothLanguagesFillInTheSame() {
    english.forEach(
        (key, words) ->
            assertThat(placeholders(german.get(key))).as(key).isEqualTo(placeholders(words)));
  }

  @Test
  void eachTextIsGivenWhatItFillsIn() {
    int calls = 0;
    for (var source : sources()) {
      var call = CALL.matcher(source);
      while (call.find()) {
        var words = english.get(call.group(1));
        if (words != null) {
          calls++;
          assertThat(placeholders(words).stream().mapToInt(n -> n + 1).max().orElse(0))
              .as(call.group(1) + " is given " + arguments(source, call.end()) + " arguments")
              .isEqualTo(arguments(source, call.end()));
        }
      }
    }
    assertThat(calls).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyTextCanBeFilledIn(String language) {
    var texts = Texts.in(Locale.forLanguageTag(language));
    english.forEach(
        (key, words) -> {
          if (!placeholders(words).isEmpty()) {
            for (long count : new long[] {0, 1, 2, 12_408}) {
              var numbers = Stream.generate(() -> (Object) count).limit(5).toArray();
              assertThat(texts.get(key, numbers))
                  .as(key)
                  .isNotBlank()
                  .doesNotContain("{", "}", "#");
            }
          }
        });
  }

  @Test
  void countsAreSpokenCorrectly() {
    var en = Texts.in(Locale.ENGLISH);
    var de = Texts.in(Locale.GERMAN);
    assertThat(en.get("count.files", 0)).isEqualTo("no files");
    assertThat(en.get("count.files", 1)).isEqualTo("1 file");
    assertThat(en.get("count.files", 12_408)).isEqualTo("12,408 files");
    assertThat(de.get("count.files", 12_408)).isEqualTo("12.408 Dateien");
    assertThat(de.get("folder.willSend", 1, "3 KB"))
        .isEqualTo("1 Datei, 3 KB, wird verschlüsselt und gesendet");
    assertThat(de.get("folder.willSend", 2, "3 KB"))
        .isEqualTo("2 Dateien, 3 KB, werden verschlüsselt und gesendet");
  }

  /// The words that the design bans, because they name a thing by its insides or by another name.
  @Test
  void oneNounForOneThing() {
    var banned =
        Pattern.compile(
            "\\b(repository|container|tresor|remote|backend|bucket|node|replica|password|PIN|mnemonic|seed|"
                + "revision|snapshot|collision|diverged|unlink|evict|purge|delta|manifest|blob|nonce|metadata|"
                + "Passwort|Kennwort|Schnappschuss|Revision|Container)\\b",
            Pattern.CASE_INSENSITIVE);
    assertThat(banned.matcher("Your password").find()).as("finds what is there").isTrue();
    // What opens a storage of somebody else is called what that one calls it, here and nowhere
    // else.
    var ofOthers =
        Set.of(
            "device.remove.storage",
            "storage.bucket",
            "storage.bucket.folder",
            "storage.bucket.folder.help",
            "storage.bucket.name",
            "storage.field.password",
            "storage.server.signIn",
            "storage.server.signIn.body",
            "storage.sftp.body",
            "storage.sftp.key.help",
            "storage.sftp.password",
            "storage.sftp.signIn",
            "storage.wrong.bucket",
            "storage.wrong.password",
            "storage.webdav.address.help",
            "storage.webdav.password.help",
            "unlock.kit.storage");
    var theirs =
        Pattern.compile("\\b(password|bucket|Passwort|remote\\.php)\\b", Pattern.CASE_INSENSITIVE);
    var found = new TreeSet<String>();
    for (var bundle : List.of(english, german)) {
      bundle.forEach(
          (key, words) -> {
            if (ofOthers.contains(key) && theirs.matcher(words).find()) {
              found.add(key);
            }
            var ours = ofOthers.contains(key) ? theirs.matcher(words).replaceAll("") : words;
            assertThat(banned.matcher(ours).find()).as(key + ": " + words).isFalse();
          });
    }
    assertThat(found).as("named above without a need").isEqualTo(ofOthers);
  }

  /// Where the English text has a noun of the glossary, the German one has its one translation.
  @Test
  void theNounsAreThoseOfTheGlossary() throws IOException {
    var glossary = Files.readString(Path.of("../docs/glossary.md"));
    var nouns =
        Map.of(
            "vault", "vault",
            "storage", "speicher",
            "device", "gerät",
            "passphrase", "passphrase",
            "recovery kit", "kit",
            "fingerprint", "fingerabdruck",
            "conflict", "konflikt");
    nouns.forEach(
        (noun, translation) -> {
          assertThat(glossary).as("defines " + noun).contains("| " + noun);
          int found = 0;
          for (var text : english.entrySet()) {
            var words = text.getValue().toLowerCase(Locale.ROOT);
            // "your storage provider" is somebody, not a thing.
            if (Pattern.compile("\\b" + noun + "s?\\b(?! provider)").matcher(words).find()) {
              found++;
              assertThat(german.get(text.getKey()).toLowerCase(Locale.ROOT))
                  .as(text.getKey() + ": " + text.getValue())
                  .contains(translation);
            }
          }
          assertThat(found).as(noun).isPositive();
        });
  }

  /// Keys that are written out in the sources, and those that are put together of a beginning and a name.
  private static TreeSet<String> used() {
    var keys = new TreeSet<String>();
    for (var source : sources()) {
      var literal = KEY.matcher(source);
      while (literal.find()) {
        keys.add(literal.group(1));
      }
    }
    var bundle = load(BUNDLE + ".properties").keySet();
    // A literal with a point in it may be something else, such as a name of a file or of a
    // property.
    var beginnings = new TreeSet<String>();
    bundle.forEach(key -> beginnings.add(key.replaceFirst("\\..*", "")));
    keys.removeIf(key -> !beginnings.contains(key.replaceFirst("\\..*", "")));
    keys.removeIf(key -> key.matches("(os|user|window|screenshots)\\..*"));
    family(keys, "activity.by.", Activity.Kind.values());
    keys.remove("activity.by.checked");
    family(keys, "activity.what.", Activity.Kind.values());
    family(keys, "activity.filter.", ActivityFilter.Group.values());
    family(keys, "issues.group.", Issue.Kind.values());
    family(keys, "issues.severity.", Issue.Severity.values());
    family(keys, "rewind.range.", Histogram.Range.values());
    family(keys, "rewind.per.", Histogram.Range.values());
    family(keys, "strength.", StrengthLevel.values());
    family(keys, "strength.time.", CrackTime.Unit.values());
    family(keys, "wizard.step.", StepRail.State.values());
    family(keys, "storage.create.", Vaults.StorageState.values());
    family(keys, "storage.join.", Vaults.StorageState.values());
    family(keys, "storage.copy.", Vaults.StorageState.values());
    for (var kind : NoticeKind.values()) {
      var key = "settings.notify." + kind.id();
      keys.addAll(List.of(key, key + ".body"));
    }
    keys.add("settings.discreet.body");
    for (var page : PageId.values()) {
      keys.add(page.nameKey());
    }
    for (var purpose : List.of("storage.create.", "storage.join.", "storage.copy.")) {
      keys.addAll(List.of(purpose + "title", purpose + "sentence"));
    }
    for (var leaving : List.of("wizard.leave.", "wizard.quit.")) {
      keys.addAll(List.of(leaving + "title", leaving + "body", leaving + "go"));
    }
    for (var advice :
        List.of("advice.reset", "advice.kit", "advice.length", "next.kit", "next.newKit")) {
      keys.add("passphrase." + advice + ".body");
    }
    for (var state : List.of("upToDate", "checking", "syncing", "offline", "stopped", "locked")) {
      keys.addAll(List.of("status.title." + state, "status.chip." + state));
    }
    keys.removeAll(List.of("storage.create", "storage.join", "storage.copy"));
    return keys;
  }

  private static void family(TreeSet<String> keys, String beginning, Enum<?>... names) {
    Arrays.stream(names)
        .map(name -> beginning + name.name().toLowerCase(Locale.ROOT))
        .forEach(keys::add);
  }

  private static TreeSet<Integer> placeholders(String words) {
    var found = new TreeSet<Integer>();
    PLACEHOLDER.matcher(words).results().forEach(one -> found.add(Integer.parseInt(one.group(1))));
    return found;
  }

  /// How many arguments follow the key in a call, up to its closing bracket.
  private static int arguments(String source, int start) {
    int depth = 0;
    int commas = 0;
    for (int i = start; depth >= 0; i++) {
      switch (source.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> commas += depth == 0 ? 1 : 0;
        default -> {}
      }
    }
    return commas;
  }

  private static List<String> sources() {
    try (var files = Files.walk(SOURCES)) {
      Function<Path, String> read =
          file -> {
            try {
              return Files.readString(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(".java")).map(read).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> load(String name) {
    var properties = new Properties();
    try (var in = TextsTest.class.getClassLoader().getResourceAsStream(name)) {
      properties.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var sorted = new TreeMap<String, String>();
    properties.forEach((key, words) -> sorted.put(key.toString(), words.toString()));
    return sorted;
  }

  private static List<String> lines(String language) throws IOException {
    return Files.readAllLines(Path.of("src/main/resources/" + BUNDLE + language + ".properties"));
  }
}
