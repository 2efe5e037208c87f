package org.tidelock.app.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Segments;
import org.tidelock.app.ui.component.Segments.Choice;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.settings.RuleModel.State;
import org.tidelock.engine.IgnorePreview;

/// Writes a rule, and shows while it is written what it leaves out of what is synced now.
final class RuleDialog {
  private static final double EXAMPLE_HEIGHT = 26;
  private static final int EXAMPLES = 4;

  /// Adds the rule.
  @FunctionalInterface
  interface Add {
    void rule(String pattern, boolean everywhere);
  }

  private final PageContext context;
  private final Texts texts;
  private final RuleModel model;
  private final Field field;
  private final Label line = Ui.paragraph("", "t-small", "fg-muted");
  private final VBox said = Ui.styled(Ui.column(6), "tl-inset");
  private final ListView<String> examples = new ListView<>();
  private final Button go;

  private RuleDialog(PageContext context, Add add) {
    this.context = context;
    this.texts = context.texts();
    this.model = new RuleModel(context.ui(), context.vault());
    field = Field.unlabelled(texts.get("rules.field"));
    field.id("rule-text");
    field.textProperty().bindBidirectional(model.textProperty());
    said.setId("rule-preview");
    said.setPadding(new Insets(12, 16, 12, 16));
    said.setMinHeight(80);
    examples.setId("rule-examples");
    examples.getStyleClass().add("tl-list");
    examples.setFixedCellSize(EXAMPLE_HEIGHT);
    examples.setPrefHeight(EXAMPLES * EXAMPLE_HEIGHT);
    examples.setMinHeight(EXAMPLE_HEIGHT);
    examples.setAccessibleText(texts.get("rules.examples"));
    examples.setCellFactory(_ -> new PathCell());
    go =
        Ui.button(
            texts.get("rules.go"),
            () ->
                model
                    .pattern()
                    .ifPresent(
                        pattern -> {
                          context.layer().close();
                          add.rule(pattern, model.everywhereProperty().get());
                        }),
            "accent");
    go.setId("rule-go");
    go.setDefaultButton(true);
    model.stateProperty().addListener((_, _, _) -> show());
    model.kindProperty().addListener((_, _, _) -> prompt());
    prompt();
    show();
  }

  static void open(PageContext context, Add add) {
    var dialog = new RuleDialog(context, add);
    var texts = dialog.texts;
    var cancel = Ui.button(texts.get("wizard.cancel"), context.layer()::close);
    cancel.setId("rule-cancel");
    context
        .layer()
        .open(
            new DialogCard(
                    Feather.FILTER,
                    Tone.ACCENT,
                    texts.get("rules.new"),
                    texts.get("rules.new.body"),
                    Ui.column(
                        12,
                        dialog.kinds(),
                        dialog.field,
                        dialog.line,
                        dialog.everywhere(),
                        dialog.said),
                    dialog.go,
                    cancel)
                .onEscape(context.layer()::close)
                .onClosed(dialog.model::stop));
    dialog.field.focus();
  }

  private Segments<RuleText> kinds() {
    var kinds =
        new Segments<>(
            List.of(
                new Choice<>(RuleText.ENDING, texts.get("rules.kind.ending")),
                new Choice<>(RuleText.NAME, texts.get("rules.kind.name")),
                new Choice<>(RuleText.FOLDER, texts.get("rules.kind.folder")),
                new Choice<>(RuleText.PATTERN, texts.get("rules.kind.pattern"))),
            model.kindProperty().get(),
            model.kindProperty()::set);
    kinds.setId("rule-kinds");
    return kinds;
  }

  private SettingRow everywhere() {
    var all = new ToggleSwitch();
    all.setId("rule-everywhere");
    all.setAccessibleText(texts.get("rules.all"));
    all.selectedProperty().bindBidirectional(model.everywhereProperty());
    return new SettingRow(texts.get("rules.all"), texts.get("rules.all.body"), all).last();
  }

  private void prompt() {
    field.prompt(
        texts.get(
            switch (model.kindProperty().get()) {
              case ENDING -> "rules.prompt.ending";
              case NAME -> "rules.prompt.name";
              case FOLDER -> "rules.prompt.folder";
              case PATTERN -> "rules.prompt.pattern";
            }));
  }

  private void show() {
    var state = model.stateProperty().get();
    said.getChildren().clear();
    field.help("");
    go.setDisable(!(state instanceof State.Seen));
    go.setText(texts.get("rules.go"));
    line.setText(model.pattern().map(pattern -> texts.get("rules.line", pattern)).orElse(" "));
    switch (state) {
      case State.Empty() -> say(texts.get("rules.preview.empty"));
      case State.Asking() -> say(texts.get("rules.preview.asking"));
      case State.Wrong(var problem) -> {
        field.invalid(problem.title());
        say(problem.body());
      }
      case State.Seen(var preview) -> tell(preview);
    }
  }

  private void tell(IgnorePreview preview) {
    if (preview.paths().isEmpty()) {
      say(
          texts.get(
              model.pattern().orElse("").startsWith("!")
                  ? "rules.preview.exception"
                  : "rules.preview.none"));
      return;
    }
    var formats = context.formats();
    said.getChildren()
        .add(
            Ui.paragraph(
                texts.get(
                    "rules.preview.files",
                    formats.files(preview.files()),
                    formats.size(preview.bytes())),
                "t-small",
                "t-medium"));
    examples.getItems().setAll(preview.paths());
    examples.setPrefHeight(Math.min(EXAMPLES, preview.paths().size()) * EXAMPLE_HEIGHT + 2);
    said.getChildren().add(examples);
    say(texts.get("rules.preview.stays"));
    if (preview.files() > 0) {
      go.setText(texts.get("rules.go.files", preview.files()));
    }
  }

  private void say(String words) {
    said.getChildren().add(Ui.paragraph(words, "t-small", "fg-muted"));
  }

  private static final class PathCell extends ListCell<String> {
    private final Label path = Ui.label("", "t-small");

    PathCell() {
      setPrefWidth(0);
      path.setMinWidth(0);
      path.setGraphic(Icons.of(Feather.FILE, 14));
    }

    @Override
    protected void updateItem(@Nullable String item, boolean empty) {
      super.updateItem(item, empty);
      if (empty || item == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      path.setText(item);
      setGraphic(path);
      setAccessibleText(item);
    }
  }
}
