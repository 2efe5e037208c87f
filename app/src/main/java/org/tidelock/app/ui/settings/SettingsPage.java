package org.tidelock.app.ui.settings;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.theme.ThemeMode;

/// Theme, and what closing the window does.
public final class SettingsPage implements Page {
  private final VBox view;

  public SettingsPage(PageContext context) {
    var texts = context.texts();
    var settings = context.ui().settings();
    var theme =
        segments(
            List.of(ThemeMode.SYSTEM, ThemeMode.LIGHT, ThemeMode.DARK),
            context.ui().theme().mode(),
            mode -> texts.get("settings.theme." + mode.id()),
            mode -> {
              settings.theme(mode);
              context.ui().theme().choose(mode);
            });
    var close =
        segments(
            List.of(false, true),
            settings.closeQuits(),
            quits -> texts.get(quits ? "settings.close.quit" : "settings.close.hide"),
            settings::closeQuits);
    var card =
        new Card(
            setting(texts.get("settings.theme"), texts.get("settings.theme.body"), theme, false),
            setting(texts.get("settings.close"), texts.get("settings.close.body"), close, true));
    this.view =
        Ui.styled(
            new VBox(
                new PageHeader(texts.get("nav.settings"), texts.get("settings.sentence")), card),
            "page");
  }

  @Override
  public Node view() {
    return view;
  }

  private HBox setting(String title, String body, Node control, boolean last) {
    var words =
        Ui.grow(
            Ui.column(2, Ui.label(title, "t-medium"), Ui.paragraph(body, "t-small", "fg-muted")));
    words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    var row = Ui.styled(new HBox(words, control), "tl-row");
    row.setMinHeight(64);
    if (last) {
      row.getStyleClass().add("last");
    }
    return row;
  }

  private static <T> HBox segments(
      List<T> values, T chosen, java.util.function.Function<T, String> name, Consumer<T> choose) {
    var box = Ui.styled(new HBox(), "segmented");
    var group = new ToggleGroup();
    for (var value : values) {
      var button =
          new ToggleButton(name.apply(value)) {
            @Override
            public void fire() {
              if (!isSelected()) {
                super.fire();
              }
            }
          };
      button.setToggleGroup(group);
      button.setSelected(value.equals(chosen));
      button.setOnAction(_ -> choose.accept(value));
      button.setAccessibleText(name.apply(value));
      button.setMinWidth(javafx.scene.layout.Region.USE_PREF_SIZE);
      box.getChildren().add(button);
    }
    return box;
  }
}
