package org.tidelock.app.kit;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words on the sheets in one language, and the kit as plain text. The 24 words themselves are English everywhere, and so is what the code says.
final class KitText {
  private static final String BUNDLE = "org.tidelock.app.kit.sheet";
  private static final int BLANK = 30;
  private static final int LONG_BLANK = 40;
  private static final int LINE = 90;

  private final ResourceBundle words;

  private KitText(ResourceBundle words) {
    this.words = words;
  }

  /// English where there are no words in a language, never the machine's own.
  static KitText in(Locale language) {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    return new KitText(
        ResourceBundle.getBundle(BUNDLE, language, KitText.class.getClassLoader(), control));
  }

  /// Of the words, which may be another than was asked for.
  String language() {
    String found = words.getLocale().getLanguage();
    return found.isEmpty() ? Locale.ENGLISH.getLanguage() : found;
  }

  String say(String key) {
    return words.getString(key);
  }

  private String say(String key, Object about) {
    return new MessageFormat(words.getString(key), Locale.ROOT).format(new Object[] {about});
  }

  /// Facts above the words.
  List<String> facts(KitContent kit) {
    return List.of(
        say("vault", kit.vaultName()),
        say("created", kit.created()),
        say("where", kit.storage().orElse("_".repeat(BLANK))));
  }

  /// A line to fill in.
  String kept() {
    return say("kept", "_".repeat(LONG_BLANK));
  }

  List<String> commands(KitContent kit) {
    String storage = kit.storage().orElse("URL");
    return List.of(say("join", storage), say("export", storage));
  }

  String of(KitContent kit) {
    StringBuilder out = new StringBuilder();
    out.append(say("title").toUpperCase(Locale.ROOT)).append("\n\n");
    facts(kit).forEach(fact -> out.append(fact).append('\n'));
    out.append('\n').append(say("words")).append("\n\n");
    for (int row = 0; row < KitContent.WORDS; row += 4) {
      for (int i = row; i < row + 4; i++) {
        out.append(String.format(Locale.ROOT, "%2d %-12s", i + 1, kit.words().get(i)));
      }
      out.setLength(out.toString().stripTrailing().length());
      out.append('\n');
    }
    out.append('\n').append(wrapped(say("warning"))).append("\n\n");
    out.append(say("how")).append("\n\n");
    out.append(wrapped(say("app"))).append("\n\n").append(wrapped(say("terminal"))).append('\n');
    commands(kit).forEach(command -> out.append("  ").append(command).append('\n'));
    out.append('\n').append(wrapped(say("without"))).append("\n\n");
    out.append(wrapped(say("seen"))).append('\n');
    return out.toString();
  }

  private static String wrapped(String text) {
    StringBuilder line = new StringBuilder();
    StringBuilder out = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > LINE) {
        out.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    return out.append(line.toString().stripTrailing()).toString();
  }
}
