package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// Gets what opens the storage (not the vault) from a file, the environment or the terminal, in this order. Never from an argument.
record StorageSecrets(Context context) {
  private static final String VARIABLE = "TIDELOCK_STORAGE_SECRET";

  /// From a file or the environment.
  Optional<String> given(Optional<Path> file) throws TidelockException {
    if (file.isPresent()) {
      return Optional.of(text(Secrets.firstLine(context, file.get(), "Put the password there.")));
    }
    return Optional.ofNullable(context.environment().get(VARIABLE)).filter(v -> !v.isEmpty());
  }

  String needed(Optional<Path> file) throws TidelockException {
    Optional<String> given = given(file);
    if (given.isPresent()) {
      return given.get();
    }
    if (!context.terminal().canAsk()) {
      throw new TidelockException(
          ErrorCode.LOCKED,
          "The storage's password is needed, and there is nobody to ask.",
          "Nothing was changed.",
          "Give it with --storage-secret-file or " + VARIABLE + ".");
    }
    return text(context.terminal().askSecret("Password of the storage: "));
  }

  private static String text(char[] characters) {
    String text = new String(characters);
    Arrays.fill(characters, '\0');
    return text;
  }
}
