package org.tidelock.app.ui.wizard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;

/// Where the sealed data shall lie, and what a look at that place says. A storage on a server is looked at when the person asks for it, and then tried out.
public final class StorageModel {
  /// In the order in which they are offered. A further kind of server is a constant here with its [ServerForm] and its card in [StorageKinds].
  public enum Kind {
    /// A folder the program suggests.
    THIS_COMPUTER,
    /// A folder the person chooses: a disk, a share, a folder that another program carries elsewhere.
    FOLDER,
    WEBDAV,
    SFTP,
    S3;

    boolean isServer() {
      return this != THIS_COMPUTER && this != FOLDER;
    }
  }

  /// What is known about the chosen place.
  public sealed interface Look {
    record Nothing() implements Look {}

    record Looking() implements Look {}

    /// @param free bytes, if the system tells
    /// @param report of a server
    record Seen(Vaults.StorageState state, Optional<Long> free, Optional<StorageReport> report)
        implements Look {}

    /// @param signIn the user or the secret was refused
    record Failed(Problem problem, boolean signIn) implements Look {}

    /// The server cannot show that it is the right one; nothing secret went there.
    record Stranger(UnknownServer server) implements Look {}
  }

  private final UiContext ui;
  private final Path suggested;
  private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.THIS_COMPUTER);
  private final ObjectProperty<Optional<Path>> chosen =
      new SimpleObjectProperty<>(Optional.empty());
  private final Map<Kind, ServerForm> forms =
      Map.of(Kind.WEBDAV, new WebDavForm(), Kind.SFTP, new SftpForm(), Kind.S3, new S3Form());
  private final ReadOnlyObjectWrapper<Look> look = new ReadOnlyObjectWrapper<>(new Look.Nothing());

  /// What a person has agreed to for the server that is typed in now.
  private StorageAccess trusted = StorageAccess.NONE;

  /// Of the server that was seen last.
  private String seen = "";

  private TaskRunner.@Nullable Handle running;

  public StorageModel(UiContext ui, Path suggested) {
    this.ui = ui;
    this.suggested = suggested;
    kind.addListener((_, _, _) -> look());
    chosen.addListener((_, _, _) -> look());
    for (var form : forms.values()) {
      for (var entry : form.entries()) {
        entry.text().addListener((_, _, _) -> typed(entry));
      }
    }
  }

  public ObjectProperty<Kind> kindProperty() {
    return kind;
  }

  public ObjectProperty<Optional<Path>> chosenProperty() {
    return chosen;
  }

  public ReadOnlyObjectProperty<Look> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /// The form of the chosen kind, if it is one of servers.
  Optional<ServerForm> form() {
    return Optional.ofNullable(forms.get(kind.get()));
  }

  /// The folder that is to hold the vault, once there is one.
  public Optional<Path> place() {
    return switch (kind.get()) {
      case THIS_COMPUTER -> Optional.of(suggested);
      case FOLDER -> chosen.get();
      default -> Optional.empty();
    };
  }

  /// Of a server, the address at which it was seen.
  public Optional<String> url() {
    return kind.get().isServer()
        ? Optional.of(seen).filter(url -> !url.isEmpty())
        : place().map(StorageUrls::ofFolder);
  }

  /// Vaults that reach the chosen place.
  public Vaults vaults() {
    return form().map(form -> ui.vaults().with(access(form))).orElse(ui.vaults());
  }

  private StorageAccess access(ServerForm form) {
    return form.access().or(trusted.agreeing(StorageAccess.ASK_FIRST, "yes"));
  }

  /// Whether something was typed that leaving would lose.
  boolean isTouched() {
    return form().filter(ServerForm::isTouched).isPresent();
  }

  /// No secret stays in a field.
  void forget() {
    cancel();
    forms.values().forEach(ServerForm::forget);
  }

  /// What was seen is not what is typed now. Who is trusted stays while only the secret changes.
  private void typed(ServerForm.Entry entry) {
    if (!entry.secret()) {
      trusted = StorageAccess.NONE;
    }
    cancel();
    seen = "";
    look.set(new Look.Nothing());
  }

  private void cancel() {
    if (running != null) {
      running.cancel();
    }
    running = null;
  }

  /// Looks at the chosen folder; the last choice wins. What was seen of a server stays as long as nothing else is typed.
  public void look() {
    if (kind.get().isServer()) {
      if (seen.isEmpty() || !(look.get() instanceof Look.Seen)) {
        cancel();
        look.set(new Look.Nothing());
      }
      return;
    }
    cancel();
    seen = "";
    place().ifPresentOrElse(this::lookAt, () -> look.set(new Look.Nothing()));
  }

  private void lookAt(Path place) {
    look.set(new Look.Looking());
    running =
        ui.tasks()
            .<Look>run(
                () ->
                    new Look.Seen(
                        ui.vaults().look(StorageUrls.ofFolder(place)),
                        free(place),
                        Optional.empty()),
                look::set,
                this::failed);
  }

  /// Of the nearest directory that exists, because the vault's own may not exist yet.
  private static Optional<Long> free(Path place) {
    for (Path at = place.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        try {
          return Optional.of(Files.getFileStore(at).getUsableSpace());
        } catch (IOException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /// Tries out the server that is typed in, if enough of it is; the last try wins.
  public void test() {
    form().filter(ServerForm::isComplete).ifPresent(this::test);
  }

  private record Tested(String url, StorageReport report) {}

  private void test(ServerForm form) {
    cancel();
    look.set(new Look.Looking());
    var urls = form.urls();
    var reaching = vaults();
    running = ui.tasks().<Tested>run(() -> firstOf(urls, reaching), this::tested, this::failed);
  }

  /// @throws TidelockException of the first address, if none of them is a storage
  private static Tested firstOf(List<String> urls, Vaults vaults)
      throws TidelockException, InterruptedException {
    @Nullable TidelockException first = null;
    for (var url : urls) {
      try {
        return new Tested(url, vaults.test(url));
      } catch (TidelockException e) {
        first = first == null ? e : first;
        if (e.happened().phrase() != Happened.STORAGE_TROUBLE) {
          throw e;
        }
      }
    }
    if (first != null) {
      throw first;
    }
    throw new IllegalStateException("no address");
  }

  private void tested(Tested tested) {
    var refusal = tested.report().refusal();
    if (refusal.isPresent()) {
      failed(refusal.get());
      return;
    }
    seen = tested.url();
    look.set(
        new Look.Seen(
            tested.report().there(),
            tested.report().room().stream().boxed().findFirst(),
            Optional.of(tested.report())));
  }

  private void failed(Exception failure) {
    if (failure instanceof TidelockException known) {
      var stranger = known.unknownServer().filter(server -> !server.isAlarm());
      if (stranger.isPresent()) {
        look.set(new Look.Stranger(stranger.get()));
        return;
      }
    }
    boolean signIn =
        failure instanceof TidelockException refused
            && refused.happened().phrase() == Happened.STORAGE_SIGN_IN;
    look.set(new Look.Failed(ui.problem(failure), signIn));
  }

  /// The person has compared what the server showed.
  public void trust(UnknownServer server) {
    trusted = server.trustedBy(trusted);
    test();
  }
}
