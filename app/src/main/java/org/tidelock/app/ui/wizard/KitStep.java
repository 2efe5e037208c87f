package org.tidelock.app.ui.wizard;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;

/// The 24 words: shown, saved, and three of them asked for. The words are hidden while one is typed and while the window is not in
/// front. There is no copy button, because a clipboard is read by others.
final class KitStep implements WizardStep {
  /// The only kit of a vault, or one in place of another.
  enum Purpose {
    FIRST("kit.title", "kit.sentence", "kit.save", "wizard.continue"),
    NEXT("kit.next.title", "kit.next.sentence", "kit.next.save", "kit.next.done");

    private final String title;
    private final String sentence;
    private final String save;
    private final String goOn;

    Purpose(String title, String sentence, String save, String goOn) {
      this.title = title;
      this.sentence = sentence;
      this.save = save;
      this.goOn = goOn;
    }
  }

  /// Where the kit comes from.
  interface Source {
    /// Present from this step on.
    ReadOnlyObjectProperty<@Nullable KitModel> kitProperty();

    /// Three words were right: notes it in the vault, then goes on.
    void confirmKit(Runnable next);
  }

  private static final int COLUMNS = 4;

  private final UiContext ui;
  private final Texts texts;
  private final Source source;
  private final Purpose purpose;
  private final VBox view = new VBox(20);
  private final BooleanProperty ready = new SimpleBooleanProperty();
  private Runnable goOn = () -> {};

  KitStep(UiContext ui, Source source, Purpose purpose) {
    this.ui = ui;
    this.texts = ui.texts();
    this.source = source;
    this.purpose = purpose;
    source
        .kitProperty()
        .addListener(
            (_, _, kit) -> {
              view.getChildren().clear();
              if (kit != null) {
                build(kit);
              }
            });
    // Hidden words must not come back because a window elsewhere was closed: focus of ours counts,
    // nothing else.
    ChangeListener<Boolean> focus = (_, _, focused) -> windowFocus(focused);
    view.sceneProperty()
        .flatMap(javafx.scene.Scene::windowProperty)
        .flatMap(javafx.stage.Window::focusedProperty)
        .addListener(focus);
  }

  private void windowFocus(@Nullable Boolean focused) {
    var kit = source.kitProperty().get();
    if (kit != null && focused != null) {
      kit.awayProperty().set(!focused);
    }
  }

  private void build(KitModel kit) {
    ready.bind(kit.confirmedProperty());
    var problem = new Banner();
    kit.problemProperty()
        .addListener(
            (_, _, what) ->
                what.ifPresentOrElse(
                    said -> problem.show(Tone.WARNING, said.title(), said.body()), problem::hide));
    var kept = new CheckBox(texts.get("kit.kept"));
    kept.setId("kit-kept");
    kept.setWrapText(true);
    kept.setMinHeight(CheckBox.USE_PREF_SIZE);
    kept.selectedProperty().bindBidirectional(kit.keptProperty());
    var later = Ui.button(texts.get("kit.later"), () -> goOn.run(), "link");
    later.setId("kit-later");
    view.getChildren()
        .addAll(
            wordsCard(kit), problem, actions(kit), checkCard(kit), Ui.row(8, Ui.grow(kept), later));
  }

  private Card wordsCard(KitModel kit) {
    var grid = new GridPane();
    grid.setHgap(8);
    grid.setVgap(6);
    for (int i = 0; i < COLUMNS; i++) {
      var column = new ColumnConstraints();
      column.setPercentWidth(100.0 / COLUMNS);
      grid.getColumnConstraints().add(column);
    }
    for (int i = 0; i < kit.words().size(); i++) {
      grid.add(word(kit, i), i % COLUMNS, i / COLUMNS);
    }
    var head =
        new HBox(
            Ui.label(texts.get("kit.words"), "t-sub"),
            Ui.spacer(),
            Ui.label(kit.kit().vaultName(), "t-caption", "fg-subtle"));
    head.setAlignment(Pos.CENTER_LEFT);
    var left = Ui.grow(new VBox(12, head, grid));
    var card = Card.padded(0, new HBox(24, left, code(kit)));
    return card;
  }

  private HBox word(KitModel kit, int index) {
    var number = Ui.label(String.valueOf(index + 1), "t-caption", "fg-subtle");
    number.setMinWidth(18);
    var word = Ui.label("", "t-mono");
    var cell = Ui.styled(new HBox(number, word), "word-cell");
    ChangeListener<Boolean> show =
        (_, _, hidden) -> {
          word.setText(hidden ? "••••••" : kit.words().get(index));
          cell.setAccessibleText(
              hidden
                  ? texts.get("kit.word.hidden", index + 1)
                  : (index + 1) + ", " + kit.words().get(index));
        };
    kit.wordsHidden().addListener(show);
    show.changed(kit.wordsHidden(), true, kit.wordsHidden().get());
    cell.setAccessibleRole(javafx.scene.AccessibleRole.TEXT);
    return cell;
  }

