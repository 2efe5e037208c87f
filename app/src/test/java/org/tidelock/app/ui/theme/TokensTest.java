package org.tidelock.app.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The colours of both themes, read from the sheets themselves: that words can be read on whatever they stand, and marks be seen (WCAG 2.2, 1.4.3 and 1.4.11).
final class TokensTest {
  private static final double TEXT = 4.5;
  private static final double MARK = 3;

  private static final Pattern TOKEN =
      Pattern.compile("^ {2}(-[a-z0-9-]+): (.+);$", Pattern.MULTILINE);

  /// What words stand on, in pages, cards, lists and dialogs.
  private static final List<String> GROUNDS =
      List.of(
          "-color-bg-default",
          "-color-bg-overlay",
          "-color-bg-subtle",
          "-color-bg-inset",
          "-tl-card",
          "-tl-hover",
          "-tl-segment-on");

  private static Map<String, Color> tokens(String theme) {
    String sheet;
    try (var in =
        Objects.requireNonNull(
            TokensTest.class.getResourceAsStream(
                "/org/tidelock/app/ui/tokens-" + theme + ".css"))) {
      sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Color> tokens = new LinkedHashMap<>();
    Matcher found = TOKEN.matcher(sheet);
    while (found.find()) {
      assertThat(tokens.put(found.group(1), Color.web(found.group(2)))).as(found.group()).isNull();
    }
    return tokens;
  }

  @Test
  void bothThemesHaveTheSameTokens() {
    assertThat(tokens("dark").keySet())
        .containsExactlyElementsOf(tokens("light").keySet())
        .hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void wordsCanBeReadOnWhateverTheyStand(String theme) {
    var tokens = tokens(theme);
    List<String> poor = new ArrayList<>();
    for (String ink :
        List.of(
            "-color-fg-default",
            "-color-fg-muted",
            "-color-fg-subtle",
            "-color-accent-fg",
            "-color-success-fg",
            "-color-warning-fg",
            "-color-danger-fg")) {
      for (String ground : GROUNDS) check(tokens, ink, ground, TEXT, poor);
    }
    for (String kind : List.of("accent", "success", "warning", "danger")) {
      check(tokens, "-color-" + kind + "-fg", "-color-" + kind + "-subtle", TEXT, poor);
      check(tokens, "-color-fg-default", "-color-" + kind + "-subtle", TEXT, poor);
    }
    for (String button :
        List.of("-color-accent-emphasis", "-tl-accent-hover", "-color-danger-emphasis")) {
      check(tokens, "-color-fg-emphasis", button, TEXT, poor);
    }
    assertThat(poor).isEmpty();
  }

  /// Edges of fields, dots of states, the focus.
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void marksCanBeSeen(String theme) {
    var tokens = tokens(theme);
    List<String> poor = new ArrayList<>();
    for (String mark :
        List.of(
            "-tl-border-control",
            "-tl-progress",
            "-color-accent-emphasis",
            "-color-success-emphasis",
            "-color-warning-emphasis",
            "-color-danger-emphasis",
            "-color-neutral-emphasis")) {
      for (String ground : List.of("-color-bg-default", "-color-bg-overlay", "-tl-card")) {
        check(tokens, mark, ground, MARK, poor);
      }
    }
    assertThat(poor).isEmpty();
  }

  private static void check(
      Map<String, Color> tokens, String ink, String ground, double least, List<String> poor) {
    double found = contrast(token(tokens, ink), token(tokens, ground));
    if (found < least) poor.add("%s on %s: %.2f".formatted(ink, ground, found));
  }

  private static Color token(Map<String, Color> tokens, String name) {
    return Objects.requireNonNull(tokens.get(name), name);
  }

  @Test
  void contrastIsAsWcagHasIt() {
    assertThat(contrast(Color.BLACK, Color.WHITE)).isCloseTo(21, within(0.01));
    assertThat(contrast(Color.web("#777777"), Color.WHITE)).isCloseTo(4.48, within(0.01));
  }

  private static double contrast(Color a, Color b) {
    double one = luminance(a);
    double two = luminance(b);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private static double luminance(Color c) {
    assertThat(c.getOpacity()).as("opaque").isOne();
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }
}
