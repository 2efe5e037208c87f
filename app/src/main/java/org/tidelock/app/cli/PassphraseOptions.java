package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where the passphrase or the recovery key comes from when it is not typed. Neither is ever an argument: other users of a computer can read
/// the arguments of a process.
final class PassphraseOptions {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Read the passphrase from the first line of FILE. Also TIDELOCK_PASSPHRASE.")
  Optional<Path> passphraseFile = Optional.empty();

  @Option(
      names = "--recovery-key-file",
      paramLabel = "FILE",
      description = "Use the 24 words in FILE instead of the passphrase.")
  Optional<Path> recoveryKeyFile = Optional.empty();

  @Option(names = "--recovery-key", description = "Ask for the 24 words instead of the passphrase.")
  boolean askRecoveryKey;

  boolean byRecoveryKey() {
    return recoveryKeyFile.isPresent() || askRecoveryKey;
  }
}
