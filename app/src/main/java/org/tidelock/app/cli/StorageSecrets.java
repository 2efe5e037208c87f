package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;

/// Gets what opens the storage (not the vault) from a file, the environment or the terminal, in this order. Never from an argument.
///
/// @param file from which it is read, if one was named
/// @param ways how it can be given where nobody is asked
record StorageSecrets(Context context, Optional<Path> file, String ways) {
  private static final String VARIABLE = "TIDELOCK_STORAGE_SECRET";
  private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
  private static final String KEY_SECRET = "AWS_SECRET_ACCESS_KEY";

  /// For a command with an option that names a file.
  static StorageSecrets of(Context context, Optional<Path> file) {
    return new StorageSecrets(context, file, "--storage-secret-file or " + VARIABLE);
  }

  /// For a command without one.
  static StorageSecrets of(Context context) {
    return new StorageSecrets(context, Optional.empty(), VARIABLE);
  }

  /// What is given without asking.
  StorageAccess given(StorageNeeds needs) throws TidelockException {
    StorageAccess access = StorageAccess.NONE;
    if (needs == StorageNeeds.NOTHING || needs == StorageNeeds.SIGN_IN) {
      return access;
    }
    Optional<String> secret = given();
    if (needs == StorageNeeds.ACCESS_KEY) {
      Optional<String> id = variable(KEY_ID);
      access = id.map(access::withUser).orElse(access);
      secret = file.isPresent() ? secret : variable(KEY_SECRET).or(() -> variable(VARIABLE));
    }
    return secret.map(access::withSecret).orElse(access);
  }

  /// The same, and what is missing is asked for.
  StorageAccess needed(StorageNeeds needs) throws TidelockException {
    StorageAccess access = given(needs);
    return switch (needs) {
      case NOTHING, OWN_KEY, SIGN_IN -> access;
      case PASSWORD -> access.secret().isPresent() ? access : access.withSecret(asked());
      case ACCESS_KEY -> accessKey(access);
    };
  }

  private StorageAccess accessKey(StorageAccess given) throws TidelockException {
    StorageAccess access = given;
    boolean complete = access.user().isPresent() && access.secret().isPresent();
    if (!complete && !context.terminal().canAsk()) {
      throw new TidelockException(
          ErrorCode.LOCKED,
          "The storage's access key is needed, and there is nobody to ask.",
          "Nothing was changed.",
          "Give it with " + KEY_ID + " and " + KEY_SECRET + ".");
    }
    if (access.user().isEmpty()) {
      access = access.withUser(context.terminal().ask("Id of the access key: ").strip());
    }
    if (access.secret().isEmpty()) {
      access = access.withSecret(text(context.terminal().askSecret("Secret of the access key: ")));
    }
    return access;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(context.environment().get(name)).filter(v -> !v.isEmpty());
  }

  /// From a file or the environment.
  private Optional<String> given() throws TidelockException {
    if (file.isPresent()) {
      return Optional.of(text(Secrets.firstLine(context, file.get(), "Put the password there.")));
    }
    return variable(VARIABLE);
  }

  private String asked() throws TidelockException {
    if (!context.terminal().canAsk()) {
      throw new TidelockException(
          ErrorCode.LOCKED,
          "The storage's password is needed, and there is nobody to ask.",
          "Nothing was changed.",
          "Give it with " + ways + ".");
    }
    return text(context.terminal().askSecret("Password of the storage: "));
  }

  private static String text(char[] characters) {
    String text = new String(characters);
    Arrays.fill(characters, '\0');
    return text;
  }
}
