package org.tidelock.app.ui.devices;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.devices.RemovalModel.State;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.VaultInfo;

/// Says what removing a device does and what it cannot do, asks whether somebody may know the passphrase, and for what only the owner has.
final class RemoveDialog {
  private final PageContext context;
  private final Texts texts;
  private final RemovalModel model;
  private final Runnable ended;
  private final UnlockFields fields;
  private final VBox secret;
  private final CheckBox stolen;
  private final Note next;
  private final Banner problem = new Banner();
  private final Button stay;
  private final Button go;
  private boolean isGone;

  /// @param ended called when the dialog is gone and something may have changed
  RemoveDialog(PageContext context, DeviceInfo device, Runnable ended) {
    this.context = context;
    this.texts = context.texts();
    this.ended = ended;
    model = new RemovalModel(context, device);
    fields = new UnlockFields(texts, model.owner().input(), "remove");
    secret = new VBox(4, fields, Ui.row(0, fields.choice()));
    stolen = new CheckBox(texts.get("device.remove.stolen"));
    stolen.setId("remove-stolen");
    stolen.setWrapText(true);
    stolen.setMinHeight(CheckBox.USE_PREF_SIZE);
    stolen.selectedProperty().bindBidirectional(model.stolenProperty());
    next = Note.inset(Feather.ARROW_RIGHT, texts.get("device.remove.next"));
    stay = Ui.button(texts.get("device.remove.stay"), this::stay, "accent");
    stay.setId("remove-stay");
    go = Ui.button("", this::go);
    go.setId("remove-go");
    go.disableProperty().bind(model.ready().not());
    model.stolenProperty().addListener((_, _, _) -> show());
    model.stateProperty().addListener((_, _, state) -> changed(state));
  }

  void open() {
    show();
    context.layer().open(card().onClosed(this::closed));
  }

  private DialogCard card() {
    var name = model.device().name();
    if (model.device().removed()) {
      return new DialogCard(
          Feather.KEY,
          Tone.ACCENT,
          texts.get("device.key.title"),
          texts.get("device.key.body", name),
          Ui.column(16, secret, problem),
          stay,
          go);
    }
    return new DialogCard(
        Feather.USER_MINUS,
        Tone.WARNING,
        texts.get("device.remove.title", name),
        texts.get("device.remove.body"),
        Ui.column(16, notes(), stolen, next, secret, problem),
        stay,
        go);
  }

  /// What it cannot do.
  private VBox notes() {
    boolean isFolder = context.model().info().storageKind() == VaultInfo.StorageKind.FOLDER;
    var storage = texts.get(isFolder ? "device.remove.folder" : "device.remove.storage");
    return Ui.column(
        10,
        new Note(Feather.EYE, texts.get("device.remove.stays")),
        new Note(Feather.HARD_DRIVE, storage));
  }

  private void show() {
    boolean replaces = model.stolenProperty().get();
    boolean works = model.isWorking();
    Ui.show(secret, !replaces);
    Ui.show(next, replaces);
    go.getStyleClass().remove("danger-text");
    if (!replaces && !model.device().removed()) {
      go.getStyleClass().add("danger-text");
    }
    secret.setDisable(works);
    stolen.setDisable(works);
    stay.setText(stays(works));
    go.setText(goes(replaces, works));
  }

  private String stays(boolean works) {
    if (works) {
      return texts.get("device.remove.stop");
    }
    return texts.get(model.device().removed() ? "device.key.stay" : "device.remove.stay");
  }

  private String goes(boolean replaces, boolean works) {
    if (works) {
      return texts.get(model.device().removed() ? "device.key.working" : "device.remove.working");
    }
    if (replaces) {
      return texts.get("wizard.continue");
    }
    return texts.get(model.device().removed() ? "device.key.go" : "device.remove.go");
  }

  private void changed(State state) {
    if (isGone) {
      return; // the vault may be locked by now
    }
    show();
    problem.hide();
    switch (state) {
      case State.Asking() -> fields.focus();
      // Not on Stop: a Space too many would press it.
      case State.Working() -> context.layer().dialog().ifPresent(Node::requestFocus);
      case State.Done() -> {
        context.layer().close();
        var done = model.device().removed() ? "device.key.done" : "device.remove.done";
        context.layer().toast(Feather.CHECK, Tone.SUCCESS, texts.get(done, model.device().name()));
      }
      case State.Stopped() -> {
        var stopped = model.device().removed() ? "device.key.stopped" : "device.remove.stopped";
        problem.show(Tone.WARNING, texts.get(stopped), "");
      }
      case State.Failed(var what) -> problem.show(Tone.DANGER, what.title(), what.body());
    }
  }

  private void go() {
    if (model.stolenProperty().get()) {
      context.layer().close();
      context.actions().newSecrets(Optional.of(model.device()));
    } else {
      model.remove();
    }
  }

  private void stay() {
    if (model.isWorking()) {
      model.stop();
    } else {
      context.layer().close();
    }
  }

  private void closed() {
    isGone = true;
    model.close();
    ended.run();
  }
}
