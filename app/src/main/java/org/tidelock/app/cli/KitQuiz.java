package org.tidelock.app.cli;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// Asks a person for three words of the kit, as proof that it is where it can be read. "Later" is allowed and stays an open issue.
final class KitQuiz {
  private static final int ASKED = 3;
  private static final int TRIES = 3;

  private KitQuiz() {}

  static void ask(Vault vault, RecoveryKey key, Context context) throws TidelockException {
    Terminal terminal = context.terminal();
    terminal.err().println("Type three words of the recovery kit, or press Enter to do it later.");
    for (int number : chosen()) {
      if (!knows(number, key.words().get(number - 1), terminal)) {
        terminal.err().println("The recovery kit is not confirmed yet.");
        return;
      }
    }
    vault.confirmRecoveryKit();
    terminal.err().println("The recovery kit is confirmed.");
  }

  private static List<Integer> chosen() {
    List<Integer> numbers =
        new ArrayList<>(IntStream.rangeClosed(1, RecoveryKey.WORDS).boxed().toList());
    Collections.shuffle(numbers, new SecureRandom());
    return numbers.subList(0, ASKED).stream().sorted().toList();
  }

  private static boolean knows(int number, String word, Terminal terminal) {
    for (int i = 0; i < TRIES; i++) {
      String answer = terminal.ask("Word " + number + ": ").strip().toLowerCase(Locale.ROOT);
      if (answer.equals(word)) {
        return true;
      }
      if (answer.isEmpty()) {
        return false;
      }
      terminal.err().println("That is not word " + number + ".");
    }
    return false;
  }
}
