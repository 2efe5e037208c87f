package org.tidelock.app.ui.component;

import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// A stretch of time of which only the first part is there: how much is missing, and how far each part goes.
public final class GapLine extends GridPane {
  private static final double THERE = 46;

  /// @param missing what is not there
  /// @param offered how far that goes which is, and
  /// @param seen how far all of it went
  public GapLine(String missing, String offered, String seen) {
    getStyleClass().addAll("tl-inset", "gap");
    setPadding(new Insets(16, 18, 16, 22));
    setVgap(6);
    setHgap(8);
    getColumnConstraints().addAll(column(THERE), column(100 - THERE));
    var lacks = Ui.label(missing, "t-small", "t-medium", "fg-danger");
    setHalignment(lacks, HPos.CENTER);
    add(lacks, 1, 0);
    add(line("there", "accent"), 0, 1);
    add(line("missing", "danger"), 1, 1);
    add(right(Ui.paragraph(offered, "t-small", "fg-muted")), 0, 2);
    add(right(Ui.paragraph(seen, "t-small", "t-medium")), 1, 2);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleText(String.join(". ", missing, offered, seen));
  }

  private static ColumnConstraints column(double percent) {
    var column = new ColumnConstraints();
    column.setPercentWidth(percent);
    column.setHgrow(Priority.ALWAYS);
    return column;
  }

  private static Label right(Label label) {
    setHalignment(label, HPos.RIGHT);
    label.setStyle("-fx-text-alignment: right");
    return label;
  }

  private static Node line(String style, String tone) {
    var dots = Ui.styled(new Region(), "gap-line", style);
    var end = Ui.styled(new Region(), "gap-end", tone);
    var held = new HBox(end);
    held.setAlignment(Pos.CENTER_RIGHT);
    var line = new StackPane(Ui.grow(dots), held);
    line.setMinHeight(14);
    return line;
  }
}
