package org.tidelock.app.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Tries out a storage, with objects of its own that are gone afterwards, and says what it guarantees. With sign-in, gives this profile a new password of its storage, or the new key of its server.")
final class StorageCommand extends VaultCommand {
  enum Action {
    TEST,
    SIGN_IN
  }

  @Parameters(index = "0", paramLabel = "test|sign-in", description = "What to do.")
  Action action = Action.TEST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "URL",
      description =
          "With test: file:///dir, webdav+https://user@host/path, sftp://user@host/path, s3://bucket/prefix or onedrive:/Folder; without it, this profile's own.")
  Optional<String> url = Optional.empty();

  @Mixin final StorageOptions server = new StorageOptions();
  private volatile Optional<Trial> made = Optional.empty();

  /// What was given before the profile was open.
  private Optional<StorageAccess> given = Optional.empty();

  StorageCommand(Context context) {
    super(context);
  }

  @Override
  boolean canBeHandedOver() {
    return false;
  }

  @Override
  void check() throws TidelockException {
    if (action == Action.SIGN_IN && url.isPresent()) {
      throw Problems.usage(
          "The profile knows the address of its storage.", "See tidelock help storage.");
    }
    if (action == Action.TEST && url.isEmpty() && server.isGiven()) {
      throw Problems.usage(
          "The profile knows how its storage is reached.",
          "Leave out what is for another storage, or give it anew with tidelock storage sign-in.");
    }
  }

  @Override
  OptionalInt runWithoutProfile() throws TidelockException, InterruptedException {
    if (url.isEmpty()) {
      return OptionalInt.empty();
    }
    Vaults vaults = server.reaching(url.get(), context().vaults().get(), context());
    return OptionalInt.of(tell(url.get(), vaults.test(url.get())));
  }

  /// What is given to sign in is kept only once it has opened the storage. The recovery kit opens the profile from there, so that it needs it before.
  @Override
  StorageAccess access(Vaults vaults) throws TidelockException, InterruptedException {
    if (action == Action.TEST) {
      return super.access(vaults);
    }
    String storage = vaults.storage(home());
    if (!passphrase.byRecoveryKey()) {
      // A key that cannot be one is refused before anybody is asked for a passphrase.
      server.agreed(storage, vaults);
      return StorageAccess.NONE;
    }
    StorageAccess access = server.needed(storage, vaults, context());
    given = Optional.of(access);
    return access;
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    String storage = vault.info().storage();
    return action == Action.TEST ? tell(storage, vault.testStorage()) : signIn(vault, storage);
  }

  /// With the keys that the profile has kept; nothing is kept that does not open this vault.
  private int signIn(Vault vault, String storage) throws TidelockException, InterruptedException {
    StorageAccess access =
        given.isPresent() ? given.get() : server.anew(storage, context().vaults().get(), context());
    try {
      vault.signIn(access);
    } catch (TidelockException refused) {
      vault.signIn(ServerQuestion.trusted(stranger(refused), access, context().terminal()));
    }
    document(Json.object().put("storage", storage).put("signedIn", true));
    say("Signed in to " + Words.shown(storage) + "; this is kept, sealed, in the profile.");
    return 0;
  }

  /// Nothing secret went to a server that is told of here. One that was another before is nobody's to say yes to in passing.
  private UnknownServer stranger(TidelockException refused) throws TidelockException {
    Optional<UnknownServer> met = refused.unknownServer().filter(server -> !server.isAlarm());
    if (met.isEmpty() || !context().terminal().canAsk()) {
      throw refused;
    }
    return met.get();
  }

  private int tell(String storage, StorageReport report) throws TidelockException {
    Trial trial = new Trial(storage, report);
    made = Optional.of(trial);
    trial.lines().forEach(this::print);
    Optional<TidelockException> refusal = report.refusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    document(trial.json());
    print(trial.conclusion());
    return 0;
  }

  /// What came out is told also where it says that no vault may lie there.
  @Override
  Json failed(TidelockException problem) {
    Json error = super.failed(problem);
    return made.map(trial -> trial.json().with(error)).orElse(error);
  }
}
