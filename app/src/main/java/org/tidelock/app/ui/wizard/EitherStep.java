package org.tidelock.app.ui.wizard;

import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;

/// One of two steps, by what was chosen before. Both are called the same in the list of steps, which is made before.
final class EitherStep implements WizardStep {
  private final BooleanSupplier isFirst;
  private final WizardStep first;
  private final WizardStep second;

  EitherStep(BooleanSupplier isFirst, WizardStep first, WizardStep second) {
    this.isFirst = isFirst;
    this.first = first;
    this.second = second;
  }

  private WizardStep chosen() {
    return isFirst.getAsBoolean() ? first : second;
  }

  @Override
  public Words words() {
    return chosen().words();
  }

  @Override
  public Node view() {
    return chosen().view();
  }

  @Override
  public ObservableBooleanValue ready() {
    return chosen().ready();
  }

  @Override
  public void proceed(Runnable next) {
    chosen().proceed(next);
  }

  @Override
  public void later(Runnable next) {
    chosen().later(next);
  }

  @Override
  public void shown() {
    chosen().shown();
  }

  @Override
  public void hidden() {
    chosen().hidden();
  }

  @Override
  public boolean canGoBack() {
    return chosen().canGoBack();
  }

  @Override
  public boolean dirty() {
    return chosen().dirty();
  }
}
