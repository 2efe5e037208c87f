package org.tidelock.app.ui.wizard;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// This device is one of the vault's. Its Continue starts syncing.
final class JoinedStep implements WizardStep {
  private final UiContext ui;
  private final Texts texts;
  private final JoinModel model;
  private final FirstSync firstSync;
  private final VBox view = new VBox(24);

  JoinedStep(UiContext ui, JoinModel model) {
    this.ui = ui;
    this.texts = ui.texts();
    this.firstSync = new FirstSync(ui);
    this.model = model;
  }

  @Override
  public void shown() {
    model.vault().map(Vault::info).ifPresent(this::show);
    model.vault().ifPresent(firstSync::look);
  }

  @Override
  public void hidden() {
    firstSync.stop();
  }

  private void show(VaultInfo info) {
    view.getChildren()
        .setAll(
            Summary.hero(info.name(), texts.get("joined.content", info.device())),
            firstSync.view(),
            Summary.list(
                List.of(
                    Summary.Fact.good(texts.get("step.storage"), StorageName.of(info)),
                    Summary.Fact.good(texts.get("step.folder"), info.folder().toString()),
                    new Summary.Fact(
                        Feather.CHECK_CIRCLE,
                        Tone.SUCCESS,
                        texts.get("done.fingerprint"),
                        model.fingerprint(),
                        "t-mono-small"))));
    view.getChildren().addAll(FirstSyncRow.of(ui));
    model
        .pairing()
        .leftBehindProperty()
        .get()
        .ifPresent(
            what -> view.getChildren().add(Note.inset(Feather.ALERT_TRIANGLE, what.sentence())));
  }

  @Override
  public Words words() {
    return new Words(
        "step.done", "step.done.hint", "joined.title", "joined.sentence", "done.start");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public boolean canGoBack() {
    return false;
  }
}
