package org.tidelock.app.ui.component;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.feather.Feather;

/// One page in the sidebar, with a count of what needs a person there. Arrows choose as a click does.
public final class NavItem extends ToggleButton {
  private final String name;
  private final Label text;
  private final Label count = Ui.label("", "count");
  private final Circle dot = Ui.styled(new Circle(4), "nav-dot");
  private final Tooltip tooltip = new Tooltip();
  private boolean narrow;
  private boolean counted;

  public NavItem(Feather icon, String name, ToggleGroup group, Runnable chosen) {
    this.name = name;
    this.text = Ui.label(name, "nav-text");
    tooltip.setText(name);
    // Our own look, not that of a toggle button.
    getStyleClass().setAll("nav-item");
    setToggleGroup(group);
    selectedProperty()
        .addListener(
            (_, _, now) -> {
              if (now) {
                chosen.run();
              }
            });
    var row = new HBox(10, new StackPane(Icons.of(icon, 18), dot), text, Ui.spacer(), count);
    row.setAlignment(Pos.CENTER_LEFT);
    row.prefWidthProperty().bind(widthProperty().subtract(20));
    row.setMouseTransparent(true);
    setGraphic(row);
    setAccessibleRole(AccessibleRole.TAB_ITEM);
    setAccessibleText(name);
    StackPane.setAlignment(dot, Pos.TOP_RIGHT);
    dot.setTranslateX(4);
    showCount(false);
  }

  /// @param spoken name and count in words; an empty one when the count is zero
  public void count(long value, String spoken) {
    count.setText(String.valueOf(value));
    showCount(value > 0);
    setAccessibleText(value > 0 ? spoken : name);
    tooltip.setText(getAccessibleText());
  }

  /// There is no room for a number beside a lone icon: a dot stands for it, and the tooltip has it.
  private void showCount(boolean any) {
    counted = any;
    Ui.show(count, any && !narrow);
    Ui.show(dot, any && narrow);
  }

  /// Only the icon; the name moves into a tooltip.
  public void narrow(boolean icons) {
    narrow = icons;
    Ui.show(text, !icons);
    setTooltip(icons ? tooltip : null);
    showCount(counted);
  }

  @Override
  public void fire() {
    if (!isSelected()) {
      super.fire();
    }
  }
}
