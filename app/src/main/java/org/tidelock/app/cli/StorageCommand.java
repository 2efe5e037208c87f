package org.tidelock.app.cli;

import java.util.Locale;
import java.util.Optional;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Speed;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.Vaults.ProfileState;
import org.tidelock.engine.Vaults.StorageState;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Tries out a storage, with objects of its own that are gone afterwards, and says what it guarantees. With sign-in, gives this profile a new password of its storage, or the new key of its server.")
final class StorageCommand extends Command {
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
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();
  private String storage = "";
  private volatile Optional<StorageReport> made = Optional.empty();

  StorageCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException, InterruptedException {
    if (action == Action.SIGN_IN) {
      if (url.isPresent()) {
        throw Problems.usage(
            "The profile knows the address of its storage.", "See tidelock help storage.");
      }
      return signIn();
    }
    return url.isPresent() ? test(url.get()) : testOwn();
  }

  /// The storage of this profile; what has to be known of it is kept.
  private int testOwn() throws TidelockException, InterruptedException {
    Vaults vaults = context().vaults().get();
    requireAlone(vaults);
    storage = vaults.storage(home());
    return tell(inProfile(vaults, Vault::testStorage));
  }

  /// Nothing is kept that does not open the storage.
  private int signIn() throws TidelockException, InterruptedException {
    Vaults vaults = context().vaults().get();
    requireAlone(vaults);
    storage = vaults.storage(home());
    Vaults reaching = server.reaching(storage, vaults, context());
    if (reaching.look(storage) != StorageState.VAULT) {
      throw new TidelockException(
          ErrorCode.STORAGE,
          "There is no vault at the place that this profile knows.",
          "Nothing was changed.",
          "Sign in with the account that the vault was made with.");
    }
    inProfile(reaching, Vault::info);
    document(Json.object().put("storage", storage).put("signedIn", true));
    say("Signed in to " + Words.shown(storage) + "; this is kept, sealed, in the profile.");
    return 0;
  }

  private void requireAlone(Vaults vaults) throws TidelockException {
    if (vaults.state(home()) == ProfileState.EMPTY) {
      throw VaultCommand.notSetUp();
    }
    if (InstanceClient.isRunning(home())) {
      throw VaultCommand.running();
    }
  }

  private interface Task<T> {
    T on(Vault vault) throws TidelockException, InterruptedException;
  }

  private <T> T inProfile(Vaults vaults, Task<T> task)
      throws TidelockException, InterruptedException {
    if (vaults.state(home()) != ProfileState.LOCKED) {
      try (Vault opened = vaults.open(home(), Optional.empty())) {
        return task.on(opened);
      }
    }
    try (Unlock given = new Secrets(context(), passphrase).unlock();
        Vault opened = vaults.open(home(), Optional.of(given))) {
      return task.on(opened);
    }
  }

  private int test(String given) throws TidelockException, InterruptedException {
    storage = given;
    Vaults vaults = server.reaching(storage, context().vaults().get(), context());
    return tell(vaults.test(storage));
  }

  private int tell(StorageReport report) throws TidelockException {
    made = Optional.of(report);
    print(report);
    Optional<TidelockException> refusal = report.refusal();
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    document(json(report));
    print("A vault can lie here.");
    return 0;
  }

  /// What came out is told also where it says that no vault may lie there.
  @Override
  Json failed(TidelockException problem) {
    Json error = super.failed(problem);
    return made.map(report -> json(report).with(error)).orElse(error);
  }

  private void print(StorageReport report) {
    print("Now there: " + there(report));
    report.identity().ifPresent(key -> print("Server's key: " + Words.shown(key)));
    report.findings().forEach(f -> print(mark(f.verdict()) + "  " + f.said().english()));
    report.speed().ifPresent(speed -> print(words(speed)));
    report
        .room()
        .ifPresentOrElse(
            room -> print("Room: " + Words.size(room)), () -> print("Room: it does not say"));
    print(
        report.isClean()
            ? "Nothing of the trial was left there."
            : "Something of the trial is left there, in the folder Unfinished, and can be deleted.");
  }

  private static String there(StorageReport report) {
    return switch (report.there()) {
      case EMPTY -> "nothing";
      case VAULT -> "a vault";
      case FOREIGN -> "other things, so that a new vault would want a folder of its own";
    };
  }

  private static String mark(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> "good";
      case WEAK -> "weak";
      case BAD -> "BAD ";
    };
  }

  private static String words(Speed speed) {
    return String.format(
        Locale.ROOT,
        "Speed: answers in %d ms, takes %s a second, gives %s a second",
        speed.answer().toMillis(),
        Words.size(speed.sending()),
        Words.size(speed.receiving()));
  }

  private Json json(StorageReport report) {
    return Json.object()
        .put("storage", storage)
        .put("there", report.there())
        .put("usable", report.isUsable())
        .put("identity", report.identity())
        .list("findings", report.findings(), StorageCommand::json)
        .put("room", report.room().stream().boxed().findFirst())
        .put("answerMillis", report.speed().map(speed -> speed.answer().toMillis()))
        .put("sending", report.speed().map(Speed::sending))
        .put("receiving", report.speed().map(Speed::receiving))
        .put("clean", report.isClean());
  }

  private static Json json(Finding finding) {
    return Json.object()
        .put("aspect", finding.aspect())
        .put("verdict", finding.verdict())
        .put("message", finding.said().english());
  }
}
