package org.tidelock.app.ui.overview;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.ActivityWords;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.ActivityRow;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.StatusHero;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.Activity;

/// Is everything fine, and what happened last.
public final class OverviewPage implements Page {
  private static final int ROWS = 5;

  private final PageContext context;
  private final OverviewViewModel model;
  private final StatusHero hero = new StatusHero();
  private final VBox recent = new VBox();
  private final VBox view;

  public OverviewPage(PageContext context) {
    this.context = context;
    this.model = new OverviewViewModel(context);
    var card = Card.of(context.texts().get("overview.recent"), Ui.label(""), recent);
    this.view = Ui.styled(new VBox(hero, card), "page");
    model.heroProperty().addListener((_, _, _) -> showHero());
    model.recent().addListener((ListChangeListener<Activity>) _ -> showRecent());
    showHero();
    showRecent();
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.refresh();
    showRecent();
  }

  private void showHero() {
    var texts = context.texts();
    var words = model.heroProperty().get();
    hero.show(
        words.look(),
        words.sentence(),
        words.support(),
        texts.get("status.spoken", words.sentence()));
    var pause =
        model.paused()
            ? Ui.button(Feather.PLAY, texts.get("overview.resume"), model::resume)
            : Ui.button(Feather.PAUSE, texts.get("overview.pause"), model::pause);
    var open =
        Ui.button(Feather.FOLDER, texts.get("overview.openFolder"), model::openFolder, "accent");
    hero.buttons(pause, open);
  }

  private void showRecent() {
    recent.getChildren().clear();
    var shown = model.recent().stream().limit(ROWS).toList();
    for (var activity : shown) {
      var words = ActivityWords.of(activity, context.texts());
      var when = context.formats().age(activity.time());
      var spoken =
          words.name() + ", " + words.what() + ", " + context.formats().ago(activity.time());
      recent
          .getChildren()
          .add(
              new ActivityRow(
                  words.icon(), words.tone(), words.name(), words.what(), when, spoken));
    }
    if (shown.isEmpty()) {
      recent
          .getChildren()
          .add(
              new EmptyState(
                  Feather.ACTIVITY,
                  context.texts().get("activity.empty"),
                  context.texts().get("activity.empty.body")));
    } else {
      ((ActivityRow) recent.getChildren().getLast()).last();
    }
  }
}
