package org.tidelock.app.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words of the window in one language. Missing keys are a defect that a test finds, so asking for one throws.
public final class Texts {
  private static final String BUNDLE = "org.tidelock.app.ui.messages";

  private final ResourceBundle bundle;
  private final Locale locale;

  private Texts(ResourceBundle bundle, Locale locale) {
    this.bundle = bundle;
    this.locale = locale;
  }

  /// English is the root bundle, so every other language falls back to it and never to the machine's own language.
  public static Texts in(Locale locale) {
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    return new Texts(
        ResourceBundle.getBundle(BUNDLE, locale, Texts.class.getClassLoader(), control), locale);
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
}
