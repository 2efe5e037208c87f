package org.tidelock.app.ui.component;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// One choice out of a few, side by side. Choosing the chosen one again changes nothing. Arrows choose, too.
public final class Segments<T> extends HBox {
  /// @param icon may be missing
  public record Choice<T>(T value, @Nullable Feather icon, String name) {
    public Choice(T value, String name) {
      this(value, null, name);
    }
  }

  private final List<Segment> segments = new ArrayList<>();
  private boolean quiet;

  public Segments(List<Choice<T>> choices, T chosen, Consumer<? super T> choose) {
    getStyleClass().add("segmented");
    setMinWidth(USE_PREF_SIZE);
    setMaxWidth(USE_PREF_SIZE);
    var group = new ToggleGroup();
    for (var choice : choices) {
      var segment = new Segment(choice.name(), choice.icon());
      segment.setToggleGroup(group);
      segment.setSelected(choice.value().equals(chosen));
      segment
          .selectedProperty()
          .addListener(
              (_, _, now) -> {
                if (now && !quiet) {
                  choose.accept(choice.value());
                }
              });
      segments.add(segment);
    }
    getChildren().addAll(segments);
  }

  /// Shows how many need a person behind one of the choices.
  ///
  /// @param spoken name and count in words
  public void count(int index, long value, String spoken) {
    segments.get(index).count(value, spoken);
  }

  /// Shows another choice as chosen, without calling for it.
  public void choose(int index) {
    quiet = true;
    segments.get(index).setSelected(true);
    quiet = false;
  }

  private static final class Segment extends ToggleButton {
    private final String name;
    private final Label count = Ui.label("", "count");

    Segment(String name, @Nullable Feather icon) {
      super(name);
      this.name = name;
      setAccessibleText(name);
      setMinWidth(USE_PREF_SIZE);
      if (icon != null) {
        setGraphic(Icons.of(icon, 14));
      }
    }

    void count(long value, String spoken) {
      count.setText(String.valueOf(value));
      setGraphic(value > 0 ? count : null);
      setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
      setAccessibleText(value > 0 ? spoken : name);
    }

    @Override
    public void fire() {
      if (!isSelected()) {
        super.fire();
      }
    }
  }
}
