package org.tidelock.app.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.tidelock.engine.phrase.Phrase;

/// The words of the window in one language. Missing keys are a defect that a test finds, so asking for one throws.
public final class Texts {
  private static final String BUNDLE = "org.tidelock.app.ui.messages";

  private static final String PHRASES = "org.tidelock.app.ui.phrases";

  private final ResourceBundle bundle;
  private final ResourceBundle phrases;
  private final Locale locale;

  private Texts(ResourceBundle bundle, ResourceBundle phrases, Locale locale) {
    this.bundle = bundle;
    this.phrases = phrases;
    this.locale = locale;
  }

  /// English is the root bundle, so every other language falls back to it and never to the machine's own language.
  public static Texts in(Locale locale) {
    return new Texts(load(BUNDLE, locale), load(PHRASES, locale), locale);
  }

  private static ResourceBundle load(String bundle, Locale locale) {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    return ResourceBundle.getBundle(bundle, locale, Texts.class.getClassLoader(), control);
  }

  public Locale locale() {
    return locale;
  }

  public String get(String key) {
    return bundle.getString(key);
  }

  /// Fills in `{0}`, `{1}`, ... ; numbers are written as the language writes them.
  public String get(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /// What a phrase of the engine is called here. In English the engine says most of it itself; what it says of commands, the window says otherwise.
  String phrase(Phrase phrase) {
    return phrases.containsKey(phrase.id())
        ? phrases.getString(phrase.id())
        : phrase.english().replace('\'', '’');
  }
}
