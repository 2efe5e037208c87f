package org.tidelock.app.ui.wizard;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.StepRail;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Vault;

/// The frame around the steps: rail, title, body, and Back, Cancel, Continue. Enter continues, Alt+Left goes back, Escape leaves.
public final class WizardView extends BorderPane {
  private final Texts texts;
  private final Layer layer;
  private final Wizard wizard;
  private final Runnable left;
  private final StepRail rail;
  private final Label title = Ui.paragraph("", "t-display");
  private final Label sentence = Ui.paragraph("", "fg-muted");
  private final Label remark = Ui.paragraph("", "t-caption", "fg-subtle");
  private final Banner problem = new Banner();
  private final VBox body = new VBox();
  private final Button back;
  private final Button cancel;
  private final Button next;
  private int current;

  /// Whether to leave, while it is asked.
  private @Nullable DialogCard question;

  /// @param left the person has left the wizard
  public WizardView(UiContext ui, Layer layer, Wizard wizard, Runnable left) {
    this.texts = ui.texts();
    this.layer = layer;
    this.wizard = wizard;
    this.left = left;
    this.rail =
        new StepRail(
            wizard.steps().stream().map(this::rail).toList(), this::speech, this::goBackTo);
    this.back = Ui.button(texts.get("wizard.back"), () -> goTo(current - 1));
    this.cancel = Ui.button(texts.get("wizard.cancel"), () -> askToLeave(left), "flat");
    this.next = Ui.button(texts.get("wizard.continue"), this::proceed, "accent");
    back.setId("wizard-back");
    cancel.setId("wizard-cancel");
    next.setId("wizard-continue");
    next.setDefaultButton(true);
    setLeft(side());
    setCenter(page());
    wizard.state().problemProperty().addListener((_, _, _) -> showProblem());
    wizard.state().busyProperty().addListener((_, _, _) -> busyChanged());
    wizard
        .state()
        .wantedProperty()
        .addListener(
            (_, _, wanted) -> {
              if (wanted.intValue() >= 0) {
                goTo(wanted.intValue());
              }
            });
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    sceneProperty().addListener((_, _, scene) -> inScene(scene));
    next.disabledProperty().addListener((_, _, _) -> readyChanged());
    goTo(0);
  }

  private VBox side() {
    var brand = Ui.styled(Ui.row(10, Logo.icon(28), Ui.label("Tidelock", "t-heading")), "brand");
    var name = Ui.paragraph(wizard.title(), "t-caption", "fg-subtle");
    VBox.setMargin(name, new Insets(20, 8, 16, 8));
    VBox.setMargin(rail, new Insets(0, 8, 0, 8));
    VBox.setMargin(remark, new Insets(0, 8, 8, 8));
    return Ui.styled(new VBox(brand, name, rail, Ui.spacer(), remark), "sidebar");
  }

  private BorderPane page() {
    var head = Ui.column(8, title, sentence);
    var content = Ui.styled(new VBox(24, head, problem, body), "wizard-body");
    content.setMaxWidth(972);
    content.setPadding(new Insets(40, 64, 16, 64));
    var scroll = Ui.withoutPicture(new ScrollPane(content));
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setFocusTraversable(false);
    var footer = Ui.styled(new HBox(back, Ui.spacer(), cancel, next), "wizard-footer");
    var page = new BorderPane(scroll);
    page.setBottom(footer);
    return page;
  }

  private StepRail.Step rail(WizardStep step) {
    return new StepRail.Step(texts.get(step.words().name()), texts.get(step.words().hint()));
  }

  private WizardStep step() {
    return wizard.steps().get(current);
  }

  /// Not away from what is under way: it would go on unseen.
  private void goBackTo(int index) {
    if (!busy()) {
      goTo(index);
    }
  }

  private void goTo(int index) {
    if (index < 0) {
      askToLeave(left);
      return;
    }
    withdrawQuestion();
    step().hidden();
    wizard.state().done();
    current = index;
    title.setText(texts.get(step().words().title()));
    sentence.setText(texts.get(step().words().sentence()));
    remark.setText(wizard.remark(index));
    body.getChildren().setAll(step().view());
    next.disableProperty().unbind();
    next.disableProperty()
        .bind(Bindings.not(step().ready()).or(wizard.state().busyProperty().isNotEmpty()));
    rail.show(index, step().canGoBack());
    showFooter();
    step().later(() -> advance(index));
    focus();
    step().shown();
  }

  /// Before, nothing can have the focus. Once in a scene JavaFX would give it to the first button it finds, which is Back.
  private void inScene(@Nullable Scene scene) {
    if (scene != null) {
      Platform.runLater(this::focus);
    }
  }

