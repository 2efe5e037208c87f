package org.tidelock.app.ui.devices;

import javafx.geometry.Insets;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.FingerprintWords;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.KeyValue;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.DeviceInfo;

/// All that is known of a device, with exact times, and its words to be compared with its own screen.
final class DeviceDetails {
  private final PageContext context;
  private final Texts texts;
  private final Formats formats;

  DeviceDetails(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.formats = context.formats();
  }

  void open(DeviceInfo device) {
    var close = Ui.button(texts.get("device.details.close"), context.layer()::close, "accent");
    close.setId("device-details-close");
    var tone = device.removed() ? Tone.NEUTRAL : Tone.ACCENT;
    context
        .layer()
        .open(
            new DialogCard(
                Feather.MONITOR,
                tone,
                device.name(),
                texts.get(sentence(device)),
                body(device),
                close));
  }

  private static String sentence(DeviceInfo device) {
    if (device.removed()) {
      return "device.details.removed";
    }
    return device.thisDevice() ? "device.details.this" : "device.details.other";
  }

  private VBox body(DeviceInfo device) {
    var words = FingerprintWords.of(device.fingerprint(), texts);
    var facts = Ui.styled(Ui.column(10), "tl-inset");
    facts.setPadding(new Insets(16));
    facts
        .getChildren()
        .add(new KeyValue(texts.get("device.details.added"), formats.exact(device.added())));
    device
        .lastSeen()
        .ifPresent(
            at ->
                facts
                    .getChildren()
                    .add(new KeyValue(texts.get("device.details.seen"), formats.exact(at))));
    device
        .removedAt()
        .ifPresent(
            at ->
                facts
                    .getChildren()
                    .add(new KeyValue(texts.get("device.details.gone"), formats.exact(at))));
    facts
        .getChildren()
        .add(new KeyValue(texts.get("device.details.id"), device.id(), "t-mono-small"));
    var body = Ui.column(16, words, facts);
    if (device.removed()) {
      body.getChildren().add(new Note(Feather.INFO, texts.get("device.removed.note")));
    }
    return body;
  }
}
