package org.tidelock.app.ui.devices;

import java.util.Map;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.FingerprintWords;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WordCells;
import org.tidelock.engine.VaultInfo;

/// What somebody does at another computer to make it a device of this vault by the passphrase or the kit, with what is needed for it from here.
final class AddDevice {
  private static final double WIDTH = 312;

  private final PageContext context;
  private final Texts texts;
  private final WordCells words = new WordCells();
  private final Button copy;
  private final Card card;

  AddDevice(PageContext context, Runnable close) {
    this.context = context;
    this.texts = context.texts();
    copy = Ui.button(Feather.COPY, texts.get("device.add.copy"), this::copy, "small");
    copy.setId("device-add-copy");
    var shut = Ui.iconButton(Feather.X, texts.get("device.add.close"), close, "flat", "small");
    shut.setId("device-add-close");
    var body = body();
    card = Card.of(texts.get("device.add.secret"), shut, body);
    card.setMinWidth(WIDTH);
    card.setMaxWidth(WIDTH);
    card.setMaxHeight(Card.USE_PREF_SIZE);
    card.setId("device-add-panel");
  }

  Card card() {
    return card;
  }

  void focus() {
    copy.requestFocus();
  }

  void show(String fingerprint) {
    FingerprintWords.show(words, fingerprint, texts);
  }

  private VBox body() {
    var info = context.model().info();
    var address = new TextField(StorageName.of(info));
    address.setId("device-add-storage");
    address.setEditable(false);
    address.setAccessibleText(texts.get("device.add.storage.name"));
    var where = Ui.column(8, address, Ui.row(0, copy));
    boolean isFolder = info.storageKind() == VaultInfo.StorageKind.FOLDER;
    if (isFolder) {
      where
          .getChildren()
          .add(Ui.paragraph(texts.get("device.add.folder"), "t-caption", "fg-muted"));
    }
    var body =
        Ui.column(
            18,
            step(1, "device.add.start", new VBox()),
            step(2, "device.add.storage", where),
            step(3, "device.add.unlock", new VBox()),
            step(4, "device.add.compare", words),
            Note.inset(Feather.INFO, texts.get("device.add.appears")));
    body.setPadding(new Insets(20));
    return body;
  }

  private HBox step(int number, String key, javafx.scene.layout.Pane more) {
    var circle = Ui.label(String.valueOf(number), "step-circle");
    circle.setMinWidth(24);
    var column = Ui.column(8, Ui.paragraph(texts.get(key), "t-small"));
    column.setMinWidth(0);
    if (!(more instanceof VBox box && box.getChildren().isEmpty())) {
      column.getChildren().add(more);
    }
    return new HBox(12, circle, Ui.grow(column));
  }

  private void copy() {
    Clipboard.getSystemClipboard()
        .setContent(Map.of(DataFormat.PLAIN_TEXT, StorageName.of(context.model().info())));
  }
}
