package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.phrase.Fact;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Phrase;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// What the engine says has words in the window, in both languages.
final class PhrasesTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");
  private static final Set<String> KNOWN =
      Phrase.all().stream().map(Phrase::id).collect(Collectors.toSet());

  private final Properties english = load("");
  private final Properties german = load("_de");

  @Test
  void everyPhraseHasGermanWords() {
    var missing = new TreeSet<>(KNOWN);
    missing.removeAll(german.stringPropertyNames());
    assertThat(missing).isEmpty();
  }

  @Test
  void noWordsAreOfAPhraseThatIsGone() {
    assertThat(KNOWN).containsAll(german.stringPropertyNames());
    assertThat(KNOWN).containsAll(english.stringPropertyNames());
  }

  /// A technical remark that the English repeats may be left out; nothing may be asked for that is not given.
  @Test
  void wordsFillInWhatThePhraseIsAbout() {
    for (var phrase : Phrase.all()) {
      for (var words : Stream.of(english, german).map(w -> w.getProperty(phrase.id())).toList()) {
        if (words != null && !phrase.english().equals("{0}")) {
          assertThat(places(words)).as(phrase.id()).isSubsetOf(places(phrase.english()));
        }
      }
    }
  }

  @Test
  void namesAndNumbersAreInTheGermanWordsToo() {
    for (var phrase : Phrase.all()) {
      if (phrase instanceof Fact || phrase == Happened.FOLDER_GONE) {
        assertThat(places(german.getProperty(phrase.id())))
            .as(phrase.id())
            .isEqualTo(places(phrase.english()));
      }
    }
  }

  /// In the words of the button itself.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aSignInThatHasEndedNamesTheButtonThatMendsIt(String language) {
    var locale = Locale.forLanguageTag(language);
    assertThat(words(locale).say(Todo.STORAGE_SIGN_IN_AGAIN.of()))
        .contains(Texts.in(locale).get("issues.signIn"))
        .doesNotContainIgnoringCase("terminal");
  }

  /// Who sees a window has no command line.
  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void theWindowSpeaksOfNoCommands(String language) {
    var words = words(Locale.forLanguageTag(language));
    for (var phrase : Phrase.all()) {
      assertThat(words.say(phrase.of("a", "b", "c", "d")))
          .as(phrase.id())
          .doesNotContain("tidelock ", "--", "`", "'", "{");
    }
    assertThat(Todo.VERIFY.english()).as("the command line does").contains("tidelock verify");
  }

  @Test
  void numbersAreWrittenAsTheLanguageDoes() {
    var fact = Fact.IN_VAULT_SINCE.of(new Said.Size(12_408), "iMac", SampleWorld.CLOCK.instant());
    assertThat(words(Locale.ENGLISH).say(fact))
        .isEqualTo("The vault has it: 12 KB, recorded on iMac, Today 14:33.");
    assertThat(words(Locale.GERMAN).say(fact))
        .isEqualTo("Der Vault hat es: 12 KB, festgehalten auf iMac, Heute 14:33.");
  }

  private static Formats words(Locale locale) {
    return new Formats(Texts.in(locale), SampleWorld.CLOCK);
  }

  private static TreeSet<String> places(String words) {
    return PLACE
        .matcher(words)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Properties load(String language) {
    var properties = new Properties();
    var name = "org/tidelock/app/ui/phrases" + language + ".properties";
    try (var in =
        new InputStreamReader(
            PhrasesTest.class.getClassLoader().getResourceAsStream(name), StandardCharsets.UTF_8)) {
      properties.load(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return properties;
  }
}
