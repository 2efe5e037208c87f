package org.tidelock.app.ui.undo;

import java.time.Instant;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.UndoRequest;

/// Takes back all that one device has changed from a time on, once it was seen what that would do.
public final class DeviceUndo {
  private final PageContext context;
  private final Texts texts;
  private final Instant since;
  private final ComboBox<DeviceInfo> devices = new ComboBox<>();
  private final UndoPreview preview;
  private final Button undo;

  private DeviceUndo(PageContext context, Instant since, List<DeviceInfo> all) {
    this.context = context;
    this.texts = context.texts();
    this.since = since;
    this.undo = Ui.button(Feather.ROTATE_CCW, texts.get("undo.undo"), this::undo);
    undo.setId("undo-undo");
    this.preview = new UndoPreview(context, ready -> undo.setDisable(!ready));
    devices.setId("undo-device");
    devices.setAccessibleText(texts.get("undo.device.whose"));
    devices.setMaxWidth(Double.MAX_VALUE);
    devices.setConverter(names());
    devices.getItems().setAll(all);
    devices.valueProperty().addListener((_, _, _) -> ask());
    preview.say(texts.get("undo.device.choose"));
  }

  /// Reads which devices there are, also removed ones, and asks whose changes are meant.
  public static void open(PageContext context, Instant since) {
    context
        .ui()
        .tasks()
        .<List<DeviceInfo>>run(
            context.vault()::devices,
            all -> context.layer().open(new DeviceUndo(context, since, all).dialog()),
            failure ->
                context
                    .layer()
                    .toast(
                        Feather.ALERT_TRIANGLE, Tone.WARNING, context.problem(failure).sentence()));
  }

  private StringConverter<DeviceInfo> names() {
    return new StringConverter<>() {
      @Override
      public String toString(DeviceInfo device) {
        return device == null
            ? ""
            : device.thisDevice() ? texts.get("activity.thisComputer") : device.name();
      }

      @Override
      public DeviceInfo fromString(String name) {
        throw new UnsupportedOperationException("not editable");
      }
    };
  }

  private DialogCard dialog() {
    var close = Ui.button(texts.get("undo.close"), context.layer()::close, "accent");
    close.setId("undo-close");
    var label = Ui.label(texts.get("undo.device.whose"), "t-small", "t-medium");
    label.setLabelFor(devices);
    return new DialogCard(
            Feather.ROTATE_CCW,
            Tone.ACCENT,
            texts.get("undo.device.title", context.formats().version(since)),
            texts.get("undo.device.body"),
            Ui.column(12, Ui.column(6, label, devices), preview),
            close,
            undo)
        .onClosed(preview::stop);
  }

  private UndoRequest request() {
    return new UndoRequest.Since(devices.getValue().id(), since);
  }

  private void ask() {
    if (devices.getValue() != null) {
      preview.ask(request());
    }
  }

  private void undo() {
    context.layer().close();
    context.actions().undo(request());
  }
}
