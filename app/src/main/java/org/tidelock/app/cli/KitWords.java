package org.tidelock.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.crypto.MistypedWordsException;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;

/// Reads 24 words however they were typed or saved: any case and spacing, with or without their numbers, alone or in a saved text kit.
final class KitWords {
  private static final int WORDS = 24;
  private static final Pattern NUMBERED =
      Pattern.compile("(?<![0-9])([0-9]{1,2})[.)]?[ \\t]+([a-z]{3,8})(?![a-z])");

  private KitWords() {}

  static RecoveryKey recoveryKey(String text) throws TidelockException {
    try {
      return RecoveryKey.parse(normalised(text));
    } catch (MistypedWordsException e) {
      // Its message names the mistyped word and a near one, for the person's eyes; as no cause goes
      // along, the log does not get it.
      throw Problems.usage(
          String.valueOf(e.getMessage()), "Check the 24 words against the recovery kit.");
    }
  }

  /// 24 words with one space between. A list numbered 1 to 24 wins over other text around it, such as the rest of a kit.
  static String normalised(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<String> listed = new ArrayList<>();
    Matcher m = NUMBERED.matcher(lower);
    while (m.find() && listed.size() < WORDS) {
      int number = Integer.parseInt(m.group(1));
      // What broke off before was no list of words: a vault may be called "1 garden and 2 cats".
      if (number != listed.size() + 1) {
        listed.clear();
      }
      if (number == listed.size() + 1) {
        listed.add(m.group(2));
      }
    }
    return listed.size() == WORDS
        ? String.join(" ", listed)
        : lower.replaceAll("[^a-z]+", " ").strip();
  }
}
