package org.tidelock.app.ui.component;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A progress bar that needs no pulse while it stands still.
public final class Bar extends Region {
  private final Region fill = new Region();
  private double value;

  public Bar(double height) {
    getStyleClass().add("bar");
    if (height > 4) {
      getStyleClass().add("thick");
    }
    fill.getStyleClass().add("bar-fill");
    getChildren().add(fill);
    setMinHeight(height);
    setMaxHeight(height);
    setPrefHeight(height);
    setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
  }

  /// @param newValue from 0 to 1
  /// @param spoken what is on its way and how far, such as "Sending plans.pdf, 41 percent"
  public void show(double newValue, String spoken) {
    value = Math.clamp(newValue, 0, 1);
    setAccessibleText(spoken);
    requestLayout();
  }

  /// What it shows is a loss.
  public void danger() {
    fill.getStyleClass().add("danger");
  }

  public void neutral(boolean isNeutral) {
    fill.getStyleClass().remove("neutral");
    if (isNeutral) {
      fill.getStyleClass().add("neutral");
    }
  }

  @Override
  protected void layoutChildren() {
    fill.resizeRelocate(0, 0, (double) Math.round(getWidth() * value), getHeight());
  }
}
