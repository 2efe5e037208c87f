package org.tidelock.app.ui.wizard;

import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.FingerprintWords;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.JoinRequest.VaultPreview;

/// Are these your devices, and do the words agree? Only a yes makes this device one of them.
final class DevicesStep implements WizardStep {
  private final UiContext ui;
  private final Texts texts;
  private final JoinModel model;
  private final VBox view = new VBox(24);

  DevicesStep(UiContext ui, JoinModel model) {
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    model.previewProperty().addListener((_, _, preview) -> preview.ifPresent(this::show));
  }

  private void show(VaultPreview preview) {
    var words = FingerprintWords.of(preview.fingerprint(), texts);
    var holder =
        new VBox(
            12, Ui.paragraph(texts.get("devices.fingerprint.body"), "t-small", "fg-muted"), words);
    holder.setPadding(new Insets(16, 20, 20, 20));
    var rows = new VBox();
    for (var device : preview.devices()) {
      rows.getChildren().add(row(device));
    }
    if (!rows.getChildren().isEmpty()) {
      rows.getChildren().getLast().getStyleClass().add("last");
    }
    view.getChildren()
        .setAll(
            Card.of(texts.get("devices.fingerprint"), Ui.label(""), holder),
            Card.of(
                texts.get("devices.list"),
                Ui.label(
                    texts.get("devices.count", preview.devices().size()), "t-small", "fg-muted"),
                rows),
            new Note(Feather.INFO, texts.get("devices.note")));
  }

  private HBox row(DeviceInfo device) {
    var added = texts.get("devices.added", ui.formats().date(device.added()));
    var words =
        Ui.grow(
            Ui.column(
                2, Ui.label(device.name(), "t-medium"), Ui.label(added, "t-caption", "fg-subtle")));
    words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    var print = Ui.label(device.fingerprint(), "t-mono-small", "fg-muted");
    print.setMinWidth(0);
    var row = Ui.styled(new HBox(Icons.of(Feather.MONITOR, 18), words, print), "tl-row");
    row.setMinHeight(56);
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(device.name() + ", " + added);
    return row;
  }

  @Override
  public Words words() {
    return new Words(
        "step.devices", "step.devices.hint", "devices.title", "devices.sentence", "devices.yes");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void proceed(Runnable next) {
    model.confirm(next);
  }

  @Override
  public void hidden() {
    model.stopAsking();
  }

  @Override
  public boolean dirty() {
    return model.previewProperty().get().isPresent();
  }
}
