package org.tidelock.app.ui.overview;

import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StatusSentence;
import org.tidelock.engine.Activity;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;

/// What the overview says and does, without nodes.
public final class OverviewViewModel {
  private final PageContext context;
  private final ReadOnlyObjectWrapper<StatusSentence> hero;

  public OverviewViewModel(PageContext context) {
    this.context = context;
    this.hero = new ReadOnlyObjectWrapper<>(sentence(context.model().status()));
    context.model().statusProperty().addListener((_, _, _) -> refresh());
  }

  public ReadOnlyObjectProperty<StatusSentence> heroProperty() {
    return hero.getReadOnlyProperty();
  }

  public ObservableList<Activity> recent() {
    return context.model().recent();
  }

  public Status status() {
    return context.model().status();
  }

  /// Says the sentence anew: "2 minutes ago" grows old by itself.
  public void refresh() {
    hero.set(sentence(status()));
  }

  public boolean paused() {
    return status().state() == State.PAUSED;
  }

  public void pause() {
    context.vault().pause(Optional.empty());
  }

  public void resume() {
    context.vault().resume();
  }

  public void openFolder() {
    context.ui().files().open(context.vault().info().folder());
  }

  private StatusSentence sentence(Status status) {
    return StatusSentence.of(status, context.texts(), context.formats());
  }
}