  private VBox code(KitModel kit) {
    var code = QrCode.of(String.join(" ", kit.words()), 148, texts.get("kit.code"));
    code.opacityProperty()
        .bind(javafx.beans.binding.Bindings.when(kit.wordsHidden()).then(0.0).otherwise(1.0));
    var note = Ui.paragraph(texts.get("kit.code.body"), "t-caption", "fg-muted");
    note.setTextAlignment(TextAlignment.CENTER);
    note.setAlignment(Pos.CENTER);
    note.setMaxWidth(170);
    var column = new VBox(10, code, note);
    column.setAlignment(Pos.TOP_CENTER);
    column.setMinWidth(170);
    return column;
  }

  private HBox actions(KitModel kit) {
    var save = Ui.button(Feather.DOWNLOAD, texts.get(purpose.save), () -> save(kit));
    save.setId("kit-save");
    var done = new Label();
    Tone.SUCCESS.paintText(done);
    done.getStyleClass().add("t-small");
    done.setGraphic(Icons.of(Feather.CHECK, 16, Tone.SUCCESS));
    done.setMinWidth(0);
    done.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    Ui.show(done, false);
    kit.savedIn().ifPresent(file -> show(done, texts.get("kit.next.saved", file.toString())));
    kit.savedProperty()
        .addListener(
            (_, _, at) ->
                at.ifPresent(
                    time -> show(done, texts.get("kit.saved", ui.formats().clockTime(time)))));
    Button hide =
        Ui.button(
            Feather.EYE_OFF,
            texts.get("kit.hide"),
            () -> kit.hiddenByChoiceProperty().set(!kit.hiddenByChoiceProperty().get()),
            "flat");
    hide.textProperty()
        .bind(
            kit.hiddenByChoiceProperty()
                .map(hidden -> texts.get(hidden ? "kit.show" : "kit.hide")));
    return Ui.row(12, save, done, Ui.spacer(), hide);
  }

  /// A long path loses its middle, so all of it is in the tooltip.
  private static void show(Label label, String words) {
    label.setText(words);
    label.setTooltip(new Tooltip(words));
    Ui.show(label, true);
  }

  private void save(KitModel kit) {
    ui.files().saveFile(texts.get("kit.save.title"), kit.suggestedFileName()).ifPresent(kit::save);
  }

  private Card checkCard(KitModel kit) {
    var words =
        Ui.column(
            4,
            Ui.paragraph(texts.get("kit.check"), "t-sub"),
            Ui.paragraph(texts.get("kit.check.body"), "t-small", "fg-muted"));
    var row = new HBox(12, Ui.grow(words));
    row.setAlignment(Pos.TOP_LEFT);
    row.setFillHeight(false);
    var fields = kit.checks().stream().map(check -> field(kit, check)).toList();
    fields.forEach(row.getChildren()::add);
    watchFocus(kit, fields);
    return Card.padded(0, row);
  }

  private Field field(KitModel kit, KitModel.Check check) {
    var field = Field.text(texts.get("kit.word", check.number()), false);
    field.id("kit-word-" + check.number());
    field.setPrefWidth(140);
    field.setMinWidth(140);
    field.textProperty().bindBidirectional(check.typed());
    field
        .input()
        .focusedProperty()
        .addListener(
            (_, _, focused) -> {
              boolean typed = !check.typed().get().isBlank();
              if (focused || !typed) {
                field.help("");
              } else if (!kit.right(check)) {
                field.invalid(texts.get("kit.word.differs", check.number()));
              }
            });
    check.typed().addListener((_, _, _) -> mark(kit, check, field));
    return field;
  }

  private static void mark(KitModel kit, KitModel.Check check, Field field) {
    if (kit.right(check)) {
      field.valid();
    } else {
      field.help("");
    }
  }

  private static void watchFocus(KitModel kit, List<Field> fields) {
    for (var field : fields) {
      field
          .input()
          .focusedProperty()
          .addListener(
              (_, _, _) ->
                  kit.typingProperty()
                      .set(fields.stream().anyMatch(one -> one.input().isFocused())));
    }
  }

  @Override
  public Words words() {
    return new Words("step.kit", "step.kit.hint", purpose.title, purpose.sentence, purpose.goOn);
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public ObservableBooleanValue ready() {
    return ready;
  }

  /// Confirmed words are noted in the vault; "later" is not, so that the issue stays open.
  @Override
  public void proceed(Runnable next) {
    source.confirmKit(next);
  }

  @Override
  public void later(Runnable next) {
    goOn = next;
  }

  @Override
  public void shown() {
    view.lookupAll("#kit-save").forEach(Node::requestFocus);
  }

  @Override
  public boolean canGoBack() {
    return false;
  }
}
