package org.tidelock.app.ui.wizard;

import java.util.Locale;
import org.tidelock.app.passphrase.CrackTime;
import org.tidelock.app.passphrase.PassphraseStrength;
import org.tidelock.app.passphrase.StrengthLevel;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Tone;

/// An estimate in the window's language.
final class StrengthWords {
  private StrengthWords() {}

  static String level(StrengthLevel level, Texts texts) {
    return texts.get("strength." + level.name().toLowerCase(Locale.ROOT));
  }

  static String sentence(PassphraseStrength.Estimate estimate, Texts texts) {
    var sentence = texts.get("strength.sentence", time(estimate.time(), texts));
    return estimate.accepted() ? sentence : sentence + " " + texts.get("strength.add");
  }

  private static String time(CrackTime time, Texts texts) {
    return texts.get("strength.time." + time.unit().name().toLowerCase(Locale.ROOT), time.amount());
  }

  static Tone tone(StrengthLevel level) {
    return switch (level) {
      case VERY_WEAK -> Tone.DANGER;
      case WEAK -> Tone.WARNING;
      case GOOD, STRONG, VERY_STRONG -> Tone.SUCCESS;
    };
  }
}