  /// Enter continues from the start; a step with a field to fill takes the focus itself. The view has it while Continue cannot:
  /// what is inside the scroll pane is in no scene before the first layout.
  private void focus() {
    (next.isDisabled() ? this : next).requestFocus();
  }

  /// A disabled button loses the focus to its neighbour, and Enter would press that.
  private void readyChanged() {
    if (next.isDisabled() && next.isFocused()) {
      requestFocus();
    }
  }

  private void showFooter() {
    boolean busy = busy();
    next.setText(busy ? wizard.state().busyProperty().get() : texts.get(step().words().goOn()));
    back.setDisable(busy);
    cancel.setDisable(busy && !wizard.stoppable());
    Ui.show(back, step().canGoBack());
    Ui.show(cancel, step().canGoBack());
    body.setDisable(busy);
  }

  private boolean busy() {
    return !wizard.state().busyProperty().get().isEmpty();
  }

  /// While a step works its controls are disabled, and the focus would wander on to Cancel, which a second Enter would press.
  private void busyChanged() {
    boolean withdrawn = (!busy() || !wizard.stoppable()) && withdrawQuestion();
    showFooter();
    if (busy()) {
      requestFocus();
    } else if (withdrawn || isFocused()) {
      focus();
      step().shown();
    }
  }

  private void showProblem() {
    wizard
        .state()
        .problemProperty()
        .get()
        .ifPresentOrElse(
            what -> problem.show(Tone.DANGER, what.title(), what.body()), problem::hide);
  }

  private void proceed() {
    var from = current;
    step().proceed(() -> advance(from));
  }

  /// Does nothing if the person has meanwhile gone elsewhere.
  private void advance(int from) {
    if (current != from) {
      return;
    }
    wizard.state().done();
    if (current + 1 < wizard.steps().size()) {
      goTo(current + 1);
    } else {
      step().hidden();
      wizard.finish();
    }
  }

  /// Leaves setup, after a question if something was entered or made.
  ///
  /// Does nothing in the moment in which the vault is made: it would exist without anybody having seen its kit.
  ///
  /// @param then what follows; secrets are forgotten by then
  public void askToLeave(Runnable then) {
    if (busy() && !wizard.stoppable()) {
      return;
    }
    if (wizard.made().isEmpty() && wizard.steps().stream().noneMatch(WizardStep::dirty)) {
      leave(then);
      return;
    }
    var words = wizard.leaving();
    var stay = Ui.button(texts.get(words.stay()), layer::close, "accent");
    var go = Ui.button(texts.get(words.go()), () -> leave(then));
    go.setId("wizard-leave");
    var asked =
        new DialogCard(
            Feather.LOG_OUT,
            Tone.NEUTRAL,
            texts.get(words.title()),
            texts.get(words.body()),
            new HBox(),
            stay,
            go);
    question = asked;
    layer.open(asked);
  }

  /// Once the work has ended or cannot be stopped, or another step is there, the question says what is not true any more.
  private boolean withdrawQuestion() {
    var asked = question;
    question = null;
    boolean open = asked != null && layer.dialog().filter(asked::equals).isPresent();
    if (open) {
      layer.close();
    }
    return open;
  }

  /// What went too far while the question was open goes on.
  private void leave(Runnable then) {
    layer.close();
    if (busy() && !wizard.stop()) {
      return;
    }
    step().hidden();
    wizard.abandon();
    then.run();
  }

  /// Leaves setup without a question: the program ends, or the vault is locked. Secrets are forgotten.
  ///
  /// @return completes when nothing is under way any more; on any thread
  public CompletableFuture<?> giveUp() {
    if (busy()) {
      wizard.stop();
    }
    step().hidden();
    wizard.abandon();
    return wizard.over();
  }

  /// The vault that was made so far.
  public Optional<Vault> made() {
    return wizard.made();
  }

  private void key(KeyEvent event) {
    if (busy() || !step().canGoBack()) {
      return;
    }
    if (event.getCode() == KeyCode.ESCAPE) {
      askToLeave(left);
      event.consume();
    } else if (event.isAltDown() && event.getCode() == KeyCode.LEFT) {
      goTo(current - 1);
      event.consume();
    }
  }

  private String speech(int step, String name, StepRail.State state) {
    var word = texts.get("wizard.step." + state.name().toLowerCase(java.util.Locale.ROOT));
    return texts.get("wizard.step.spoken", step + 1, wizard.steps().size(), name, word);
  }
}
