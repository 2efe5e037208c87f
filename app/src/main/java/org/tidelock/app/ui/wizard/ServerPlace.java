package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;

/// A storage on a server, which is tried out when the person asks for it. What came out holds as long as nothing else is typed.
sealed class ServerPlace extends StoragePlace permits OneDrivePlace {
  /// What is said of it, as keys of texts; a detail may be empty.
  ///
  /// @param action on the button that tries it out
  /// @param untried as long as nothing is known of it, with `caution` below
  /// @param fit below what was found, where one can go on
  record Words(String action, String untried, String caution, String fit) {
    static final Words USUAL = new Words("storage.server.test", "storage.server.untried", "", "");
  }

  private final ServerForm form;

  /// What a person has agreed to for the server that is typed in now.
  private StorageAccess trusted = StorageAccess.NONE;

  /// The address at which the storage was seen, once it was.
  private String seen = "";

  ServerPlace(UiContext ui, ServerForm form) {
    super(ui);
    this.form = form;
    for (var entry : form.entries()) {
      entry.text().addListener((_, _, _) -> typed(entry));
    }
  }

  final ServerForm form() {
    return form;
  }

  /// As things are now.
  Words words() {
    return Words.USUAL;
  }

  @Override
  Optional<String> url() {
    return lookProperty().get() instanceof Look.Seen ? Optional.of(seen) : Optional.empty();
  }

  @Override
  Vaults vaults() {
    return ui.vaults().with(form.access().or(trusted.agreeing(StorageAccess.ASK_FIRST, "yes")));
  }

  /// A server is not knocked at before the person says so.
  @Override
  void shown() {}

  @Override
  boolean isTouched() {
    return form.isTouched();
  }

  @Override
  void forget() {
    stop();
    form.forget();
  }

  /// What was seen is not what is typed now. Who is trusted stays while only the secret changes.
  void typed(ServerForm.Entry entry) {
    if (!entry.secret()) {
      trusted = StorageAccess.NONE;
    }
    unsee();
  }

  /// Nothing is known of the storage any more, and nothing is under way.
  final void unsee() {
    become(new Look.Nothing());
  }

  /// Whether enough is typed, and nothing is under way already.
  final boolean canTest() {
    return !isLooking() && form.isComplete();
  }

  /// Tries out what is typed in, if it can.
  void test() {
    if (canTest()) {
      tryOut();
    }
  }

  final void tryOut() {
    var urls = form.urls();
    var reaching = vaults();
    look(() -> firstOf(urls, reaching), this::tested);
  }

  private record Tested(String url, StorageReport report) {}

  /// @throws TidelockException of the first address, if none of them is a storage
  private static Tested firstOf(List<String> urls, Vaults vaults)
      throws TidelockException, InterruptedException {
    @Nullable TidelockException first = null;
    for (var url : urls) {
      try {
        return new Tested(url, vaults.test(url));
      } catch (TidelockException e) {
        first = first == null ? e : first;
        if (e.happened().phrase() != Happened.STORAGE_TROUBLE
            && e.happened().phrase() != Happened.STORAGE_PAGE) {
          throw e;
        }
      }
    }
    if (first != null) {
      throw first;
    }
    throw new IllegalStateException("no address");
  }

  private Look tested(Tested tested) {
    var refusal = tested.report().refusal();
    if (refusal.isPresent()) {
      return failed(refusal.get());
    }
    seen = tested.url();
    return new Look.Seen(
        tested.report().there(),
        tested.report().room().stream().boxed().findFirst(),
        Optional.of(tested.report()));
  }

  @Override
  Look failed(Exception failure) {
    if (failure instanceof TidelockException known) {
      var server = known.unknownServer();
      if (server.isPresent()) {
        return met(server.get());
      }
      return switch (known.happened().phrase()) {
        case Happened.NO_STORAGE_URL -> new Look.Wrong(form.wrong());
        case Happened.STORAGE_SIGN_IN, Happened.STORAGE_SIGN_IN_ENDED -> new Look.Refused();
        default -> super.failed(failure);
      };
    }
    return super.failed(failure);
  }

  private Look met(UnknownServer server) {
    return server.isAlarm()
        ? new Look.Changed(server, trusted.agreed(server.agreement()).isPresent())
        : new Look.Stranger(server);
  }

  /// The person has compared what the server showed.
  final void trust(UnknownServer server) {
    trusted = server.trustedBy(trusted);
    test();
  }
}
