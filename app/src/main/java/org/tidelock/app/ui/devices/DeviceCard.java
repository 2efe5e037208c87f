package org.tidelock.app.ui.devices;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Badge;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tile;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.DeviceInfo;

/// One device: what it is called, since when it is in the vault, what it can be recognised by, when something was last heard of it, and what can be done.
final class DeviceCard extends HBox {
  private final DeviceInfo device;

  DeviceCard(
      DeviceInfo device, DevicesViewModel model, Texts texts, Formats formats, Button... actions) {
    super(16);
    this.device = device;
    getStyleClass().addAll("tl-card", "device-card");
    setAlignment(Pos.TOP_LEFT);
    var tone = device.removed() ? Tone.NEUTRAL : Tone.ACCENT;
    var words =
        Ui.grow(
            Ui.column(
                4,
                heading(texts, formats),
                Ui.label(model.added(device), "t-small", "fg-muted"),
                print()));
    words.setMinWidth(0);
    getChildren().addAll(new Tile(Feather.MONITOR, 44, tone), words, right(model, actions));
    setAccessibleRole(AccessibleRole.PARENT);
    setAccessibleText(spoken(model, texts, formats));
  }

  DeviceInfo device() {
    return device;
  }

  private HBox heading(Texts texts, Formats formats) {
    var name = Ui.label(device.name(), "t-sub");
    name.setMinWidth(0);
    var row = Ui.row(10, name);
    if (device.thisDevice()) {
      row.getChildren().add(new Badge(Tone.ACCENT, texts.get("device.this")));
    }
    device
        .removedAt()
        .ifPresent(
            at ->
                row.getChildren()
                    .add(new Badge(Tone.DANGER, texts.get("device.removed", formats.date(at)))));
    return row;
  }

  private HBox print() {
    var words = Ui.paragraph(device.fingerprint(), "t-mono-small", "fg-muted");
    return Ui.row(8, Icons.of(Feather.KEY, 14), Ui.grow(words));
  }

  private VBox right(DevicesViewModel model, Button... actions) {
    var dot = Ui.styled(new Region(), "dot");
    (model.isNear(device) ? Tone.SUCCESS : Tone.NEUTRAL).paint(dot);
    var seen = Ui.label(model.seen(device), "t-small", "fg-muted");
    seen.setMinWidth(USE_PREF_SIZE);
    var state = Ui.row(8, dot, seen);
    state.setAlignment(Pos.CENTER_RIGHT);
    var buttons = Ui.row(8, actions);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    var column = Ui.column(12, state, buttons);
    column.setAlignment(Pos.TOP_RIGHT);
    column.setMinWidth(USE_PREF_SIZE);
    return column;
  }

  private String spoken(DevicesViewModel model, Texts texts, Formats formats) {
    var said = new ArrayList<>(List.of(device.name()));
    if (device.thisDevice()) {
      said.add(texts.get("device.this"));
    }
    device.removedAt().ifPresent(at -> said.add(texts.get("device.removed", formats.date(at))));
    said.addAll(List.of(model.added(device), model.seen(device)));
    said.add(texts.get("devices.fingerprint.spoken", device.fingerprint()));
    return String.join(", ", said);
  }
}
