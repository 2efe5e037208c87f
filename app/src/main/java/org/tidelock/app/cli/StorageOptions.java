package org.tidelock.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;
import picocli.CommandLine.Option;

/// How a storage on a server is reached, beside its address: what it needs is asked for if nobody has given it. What is given once is kept sealed in
/// the profile.
final class StorageOptions {
  @Option(
      names = "--storage-secret-file",
      paramLabel = "FILE",
      description =
          "Read the storage's password, or the secret of its access key, from the first line of FILE. Also TIDELOCK_STORAGE_SECRET; for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for a second copy TIDELOCK_MIRROR_SECRET and, for S3, TIDELOCK_MIRROR_KEY_ID.")
  Optional<Path> secretFile = Optional.empty();

  @Option(
      names = "--allow-cleartext",
      description = "With webdav+http: accept that others on the network can read the password.")
  boolean allowCleartext;

  @Option(
      names = "--storage-key",
      paramLabel = "KEY",
      description =
          "Trust a server by its public key, which you have compared: sha256/... where nobody vouches for its certificate, 'ssh-ed25519 SHA256:...' of an SSH server.")
  Optional<String> serverKey = Optional.empty();

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description =
          "Reach the storage by this proxy: http://HOST:PORT or socks5://HOST:PORT; 'none' reaches it directly. Without it, as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say.")
  Optional<String> proxy = Optional.empty();

  @Option(
      names = "--sign-in",
      paramLabel = "browser|code",
      description =
          "For OneDrive: sign in with this computer's browser, or with a code that you type on another device. Without it, the browser if there is one.")
  Optional<SignIn.Way> signIn = Optional.empty();

  @Option(
      names = "--all-files",
      description =
          "For OneDrive: ask for access to all files. Some accounts want that once before Tidelock's own folder is enough.")
  boolean allFiles;

  /// Whether anything was said of how a storage is reached.
  boolean isGiven() {
    return secretFile.isPresent()
        || allowCleartext
        || serverKey.isPresent()
        || proxy.isPresent()
        || signIn.isPresent()
        || allFiles;
  }

  /// Vaults that reach this storage. A server that nobody vouches for is shown before anything secret is asked for.
  ///
  /// @throws TidelockException USAGE if it is no address of a storage; LOCKED if its secret is needed and there is nobody to ask
  Vaults reaching(String storage, Vaults vaults, Context context)
      throws TidelockException, InterruptedException {
    StorageAccess access = access(storage, vaults, context, StorageSecrets.of(context, secretFile));
    return reached(access, vaults);
  }

  /// With what a second copy there is reached. As [#reaching].
  StorageAccess ofMirror(String storage, Vaults vaults, Context context)
      throws TidelockException, InterruptedException {
    return access(storage, vaults, context, StorageSecrets.ofMirror(context, secretFile));
  }

  private StorageAccess access(
      String storage, Vaults vaults, Context context, StorageSecrets secrets)
      throws TidelockException, InterruptedException {
    StorageAccess access = agreed(storage, vaults);
    if (context.terminal().canAsk()) {
      Optional<UnknownServer> unknown =
          reached(access, vaults).meet(storage).filter(met -> !met.isAlarm());
      if (unknown.isPresent()) {
        access = ServerQuestion.trusted(unknown.get(), access, context.terminal());
      }
    }
    return access.or(
        needed(vaults.needs(storage), storage, reached(access, vaults), context, secrets));
  }

  /// What opens this storage, and what is agreed to.
  StorageAccess needed(String storage, Vaults vaults, Context context)
      throws TidelockException, InterruptedException {
    StorageSecrets secrets = StorageSecrets.of(context, secretFile);
    StorageAccess agreed = agreed(storage, vaults);
    return agreed.or(
        needed(vaults.needs(storage), storage, reached(agreed, vaults), context, secrets));
  }

  /// The same for a profile that has kept what it was given before: who agrees to something gives a secret only if it is another one.
  StorageAccess anew(String storage, Vaults vaults, Context context)
      throws TidelockException, InterruptedException {
    StorageAccess agreed = agreed(storage, vaults);
    StorageNeeds needs = vaults.needs(storage);
    StorageSecrets secrets = StorageSecrets.of(context, secretFile);
    boolean hasSaidHow = needs == StorageNeeds.SIGN_IN && (signIn.isPresent() || allFiles);
    return agreed.or(
        agreed.isNone() || hasSaidHow
            ? needed(needs, storage, reached(agreed, vaults), context, secrets)
            : secrets.given(needs));
  }

  private StorageAccess needed(
      StorageNeeds needs, String storage, Vaults vaults, Context context, StorageSecrets secrets)
      throws TidelockException, InterruptedException {
    return needs == StorageNeeds.SIGN_IN
        ? SigningIn.with(context, signIn, allFiles).to(storage, vaults)
        : secrets.needed(needs);
  }

  private static Vaults reached(StorageAccess access, Vaults vaults) {
    return access.isNone() ? vaults : vaults.with(access);
  }

  /// What is agreed to.
  ///
  /// @throws TidelockException USAGE if the key cannot be that of such a server
  StorageAccess agreed(String storage, Vaults vaults) throws TidelockException {
    StorageAccess access =
        serverKey.isPresent() ? vaults.trusted(storage, serverKey.get()) : StorageAccess.NONE;
    if (proxy.isPresent()) access = access.agreeing(StorageAccess.PROXY, proxy.get());
    return allowCleartext ? access.agreeing(StorageAccess.CLEARTEXT, "yes") : access;
  }
}
