package org.tidelock.app.ui.component;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;

/// A curve of recent samples, newest at the right.
public final class Sparkline extends Pane {
  private final Path line = Ui.styled(new Path(), "spark-line");
  private final Path area = Ui.styled(new Path(), "spark-area");
  private List<Double> samples = List.of();

  public Sparkline(double height) {
    setMinHeight(height);
    setPrefHeight(height);
    setMaxHeight(height);
    line.setManaged(false);
    area.setManaged(false);
    getChildren().addAll(area, line);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    var clip = new Rectangle();
    clip.widthProperty().bind(widthProperty());
    clip.heightProperty().bind(heightProperty());
    setClip(clip);
  }

  public void show(List<Double> newSamples, String spoken) {
    samples = List.copyOf(newSamples);
    setAccessibleText(spoken);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    line.getElements().clear();
    area.getElements().clear();
    if (samples.size() < 2 || getWidth() <= 0) {
      return;
    }
    double peak = Math.max(1, samples.stream().mapToDouble(Double::doubleValue).max().orElse(1));
    // A flat line along the card's edge would look like a part of it.
    boolean moved = peak > 1;
    line.setVisible(moved);
    area.setVisible(moved);
    double step = getWidth() / (samples.size() - 1);
    double floor = getHeight() - 2;
    double x = 0;
    double y = height(samples.getFirst(), peak, floor);
    line.getElements().add(new MoveTo(x, y));
    area.getElements().addAll(new MoveTo(x, getHeight()), new LineTo(x, y));
    for (var sample : samples.subList(1, samples.size())) {
      double nextX = x + step;
      double nextY = height(sample, peak, floor);
      double middle = (x + nextX) / 2;
      line.getElements().add(new CubicCurveTo(middle, y, middle, nextY, nextX, nextY));
      area.getElements().add(new CubicCurveTo(middle, y, middle, nextY, nextX, nextY));
      x = nextX;
      y = nextY;
    }
    area.getElements().addAll(new LineTo(x, getHeight()), new ClosePath());
  }

  private static double height(double sample, double peak, double floor) {
    return floor - sample / peak * (floor - 4);
  }
}
