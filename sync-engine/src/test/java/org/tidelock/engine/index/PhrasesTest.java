package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Fact;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Phrase;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// What is said of an issue outlasts a restart whole, so that it can be told in any language later.
final class PhrasesTest {
  static java.util.List<Said> said() {
    return java.util.List.of(
        Body.NOT_LET_READ.of(),
        Fact.LEFT_OUT_WITH.of("a|b\\|c\n", ""),
        Fact.IN_VAULT_SINCE.of(
            new Said.Size(12_408), "Studio iMac", Instant.parse("2026-11-24T14:33:00.123456Z")),
        Happened.INCOMPLETE.of("x|y", Happened.PART_MISSING.of("packs\\|1")).and(Todo.VERIFY.of()),
        Said.plain("|\\{0}"));
  }

  @ParameterizedTest
  @MethodSource("said")
  void comesBackAsItWasSaid(Said said) {
    assertThat(Phrases.said(Phrases.text(said))).isEqualTo(said);
  }

  @Test
  void whatAnotherVersionHasSaidStaysAsText() {
    assertThat(Phrases.said("Body.OF_TOMORROW|-x").english()).isEqualTo("Body.OF_TOMORROW|-x");
  }

  @Test
  void everyPhraseHasAnIdOfItsOwn() {
    assertThat(Phrase.all()).hasSizeGreaterThan(200).extracting(Phrase::id).doesNotHaveDuplicates();
  }

  @Test
  void aPhraseIsFilledInWithWhatItIsAbout() {
    assertThat(Fact.LEFT_OUT_WITH.of("$1\\", "{0}").english())
        .isEqualTo("The ignore pattern $1\\ leaves out {0}, and so all that is in it.");
    assertThat(
            Fact.IN_VAULT_SINCE
                .of(new Said.Size(12_408), "b", Instant.parse("2026-11-24T14:33:00Z"))
                .english())
        .isEqualTo("The vault has it: 12,408 bytes, recorded on b, 2026-11-24 14:33:00 UTC.");
  }
}
