package org.tidelock.app.cli;

import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tidelock.app.passphrase.PassphraseStrength;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import picocli.CommandLine.Option;

/// Where a passphrase that is set comes from, and whether it may be one that can be guessed.
final class NewPassphrase {
  @Option(
      names = "--new-passphrase-file",
      paramLabel = "FILE",
      description =
          "Read the new passphrase from the first line of FILE. Also TIDELOCK_NEW_PASSPHRASE.")
  Optional<Path> file = Optional.empty();

  @Option(names = "--allow-weak-passphrase", description = "Take a passphrase that can be guessed.")
  boolean allowWeak;

  boolean isGiven() {
    return file.isPresent() || allowWeak;
  }

  /// @param known what somebody who guesses would try first
  void refuseGuessable(char[] chosen, List<String> known) throws TidelockException {
    if (allowWeak) {
      return;
    }
    var estimate = new PassphraseStrength().estimate(CharBuffer.wrap(chosen), known);
    if (!estimate.accepted()) {
      throw new TidelockException(
          ErrorCode.USAGE,
          "This passphrase is too easy to guess ("
              + estimate.level().word().toLowerCase(Locale.ROOT)
              + "). "
              + estimate.sentence(),
          "Nothing was changed.",
          "Add two or three unrelated words, or insist with --allow-weak-passphrase.");
    }
  }
}
