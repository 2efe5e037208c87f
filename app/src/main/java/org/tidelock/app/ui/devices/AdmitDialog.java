package org.tidelock.app.ui.devices;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UnlockFields;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WordCells;
import org.tidelock.app.ui.devices.AdmissionModel.State;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.VaultInfo;

/// Adds a device by the code that it shows, in three questions: the code, whether both show the same words, and what only the owner has.
final class AdmitDialog {
  private final PageContext context;
  private final Texts texts;
  private final AdmissionModel model;
  private final Runnable instead;
  private final Runnable ended;
  private final Field code;
  private final UnlockFields fields;
  private final VBox secret;
  private final Banner problem = new Banner();
  private final Button next;
  private final Button go;
  private final Button stay;
  private boolean isTurning;
  private boolean isGone;

  /// @param instead shows how it is done without a code
  /// @param ended called when the dialog is gone and something may have changed
  AdmitDialog(PageContext context, Runnable instead, Runnable ended) {
    this.context = context;
    this.texts = context.texts();
    this.instead = instead;
    this.ended = ended;
    model = new AdmissionModel(context);
    code = Field.text(texts.get("admit.code"), true);
    code.id("admit-code");
    code.input().getStyleClass().add("t-mono");
    code.textProperty().bindBidirectional(model.codeProperty());
    code.textProperty().addListener((_, _, _) -> showTyped());
    code.help(texts.get("admit.code.help", AdmissionModel.LENGTH));
    fields = new UnlockFields(texts, model.owner().input(), "admit");
    secret = new VBox(4, fields, Ui.row(0, fields.choice()));
    next = Ui.button(texts.get("wizard.continue"), model::find, "accent");
    next.setId("admit-continue");
    next.setDefaultButton(true);
    next.disableProperty().bind(model.ready().not());
    go = Ui.button(texts.get("admit.go"), this::admit, "accent");
    go.setId("admit-go");
    go.setDefaultButton(true);
    go.disableProperty().bind(model.ready().not());
    stay = Ui.button(texts.get("wizard.cancel"), context.layer()::close);
    stay.setId("admit-cancel");
    model.stateProperty().addListener((_, _, state) -> changed(state));
    model
        .problemProperty()
        .addListener(
            (_, _, what) ->
                what.ifPresentOrElse(
                    said -> problem.show(Tone.DANGER, said.title(), said.body()), problem::hide));
  }

  void open() {
    turn(typing());
    code.focus();
  }

  /// Goes on to the next question.
  private void turn(DialogCard card) {
    isTurning = true;
    context.layer().open(card.onClosed(this::closed));
    isTurning = false;
  }

  private DialogCard typing() {
    var other =
        Ui.button(
            texts.get("admit.instead"),
            () -> {
              context.layer().close();
              instead.run();
            },
            "link",
            "bare",
            "small");
    other.setId("admit-instead");
    return new DialogCard(
            Feather.MONITOR,
            Tone.ACCENT,
            texts.get("device.add"),
            texts.get("admit.body"),
            Ui.column(16, storage(), code, problem, Ui.row(0, other)),
            next,
            stay)
        .onEscape(context.layer()::close);
  }

  private VBox storage() {
    var info = context.model().info();
    var address = new TextField(StorageName.of(info));
    address.setId("admit-storage");
    address.setEditable(false);
    address.setAccessibleText(texts.get("device.add.storage.name"));
    var copy =
        Ui.button(
            Feather.COPY,
            texts.get("device.add.copy"),
            () ->
                Clipboard.getSystemClipboard()
                    .setContent(Map.of(DataFormat.PLAIN_TEXT, StorageName.of(info))),
            "small");
    copy.setId("admit-copy");
    var where = Ui.column(6, new HBox(8, Ui.grow(address), copy));
    if (info.storageKind() == VaultInfo.StorageKind.FOLDER) {
      where
          .getChildren()
          .add(Ui.paragraph(texts.get("device.add.folder"), "t-caption", "fg-muted"));
    }
    return where;
  }

  private void showTyped() {
    switch (model.typed()) {
      case NOTHING -> code.help(texts.get("admit.code.help", AdmissionModel.LENGTH));
      case PART -> code.help(texts.get("admit.code.typing", model.digits(), AdmissionModel.LENGTH));
      case NO_CODE -> code.invalid(texts.get("admit.code.wrong"));
      case CODE -> code.valid();
    }
  }

  private DialogCard comparing(Applicant who) {
    var yes = Ui.button(Feather.CHECK, texts.get("admit.yes", who.name()), () -> model.same(who));
    yes.getStyleClass().add("accent");
    yes.setId("admit-yes");
    yes.setMinWidth(0); // whoever asks chooses the name
    var no = Ui.button(texts.get("admit.no"), () -> turn(stopped()), "danger-text");
    no.setId("admit-no");
    var words = new WordCells();
    words.show(who.words(), texts.get("pair.words.spoken", String.join(", ", who.words())));
    return new DialogCard(
            Feather.MONITOR,
            Tone.ACCENT,
            texts.get("admit.compare"),
            texts.get("admit.compare.body", who.name()),
            Ui.column(16, words, new Note(Feather.ALERT_TRIANGLE, texts.get("admit.compare.note"))),
            yes,
            no)
        .onEscape(no::fire);
  }

  private DialogCard stopped() {
    var again = Ui.button(texts.get("admit.again"), model::again);
    again.setId("admit-again");
    var close = Ui.button(texts.get("device.details.close"), context.layer()::close, "accent");
    close.setId("admit-close");
    return new DialogCard(
        Feather.SHIELD,
        Tone.WARNING,
        texts.get("admit.stopped"),
        texts.get("admit.stopped.body"),
        new HBox(),
        close,
        again);
  }

  private DialogCard asking(Applicant who) {
    return new DialogCard(
            Feather.KEY,
            Tone.ACCENT,
            texts.get("admit.confirm", who.name()),
            texts.get("admit.confirm.body"),
            Ui.column(16, secret, problem),
            go,
            stay)
        .onEscape(context.layer()::close);
  }

  private void changed(State state) {
    if (isGone) {
      return; // the vault may be locked by now
    }
    boolean works = state instanceof State.Looking || state instanceof State.Adding;
    next.setText(texts.get(works ? "admit.looking" : "wizard.continue"));
    go.setText(texts.get(works ? "admit.working" : "admit.go"));
    code.setDisable(works);
    secret.setDisable(works);
    switch (state) {
      case State.Typing() -> {
        if (!shows(code)) {
          turn(typing());
        }
        code.focus();
      }
      // Not on Cancel, to which it would wander: a Space too many would press it.
      case State.Looking(), State.Adding(_) ->
          context.layer().dialog().ifPresent(Node::requestFocus);
      case State.Comparing(var who) -> {
        turn(comparing(who));
        context.layer().lookupAll("#admit-no").forEach(Node::requestFocus);
      }
      case State.Asking(var who) -> {
        if (!shows(secret)) {
          turn(asking(who));
        }
        fields.focus();
      }
      case State.Done(var who) -> {
        context.layer().close();
        context.layer().toast(Feather.CHECK, Tone.SUCCESS, texts.get("admit.done", who.name()));
      }
    }
  }

  /// Whether the question that it belongs to is the one that is asked.
  private static boolean shows(Pane part) {
    return part.getScene() != null;
  }

  private void admit() {
    if (model.stateProperty().get() instanceof State.Asking(var who)) {
      model.admit(who);
    }
  }

  private void closed() {
    if (isTurning) {
      return;
    }
    isGone = true;
    if (model.close()) {
      context.layer().toast(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get("admit.unsure"));
    }
    ended.run();
  }
}
