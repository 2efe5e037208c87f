package org.tidelock.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tidelock.app.kit.SavedKit;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// Gets secrets from a file, the environment or the terminal, in this order.
final class Secrets {
  private static final int LONGEST_FILE = 1 << 16;
  private final Context context;
  private final PassphraseOptions options;
  private boolean typed;

  Secrets(Context context, PassphraseOptions options) {
    this.context = context;
    this.options = options;
  }

  /// Whether somebody was asked: then there is a person who may be asked more.
  boolean typed() {
    return typed;
  }

  /// The recovery key if it was asked for, else the passphrase.
  Unlock unlock() throws TidelockException {
    if (options.recoveryKeyFile.isPresent()) {
      return new Unlock.ByRecoveryKey(recoveryKey(options.recoveryKeyFile.get()));
    }
    if (options.askRecoveryKey) {
      return new Unlock.ByRecoveryKey(typedRecoveryKey());
    }
    return new Unlock.ByPassphrase(wrap(existing("Passphrase: ")));
  }

  /// The passphrase that a profile was set up with, where it is another one than the vault's: from `TIDELOCK_PROFILE_PASSPHRASE`, or typed; empty if there is none.
  Optional<Unlock> ofProfile() throws TidelockException {
    Optional<char[]> set = environment("TIDELOCK_PROFILE_PASSPHRASE");
    if (set.isPresent()) {
      return Optional.of(new Unlock.ByPassphrase(wrap(set.get())));
    }
    if (!typed || !context.terminal().canAsk()) {
      return Optional.empty();
    }
    char[] answer =
        context
            .terminal()
            .askSecret(
                "That does not open this profile. If the passphrase was changed on another device, the one from before (else Enter): ");
    return answer.length == 0
        ? Optional.empty()
        : Optional.of(new Unlock.ByPassphrase(wrap(answer)));
  }

  private char[] existing(String prompt) throws TidelockException {
    if (options.passphraseFile.isPresent()) {
      return firstLine(options.passphraseFile.get());
    }
    Optional<char[]> set = environment("TIDELOCK_PASSPHRASE");
    if (set.isPresent()) {
      return set.get();
    }
    if (!context.terminal().canAsk()) {
      throw nobodyToAsk(
          "The passphrase is needed", "Give it with --passphrase-file or TIDELOCK_PASSPHRASE.");
    }
    char[] answer = context.terminal().askSecret(prompt);
    if (answer.length == 0) {
      throw notGiven("No passphrase was given.");
    }
    typed = true;
    return answer;
  }

  /// A passphrase for a new vault: from `--new-passphrase-file`, `TIDELOCK_NEW_PASSPHRASE`, the usual sources, or typed twice.
  char[] chosen(Optional<Path> newPassphraseFile) throws TidelockException {
    if (newPassphraseFile.isPresent()) {
      return firstLine(newPassphraseFile.get());
    }
    Optional<char[]> set = environment("TIDELOCK_NEW_PASSPHRASE");
    if (set.isPresent()) {
      return set.get();
    }
    char[] first = existing("New passphrase: ");
    return typed ? same(first) : first;
  }

  /// A passphrase in place of another one, which the usual sources are for: from `--new-passphrase-file`, `TIDELOCK_NEW_PASSPHRASE`, or typed twice.
  char[] chosenAnew(Optional<Path> newPassphraseFile) throws TidelockException {
    if (newPassphraseFile.isPresent()) {
      return firstLine(newPassphraseFile.get());
    }
    Optional<char[]> set = environment("TIDELOCK_NEW_PASSPHRASE");
    if (set.isPresent()) {
      return set.get();
    }
    if (!context.terminal().canAsk()) {
      throw nobodyToAsk(
          "A new passphrase is needed",
          "Give it with --new-passphrase-file or TIDELOCK_NEW_PASSPHRASE.");
    }
    char[] first = context.terminal().askSecret("New passphrase: ");
    if (first.length == 0) {
      throw notGiven("No passphrase was given.");
    }
    typed = true;
    return same(first);
  }

  private char[] same(char[] first) throws TidelockException {
    char[] second = context.terminal().askSecret("The same again: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw Problems.usage("The two passphrases differ.", "Run the command again.");
    }
    return first;
  }

  /// Makes the engine's type and forgets the characters.
  static Passphrase wrap(char[] characters) throws TidelockException {
    try {
      return Passphrase.of(characters);
    } catch (IllegalArgumentException e) {
      throw Problems.usage(
          "The passphrase is blank or longer than 4096 bytes.", "Give another one.");
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  private RecoveryKey typedRecoveryKey() throws TidelockException {
    if (!context.terminal().canAsk()) {
      throw nobodyToAsk("The 24 recovery words are needed", "Give them with --recovery-key-file.");
    }
    char[] answer = context.terminal().askSecret("The 24 recovery words: ");
    try {
      if (answer.length == 0) {
        throw notGiven("No recovery words were given.");
      }
      typed = true;
      return KitWords.recoveryKey(new String(answer));
    } finally {
      Arrays.fill(answer, '\0');
    }
  }

  private static TidelockException nobodyToAsk(String needed, String todo) {
    return new TidelockException(
        ErrorCode.LOCKED, needed + ", and there is nobody to ask.", "Nothing was changed.", todo);
  }

  private static TidelockException notGiven(String happened) {
    return new TidelockException(
        ErrorCode.LOCKED, happened, "Nothing was changed.", "Run the command again.");
  }

  private RecoveryKey recoveryKey(Path file) throws TidelockException {
    try {
      return KitWords.recoveryKey(SavedKit.words(context.directory().resolve(file)));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Optional<char[]> environment(String name) {
    return Optional.ofNullable(context.environment().get(name))
        .filter(value -> !value.isEmpty())
        .map(String::toCharArray);
  }

  private char[] firstLine(Path file) throws TidelockException {
    return firstLine(context, file, "Put the passphrase there.");
  }

  /// @param todo what to do if it is empty
  static char[] firstLine(Context context, Path file, String todo) throws TidelockException {
    byte[] bytes = read(context, file);
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
    char[] line = new char[decoded.remaining()];
    decoded.get(line);
    Arrays.fill(decoded.array(), '\0');
    Arrays.fill(bytes, (byte) 0);
    if (line.length == 0) {
      throw Problems.usage("The first line of " + file + " is empty.", todo);
    }
    return line;
  }

  private static byte[] read(Context context, Path file) throws TidelockException {
    try {
      Path at = context.directory().resolve(file);
      // Not readAllBytes: someone may name a device or a huge file by mistake.
      try (var in = Files.newInputStream(at)) {
        return in.readNBytes(LONGEST_FILE);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static TidelockException unreadable(Path file, IOException e) {
    return Problems.local(
        "The file " + file + " cannot be read.",
        "Nothing was changed.",
        "Check its name and permissions.",
        e);
  }
}
