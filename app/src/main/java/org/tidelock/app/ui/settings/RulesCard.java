package org.tidelock.app.ui.settings;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.settings.FoldersViewModel.Facts;
import org.tidelock.app.ui.settings.FoldersViewModel.Work;

/// The rules that leave files out, those of all devices first, as they apply.
final class RulesCard {
  private static final double ROW_HEIGHT = 48;
  private static final double SCOPE_WIDTH = 140;

  private final PageContext context;
  private final Texts texts;
  private final FoldersViewModel model;
  private final Card list = new Card();
  private final Button add;
  private final VBox view;

  RulesCard(PageContext context, FoldersViewModel model) {
    this.context = context;
    this.texts = context.texts();
    this.model = model;
    add =
        Ui.button(
            Feather.PLUS,
            texts.get("rules.add"),
            () -> RuleDialog.open(context, model::addRule),
            "small");
    add.setId("rules-add");
    var head = new HBox(8, Ui.label(texts.get("rules.title"), "t-sub"), Ui.spacer(), add);
    head.setAlignment(Pos.CENTER_LEFT);
    view = new VBox(8, head, list, new Note(Feather.INFO, texts.get("rules.note")));
    model.factsProperty().addListener((_, _, now) -> show(now));
    model.workProperty().addListener((_, _, work) -> add.setDisable(work != Work.NONE));
    show(model.factsProperty().get());
  }

  Node view() {
    return view;
  }

  private void show(Facts now) {
    list.getChildren().clear();
    now.shared().forEach(rule -> list.getChildren().add(row(rule, true)));
    now.rules().forEach(rule -> list.getChildren().add(row(rule, false)));
    if (list.getChildren().isEmpty()) {
      var none = Ui.styled(new HBox(Ui.paragraph(texts.get("rules.none"), "fg-muted")), "tl-row");
      none.setMinHeight(ROW_HEIGHT);
      list.getChildren().add(none);
    }
    list.getChildren().getLast().getStyleClass().add("last");
  }

  private HBox row(String rule, boolean everywhere) {
    var name = Ui.label(rule, "t-mono-small");
    name.setMinWidth(0);
    var where = texts.get(everywhere ? "rules.everywhere" : "rules.here");
    var scope = Ui.label(where, "t-small", "fg-muted");
    scope.setMinWidth(Region.USE_PREF_SIZE);
    scope.setPrefWidth(SCOPE_WIDTH);
    var remove =
        Ui.iconButton(
            Feather.TRASH_2,
            texts.get("rules.remove", rule),
            () -> remove(rule, everywhere),
            "flat");
    var icon = Icons.of(rule.endsWith("/") ? Feather.FOLDER : Feather.FILE, 18);
    var row = Ui.styled(new HBox(12, icon, Ui.grow(name), scope, remove), "tl-row");
    row.setMinHeight(ROW_HEIGHT);
    row.setAlignment(Pos.CENTER_LEFT);
    row.setAccessibleRole(AccessibleRole.TEXT);
    row.setAccessibleText(rule + ", " + where);
    return row;
  }

  /// At once, with a way back, where that leads back: a rule is added at the end, and one that takes back what others leave out depends on its place.
  private void remove(String rule, boolean everywhere) {
    var facts = model.factsProperty().get();
    var rules = everywhere ? facts.shared() : facts.rules();
    boolean isOrderFree =
        rules.getLast().equals(rule) || rules.stream().noneMatch(one -> one.startsWith("!"));
    model.removeRule(
        rule,
        everywhere,
        () -> {
          if (!isOrderFree) {
            context.layer().toast(Feather.CHECK, Tone.SUCCESS, texts.get("rules.removed", rule));
            return;
          }
          var undo =
              Ui.button(texts.get("rules.undo"), () -> model.addRule(rule, everywhere), "small");
          undo.setId("rules-undo");
          context
              .layer()
              .toast(Feather.CHECK, Tone.SUCCESS, texts.get("rules.removed", rule), undo);
        });
  }
}
