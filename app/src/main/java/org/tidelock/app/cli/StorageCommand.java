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
          "With test: file:///dir, webdav+https://user@host/path, sftp://user@host/path, s3://bucket/prefix or onedrive:/Folder")
  Optional<String> url = Optional.empty();

  @Mixin final StorageOptions server = new StorageOptions();
  @Mixin final PassphraseOptions passphrase = new PassphraseOptions();
  private volatile Optional<StorageReport> made = Optional.empty();

  StorageCommand(Context context) {
    super(context);
  }

  @Override
  int run() throws TidelockException, InterruptedException {
    if (url.isPresent() != (action == Action.TEST)) {
      throw Problems.usage(
          url.isPresent()
              ? "The profile knows the address of its storage."
              : "The address of a storage is missing.",
          "See tidelock help storage.");
    }
    return url.isPresent() ? test(url.get()) : signIn();
  }

  /// Nothing is kept that does not open the storage.
  private int signIn() throws TidelockException, InterruptedException {
    Vaults vaults = context().vaults().get();
    ProfileState state = vaults.state(home());
    if (state == ProfileState.EMPTY) {
      throw VaultCommand.notSetUp();
    }
    if (InstanceClient.isRunning(home())) {
      throw VaultCommand.running();
    }
    String storage = vaults.storage(home());
    Vaults reaching = server.reaching(storage, vaults, context());
    if (reaching.look(storage) != StorageState.VAULT) {
      throw new TidelockException(
          ErrorCode.STORAGE,
          "There is no vault at the place that this profile knows.",
          "Nothing was changed.",
          "Sign in with the account that the vault was made with.");
    }
    if (state == ProfileState.LOCKED) {
      try (Unlock given = new Secrets(context(), passphrase).unlock();
          Vault opened = reaching.open(home(), Optional.of(given))) {
        tell(opened.info().storage());
      }
    } else {
      try (Vault opened = reaching.open(home(), Optional.empty())) {
        tell(opened.info().storage());
      }
    }
    return 0;
  }

  private void tell(String storage) {
    document(Json.object().put("storage", storage).put("signedIn", true));
    say("Signed in to " + Words.shown(storage) + "; this is kept, sealed, in the profile.");
  }

  private int test(String storage) throws TidelockException, InterruptedException {
    Vaults vaults = server.reaching(storage, context().vaults().get(), context());
    StorageReport report = vaults.test(storage);
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
        .put("storage", url.orElse(""))
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
