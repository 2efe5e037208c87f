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
          "Read the storage's password, or the secret of its access key, from the first line of FILE. Also TIDELOCK_STORAGE_SECRET; for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
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

  /// Vaults that reach this storage.
  ///
  /// @throws TidelockException USAGE if it is no address of a storage; LOCKED if its secret is needed and there is nobody to ask
  Vaults reaching(String storage, Vaults vaults, Context context)
      throws TidelockException, InterruptedException {
    StorageNeeds needs = vaults.needs(storage);
    StorageAccess access = agreed();
    // An SSH server is believed at the first time, and told (decision 0131).
    boolean isMet = !storage.startsWith("sftp:") && needs != StorageNeeds.SIGN_IN;
    boolean isAsked = context.terminal().canAsk() && isMet;
    if (isAsked) {
      Vaults before = access.isNone() ? vaults : vaults.with(access);
      Optional<UnknownServer> unknown = before.meet(storage).filter(met -> !met.isAlarm());
      if (unknown.isPresent()) {
        access = ServerQuestion.trusted(unknown.get(), access, context.terminal());
      }
    }
    StorageAccess given =
        needs == StorageNeeds.SIGN_IN
            ? SigningIn.with(context, signIn, allFiles).to(storage, vaults)
            : new StorageSecrets(context).needed(needs, secretFile);
    access = access.or(given);
    return access.isNone() ? vaults : vaults.with(access);
  }

  private StorageAccess agreed() {
    StorageAccess access = StorageAccess.NONE;
    if (allowCleartext) {
      access = access.agreeing(StorageAccess.CLEARTEXT, "yes");
    }
    if (serverKey.isPresent()) {
      boolean isOfSsh = serverKey.get().indexOf(' ') > 0;
      access =
          access.agreeing(
              isOfSsh ? StorageAccess.HOST_KEY : StorageAccess.SERVER_KEY, serverKey.get());
    }
    return access;
  }
}
