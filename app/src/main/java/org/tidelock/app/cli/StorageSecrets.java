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
/// @param variables of the environment
/// @param ways how it can be given where nobody is asked
record StorageSecrets(Context context, Optional<Path> file, Variables variables, String ways) {
  /// Names of environment variables.
  ///
  /// @param secret a password, or the secret of an access key
  /// @param keyId the id of an access key
  /// @param keySecret its secret, before that of `secret`
  private record Variables(String secret, String keyId, String keySecret) {
    /// For a vault's own storage.
    static final Variables OF_STORAGE =
        new Variables("TIDELOCK_STORAGE_SECRET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

    /// For a second copy: what opens the vault's own storage is never sent to another one.
    static final Variables OF_MIRROR =
        new Variables("TIDELOCK_MIRROR_SECRET", "TIDELOCK_MIRROR_KEY_ID", "TIDELOCK_MIRROR_SECRET");
  }

  /// For a command with an option that names a file.
  static StorageSecrets of(Context context, Optional<Path> file) {
    return of(context, file, Variables.OF_STORAGE);
  }

  /// For a second copy, which has variables of its own.
  static StorageSecrets ofMirror(Context context, Optional<Path> file) {
    return of(context, file, Variables.OF_MIRROR);
  }

  private static StorageSecrets of(Context context, Optional<Path> file, Variables variables) {
    return new StorageSecrets(
        context, file, variables, "--storage-secret-file or " + variables.secret());
  }

  /// For a command without one.
  static StorageSecrets of(Context context) {
    Variables variables = Variables.OF_STORAGE;
    return new StorageSecrets(context, Optional.empty(), variables, variables.secret());
  }

  /// What is given without asking.
  StorageAccess given(StorageNeeds needs) throws TidelockException {
    StorageAccess access = StorageAccess.NONE;
    if (needs == StorageNeeds.NOTHING || needs == StorageNeeds.SIGN_IN) {
      return access;
    }
    Optional<String> secret = given();
    if (needs == StorageNeeds.ACCESS_KEY) {
      Optional<String> id = variable(variables.keyId());
      access = id.map(access::withUser).orElse(access);
      secret =
          file.isPresent()
              ? secret
              : variable(variables.keySecret()).or(() -> variable(variables.secret()));
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
          "Give it with " + variables.keyId() + " and " + variables.keySecret() + ".");
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
    return variable(variables.secret());
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
