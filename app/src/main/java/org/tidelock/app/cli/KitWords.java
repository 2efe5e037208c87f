package org.tidelock.app.cli;

import org.tidelock.app.kit.SavedKit;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;

/// Reads 24 words however they were typed or saved: any case and spacing, with or without their numbers, alone or in a saved text kit.
final class KitWords {
  private KitWords() {}

  static RecoveryKey recoveryKey(String text) throws TidelockException {
    try {
      return RecoveryKey.parse(SavedKit.words(text));
    } catch (MistypedWordsException e) {
      // Its message names the mistyped word and a near one, for the person's eyes; as no cause goes
      // along, the log does not get it.
      throw Problems.usage(
          String.valueOf(e.getMessage()), "Check the 24 words against the recovery kit.");
    }
  }
}
