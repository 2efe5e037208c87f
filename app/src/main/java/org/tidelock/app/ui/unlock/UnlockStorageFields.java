package org.tidelock.app.ui.unlock;

import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.ServerWords;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.UnknownServer;

/// Where it is typed what opens the storage of a locked profile, below the words of the recovery kit; and a question about its server.
final class UnlockStorageFields extends VBox {
  private final Texts texts;
  private final UnlockViewModel model;
  private final Field user;
  private final Field secret;
  private final VBox question = Ui.column(8);

  UnlockStorageFields(Texts texts, UnlockViewModel model) {
    super(12);
    this.texts = texts;
    this.model = model;
    user = Field.text(texts.get("storage.bucket.keyId"), false);
    user.id("unlock-storage-user");
    user.textProperty().bindBidirectional(model.storage().userProperty());
    secret =
        Field.secret(
            texts.get("unlock.kit.storage"),
            false,
            texts.get("storage.secret.show"),
            texts.get("storage.secret.hide"));
    secret.id("unlock-storage-secret");
    secret.textProperty().bindBidirectional(model.storage().secretProperty());
    getChildren().addAll(user, secret, question);
    model.input().byKitProperty().addListener((_, _, _) -> show());
    model.storage().needsProperty().addListener((_, _, _) -> show());
    model.storage().problemProperty().addListener((_, _, said) -> say(said));
    model.storage().strangerProperty().addListener((_, _, server) -> ask(server));
    say("");
    show();
  }

  private void show() {
    var needs = model.storage().needsProperty().get();
    boolean isKey = needs == StorageNeeds.ACCESS_KEY;
    Ui.show(user, isKey);
    secret.label(texts.get(isKey ? "storage.bucket.secret" : "unlock.kit.storage"));
    Ui.show(secret, isKey || needs == StorageNeeds.PASSWORD);
    secret.revealedProperty().set(false);
    Ui.show(this, model.input().byKitProperty().get() && needs != StorageNeeds.NOTHING);
  }

  private void say(String problem) {
    question.getChildren().clear();
    if (problem.isEmpty()) {
      secret.help(texts.get("unlock.kit.storage.help"));
    } else if (secret.isVisible()) {
      secret.invalid(problem);
      secret.focus();
    } else {
      question.getChildren().add(Ui.paragraph(problem, "t-small", "fg-danger"));
    }
  }

  private void ask(Optional<UnknownServer> met) {
    question.getChildren().clear();
    secret.help(met.isPresent() ? "" : texts.get("unlock.kit.storage.help"));
    met.ifPresent(this::ask);
  }

  private void ask(UnknownServer server) {
    var words = ServerWords.of(server);
    var trust = Ui.button(texts.get(words.trust()), () -> model.trust(server), "small");
    trust.setId("unlock-trust");
    var shown = Ui.styled(Ui.column(8, Ui.paragraph(server.fingerprint(), "t-mono")), "tl-inset");
    shown.setPadding(new Insets(12));
    question
        .getChildren()
        .setAll(
            Ui.paragraph(texts.get(words.title()), "t-medium"),
            Ui.paragraph(texts.get(words.body()), "t-small", "fg-muted"),
            shown,
            trust);
    trust.requestFocus();
  }
}
