package org.tidelock.app.ui.overview;

import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Bar;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.KeyValue;
import org.tidelock.app.ui.component.Sparkline;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Progress;

/// The narrow column of the overview: speed, devices, storage.
final class SideCards extends VBox {
  private static final double WIDTH = 288;

  private final Texts texts;
  private final OverviewViewModel model;
  private final Label sending = Ui.label("", "t-heading");
  private final Label receiving = Ui.label("", "t-small", "fg-muted");
  private final Sparkline curve = new Sparkline(62);
  private final Label deviceCount = Ui.label("", "t-small", "fg-muted");
  private final VBox devices = new VBox();
  private final VBox facts = new VBox(10);

  SideCards(Texts texts, OverviewViewModel model) {
    super(20);
    this.texts = texts;
    this.model = model;
    setMinWidth(WIDTH);
    setMaxWidth(WIDTH);
    getChildren().addAll(throughput(), deviceCard(), Ui.grow(storage()));
    model.throughputProperty().addListener((_, _, _) -> showThroughput());
    model.devicesProperty().addListener((_, _, _) -> showDevices());
    showThroughput();
    showDevices();
    showFacts();
  }

  private Card throughput() {
    var head =
        new HBox(
            Ui.label(texts.get("overview.throughput"), "t-sub"),
            Ui.spacer(),
            Ui.label(texts.get("overview.throughput.span"), "t-caption", "fg-muted"));
    head.setAlignment(Pos.CENTER_LEFT);
    // Fixed, so that changing digits do not push the other direction to and fro.
    sending.setMinWidth(78);
    var up = Ui.row(4, Icons.of(Feather.ARROW_UP, 16, Tone.ACCENT), sending);
    var down = Ui.row(4, Icons.of(Feather.ARROW_DOWN, 14), receiving);
    var words = new VBox(4, head, Ui.row(12, up, down));
    words.setPadding(new Insets(16, 20, 0, 20));
    var drawing = new StackPane(curve);
    drawing.setPadding(new Insets(0, 1, 1, 1));
    var card = new Card(words, Ui.spacer(), drawing);
    card.setMinHeight(150);
    card.setMaxHeight(150);
    return card;
  }

  private Card deviceCard() {
    var card = Card.of(texts.get("overview.devices"), deviceCount, devices);
    card.setMinHeight(USE_PREF_SIZE);
    return card;
  }

  private Card storage() {
    var head =
        new HBox(
            Ui.label(texts.get("overview.storage"), "t-sub"),
            Ui.spacer(),
            Ui.label(kind(), "t-caption", "fg-muted"));
    head.setAlignment(Pos.CENTER_LEFT);
    return Card.padded(12, head, facts);
  }

  private String kind() {
    return switch (model.info().storageKind()) {
      case FOLDER -> texts.get("storage.kind.folder");
      case SERVER -> texts.get("storage.kind.server");
    };
  }

  void showFacts() {
    var place = Ui.paragraph(model.storage(), "t-small", "t-medium");
    var kit = new KeyValue(texts.get("overview.kit"), model.kitWords());
    model.kit().paintText(kit.value());
    facts
        .getChildren()
        .setAll(place, new KeyValue(texts.get("overview.check"), model.lastCheck()), kit);
  }

  private void showThroughput() {
    var now = model.throughputProperty().get();
    sending.setText(now.sending());
    receiving.setText(now.receiving());
    curve.show(now.samples(), now.spoken());
  }

  private void showDevices() {
    var known = model.devicesProperty().get();
    deviceCount.setText(texts.get("devices.count", known.size()));
    devices.getChildren().setAll(known.stream().map(SideCards::row).toList());
    if (!known.isEmpty()) {
      devices.getChildren().getLast().getStyleClass().add("last");
    }
  }

  private static HBox row(OverviewViewModel.Device device) {
    var words =
        Ui.grow(
            Ui.column(
                0,
                Ui.label(device.name(), "t-small", "t-medium"),
                Ui.label(device.news(), "t-caption", "fg-subtle")));
    words.setAlignment(Pos.CENTER_LEFT);
    var dot = Ui.styled(new Region(), "dot");
    (device.near() ? Tone.SUCCESS : Tone.NEUTRAL).paint(dot);
    var row = Ui.styled(new HBox(Icons.of(Feather.MONITOR, 18), words, dot), "tl-row");
    row.setMinHeight(52);
    row.setMaxHeight(52);
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(device.name() + ", " + device.news());
    return row;
  }

  /// Files done of all, over a bar.
  static VBox progress(Optional<Progress> progress, Texts texts) {
    var bar = new Bar(4);
    bar.setMinWidth(120);
    bar.setMaxWidth(120);
    var words = Ui.label("", "t-caption", "fg-muted");
    progress.ifPresent(
        now -> {
          var said = texts.get("overview.folder.progress", now.files(), now.totalFiles());
          words.setText(said);
          double all = Math.max(1, now.totalBytes());
          bar.show(now.bytes() / all, said);
        });
    var box = new VBox(6, words, bar);
    box.setAlignment(Pos.CENTER_RIGHT);
    return box;
  }
}
