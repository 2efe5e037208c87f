package org.tidelock.app.ui;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Issue;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;

/// Gives an open vault a new secret of one of its storages, and asks about a server that shows another key than before. What is typed is tried before it is kept;
/// what stays empty stays as it was.
final class StorageSignIn {
  /// Of these a person has to decide before any secret matters: the server is asked at once what it shows.
  private static final Set<String> SERVER = Set.of(Issue.SERVER_UNKNOWN, Issue.SERVER_CHANGED);

  private final UiContext ui;
  private final Texts texts;
  private final SignInDoor door;
  private final boolean asksAtOnce;
  private final Layer layer;
  private final Runnable then;
  private final Field user;
  private final Field secret;
  private final VBox question = Ui.column(12);
  private final Button go;
  private final Button cancel;
  private TaskRunner.@Nullable Handle running;

  /// @param issues of the vault, which may say that its server is another one
  /// @param then once the storage has let it in
  StorageSignIn(UiContext ui, SignInDoor door, List<Issue> issues, Layer layer, Runnable then) {
    this.ui = ui;
    this.texts = ui.texts();
    this.door = door;
    this.asksAtOnce = issues.stream().anyMatch(issue -> SERVER.contains(issue.code()));
    this.layer = layer;
    this.then = then;
    user = Field.text(texts.get("storage.bucket.keyId"), false);
    user.id("sign-in-user");
    secret =
        Field.secret(
            texts.get("storage.field.password"),
            false,
            texts.get("storage.secret.show"),
            texts.get("storage.secret.hide"));
    secret.id("sign-in-secret");
    secret.help(texts.get("signIn.help"));
    go = Ui.button(texts.get("signIn.go"), () -> attempt(StorageAccess.NONE), "accent");
    go.setId("sign-in-go");
    go.setDefaultButton(true);
    cancel = Ui.button(texts.get("wizard.cancel"), layer::close);
    cancel.setId("sign-in-cancel");
  }

  void open() {
    var body = Ui.column(12);
    if (door.needs(ui) == StorageNeeds.ACCESS_KEY) {
      secret.label(texts.get("storage.bucket.secret"));
      body.getChildren().add(user);
    }
    body.getChildren().addAll(secret, question);
    layer.open(
        new DialogCard(
                Feather.KEY,
                Tone.ACCENT,
                texts.get("signIn.title"),
                texts.get("signIn.body", StorageName.of(door.storage())),
                body,
                go,
                cancel)
            .onEscape(layer::close)
            .onClosed(this::closed));
    secret.focus();
    if (asksAtOnce) {
      attempt(StorageAccess.NONE);
    }
  }

  /// Nobody waits any more, and no secret stays in the field.
  private void closed() {
    if (running != null) {
      running.cancel();
    }
    running = null;
    secret.textProperty().set("");
  }

  private StorageAccess typed() {
    var access = StorageAccess.NONE;
    if (!user.textProperty().get().isBlank()) {
      access = access.withUser(user.textProperty().get().strip());
    }
    var text = secret.textProperty().get();
    return text.isEmpty() ? access : access.withSecret(text);
  }

  private void attempt(StorageAccess trusting) {
    var access = typed().or(trusting);
    busy(true);
    question.getChildren().clear();
    running = door.attempt().with(access, this::done, this::failed);
  }

  private void busy(boolean working) {
    go.setDisable(working);
    go.setText(texts.get(working ? "signIn.trying" : "signIn.go"));
    secret.setDisable(working);
    if (working) {
      secret.help(texts.get("signIn.help"));
    }
  }

  private void done() {
    running = null; // what follows is not given up with the dialog
    layer.close();
    layer.toast(Feather.CHECK, Tone.SUCCESS, texts.get(door.done()));
    then.run();
  }

  private void failed(Exception failure) {
    running = null;
    busy(false);
    Optional<UnknownServer> server =
        failure instanceof TidelockException known ? known.unknownServer() : Optional.empty();
    var problem = ui.problem(failure);
    if (server.isPresent()) {
      ask(problem, server.get());
    } else {
      secret.invalid(problem.sentence());
      secret.focus();
    }
  }

  /// The sentence says whether it is new or another one than before, with the fingerprint.
  private void ask(Problem problem, UnknownServer server) {
    var trust =
        Ui.button(
            texts.get("storage.hostKey.trust"),
            () -> attempt(server.trustedBy(StorageAccess.NONE)),
            "small");
    trust.setId("sign-in-trust");
    question
        .getChildren()
        .setAll(
            Ui.paragraph(problem.title(), "t-medium"),
            Ui.paragraph(problem.body(), "t-small", "fg-muted"),
            trust);
    trust.requestFocus();
  }
}
