package org.tidelock.app.ui.component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// The parts of a page, side by side over a line; the one in front is underlined. Arrows choose, too.
public final class Tabs<T> extends HBox {
  public record Choice<T>(T value, Feather icon, String name) {}

  private final List<Tab> tabs = new ArrayList<>();

  public Tabs(List<Choice<T>> choices, T chosen, Consumer<? super T> choose) {
    super(24);
    getStyleClass().add("tl-tabs");
    var group = new ToggleGroup();
    for (var choice : choices) {
      var tab = new Tab(choice.icon(), choice.name());
      tab.setToggleGroup(group);
      tab.setSelected(choice.value().equals(chosen));
      tab.selectedProperty()
          .addListener(
              (_, _, now) -> {
                if (now) {
                  choose.accept(choice.value());
                }
              });
      tabs.add(tab);
    }
    getChildren().addAll(tabs);
    setMinHeight(USE_PREF_SIZE);
    setAccessibleRole(AccessibleRole.TAB_PANE);
  }

  public void choose(int index) {
    tabs.get(index).setSelected(true);
  }

  /// Shows how many there are behind one of the tabs.
  ///
  /// @param spoken name and count in words
  public void count(int index, String value, String spoken) {
    tabs.get(index).count(value, spoken);
  }

  private static final class Tab extends ToggleButton {
    private final Label count = Ui.label("", "badge", "neutral");

    Tab(Feather icon, String name) {
      getStyleClass().setAll("toggle-button", "tl-tab");
      var text = Ui.label(name, "tab-text");
      text.setMinWidth(USE_PREF_SIZE);
      count.setMinWidth(USE_PREF_SIZE);
      Ui.show(count, false);
      setGraphic(Ui.row(8, Icons.of(icon, 16), text, count));
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      setMinWidth(USE_PREF_SIZE);
      setAccessibleRole(AccessibleRole.TAB_ITEM);
      setAccessibleText(name);
    }

    void count(String value, String spoken) {
      count.setText(value);
      Ui.show(count, !value.isEmpty());
      setAccessibleText(spoken);
    }

    @Override
    public void fire() {
      if (!isSelected()) {
        super.fire();
      }
    }
  }
}
