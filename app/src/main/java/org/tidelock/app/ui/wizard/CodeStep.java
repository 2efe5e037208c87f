package org.tidelock.app.ui.wizard;

import java.time.Duration;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Bar;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WordCells;

/// The code that a person types on a device of the vault, and the six words to compare. It goes on by itself once this computer was let in.
final class CodeStep implements WizardStep {
  private static final String GROUP = "-";

  /// Groups in a line.
  private static final int LINE = 3;

  private final UiContext ui;
  private final Texts texts;
  private final PairingModel model;
  private final TextArea code = Ui.withoutPicture(new CodeArea());
  private final CopiedCode copied = new CopiedCode();
  private final Label copiedNote = Ui.paragraph("", "t-caption", "fg-muted");
  private final Note behind = Note.inset(Feather.ALERT_TRIANGLE, "");
  private final HBox picture = new HBox();
  private final WordCells words = new WordCells();
  private final Label waiting = Ui.paragraph("", "t-medium");
  private final Label then = Ui.paragraph("", "t-small", "fg-muted");
  private final Bar bar = new Bar(4);
  private final VBox shown;
  private final VBox ended;
  private final Button again;
  private final VBox view;

  /// Only while somebody looks, or a copied code is still in the clipboard.
  private final Timeline clock =
      new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), _ -> tick()));

  CodeStep(UiContext ui, PairingModel model) {
    this.ui = ui;
    this.texts = ui.texts();
    this.model = model;
    again = Ui.button(Feather.REFRESH_CW, texts.get("pair.again"), this::another, "accent");
    again.setId("pair-again");
    copiedNote.setText(texts.get("pair.copied"));
    code.setId("pair-code");
    code.getStyleClass().add("pairing-code");
    code.setEditable(false);
    code.setPrefRowCount(3);
    code.setPrefColumnCount(11);
    bar.setId("pair-time");
    waiting.setId("pair-waiting");
    shown = new VBox(20, codeCard(), wordsCard(), waitingCard());
    ended = new VBox(20, again);
    ended.setAlignment(Pos.CENTER_LEFT);
    view = new VBox(20, behind, shown, ended);
    view.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    clock.setCycleCount(Animation.INDEFINITE);
    // A clock that runs in a window that is gone would keep all of it.
    view.sceneProperty()
        .flatMap(javafx.scene.Scene::windowProperty)
        .flatMap(javafx.stage.Window::showingProperty)
        .orElse(false)
        .addListener((_, _, _) -> run());
    model.codeProperty().addListener((_, _, now) -> show(now));
    model.answeredProperty().addListener((_, _, _) -> answered());
    model.leftBehindProperty().addListener((_, _, _) -> showBehind());
    showBehind();
    show(model.codeProperty().get());
  }

  private Card codeCard() {
    var copy = Ui.button(Feather.COPY, texts.get("pair.copy"), this::copy, "small");
    copy.setId("pair-copy");
    var other = Ui.button(Feather.REFRESH_CW, texts.get("pair.again"), this::another, "small");
    other.setId("pair-other");
    var left =
        Ui.grow(
            Ui.column(
                12,
                Ui.label(texts.get("pair.code"), "t-sub"),
                code,
                Ui.row(8, copy, other),
                copiedNote));
    left.setMinWidth(0);
    var note = Ui.paragraph(texts.get("pair.picture.body"), "t-caption", "fg-muted");
    note.setTextAlignment(TextAlignment.CENTER);
    note.setAlignment(Pos.CENTER);
    note.setMaxWidth(170);
    picture.setAlignment(Pos.CENTER);
    var right = Ui.column(10, picture, note);
    right.setAlignment(Pos.TOP_CENTER);
    right.setMinWidth(170);
    return Card.padded(0, new HBox(24, left, right));
  }

  private Card wordsCard() {
    return Card.padded(
        12,
        Ui.label(texts.get("pair.words"), "t-sub"),
        words,
        new Note(Feather.ALERT_TRIANGLE, texts.get("pair.words.note")));
  }

  private VBox waitingCard() {
    var head = Ui.row(12, Icons.of(Feather.LOADER, 18, Tone.ACCENT), Ui.grow(waiting));
    var card = Ui.styled(Ui.column(10, head, bar, then), "tl-inset");
    card.setPadding(new Insets(16, 20, 16, 20));
    return card;
  }

  private void showBehind() {
    model.leftBehindProperty().get().ifPresent(what -> behind.say(what.sentence()));
    Ui.show(behind, model.leftBehindProperty().get().isPresent());
  }

  private void show(Optional<PairingModel.Code> now) {
    forgetCopy(); // of another code
    Ui.show(shown, now.isPresent());
    Ui.show(ended, now.isEmpty());
    now.ifPresent(this::show);
    if (now.isEmpty()) {
      code.clear();
      picture.getChildren().clear();
    }
    run();
  }

  private void show(PairingModel.Code now) {
    answered();
    code.setText(lines(now.text()));
    code.setAccessibleText(texts.get("pair.code.spoken", now.text().replace(GROUP, ", ")));
    picture.getChildren().setAll(QrCode.of(now.text(), 148, texts.get("pair.picture")));
    words.show(now.words(), texts.get("pair.words.spoken", String.join(", ", now.words())));
    tick();
  }

  private void answered() {
    boolean isAnswered = model.answeredProperty().get();
    Ui.show(bar, !isAnswered);
    then.setText(texts.get(isAnswered ? "pair.answered.body" : "pair.waiting.body"));
    tick();
  }

  /// Short enough to be read aloud.
  private static String lines(String code) {
    var text = new StringBuilder();
    var groups = code.split(GROUP);
    for (int i = 0; i < groups.length; i++) {
      if (i > 0) {
        text.append(i % LINE == 0 ? "\n" : GROUP);
      }
      text.append(groups[i]);
    }
    return text.toString();
  }

  private void tick() {
    boolean wasThere = copied.isThere();
    copied.forgetAfterAMinute(ui.clock().instant());
    Ui.show(copiedNote, copied.isThere());
    if (wasThere && !copied.isThere()) {
      run();
    }
    model
        .codeProperty()
        .get()
        .ifPresent(
            now -> {
              if (model.answeredProperty().get()) {
                waiting.setText(texts.get("pair.answered"));
                waiting.setAccessibleText(texts.get("pair.answered"));
                return;
              }
              var at = ui.clock().instant();
              var left = now.left(at);
              waiting.setText(texts.get("pair.waiting", time(left)));
              // Told each minute: who listens would hear of nothing else.
              var spoken = texts.get("pair.waiting.spoken", minutes(left));
              waiting.setAccessibleText(spoken);
              bar.show(now.share(at), spoken);
            });
  }

  private static String time(Duration left) {
    return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }

  private static long minutes(Duration left) {
    return left.plusSeconds(59).toMinutes();
  }

  private void run() {
    var scene = view.getScene();
    var window = scene == null ? null : scene.getWindow();
    boolean isLookedAt = window != null && window.isShowing();
    if ((isLookedAt && model.codeProperty().get().isPresent()) || copied.isThere()) {
      clock.play();
    } else {
      clock.stop();
    }
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
      code.copy();
      event.consume();
    }
  }

  /// Copies all of it, in one line, where nothing is selected.
  private final class CodeArea extends TextArea {
    @Override
    public void copy() {
      if (getSelectedText().isEmpty() || getSelectedText().equals(getText())) {
        CodeStep.this.copy();
      } else {
        super.copy();
      }
    }
  }

  private void copy() {
    model
        .codeProperty()
        .get()
        .ifPresent(
            now -> {
              copied.copy(now.text(), ui.clock().instant());
              Ui.show(copiedNote, true);
            });
  }

  private void forgetCopy() {
    copied.forget();
    Ui.show(copiedNote, false);
  }

  private void another() {
    model.begin(() -> {});
  }

  @Override
  public Words words() {
    return new Words(
        "step.devices", "step.devices.hint", "pair.title", "pair.sentence", "devices.yes");
  }

  @Override
  public Node view() {
    return view;
  }

  /// The other device comes first.
  @Override
  public ObservableBooleanValue ready() {
    return model.answeredProperty();
  }

  @Override
  public void proceed(Runnable next) {
    model.confirm();
  }

  @Override
  public void shown() {
    (model.codeProperty().get().isPresent() ? code : again).requestFocus();
  }

  @Override
  public void hidden() {
    forgetCopy();
    model.stop();
  }

  @Override
  public boolean dirty() {
    return model.codeProperty().get().isPresent();
  }
}
