package org.tidelock.app.ui.overview;

import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.ActivityWords;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.PageId;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.ActivityRow;
import org.tidelock.app.ui.component.Badge;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.FolderRow;
import org.tidelock.app.ui.component.StatusHero;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.overview.OverviewViewModel.Action;
import org.tidelock.engine.Activity;

/// Is everything fine, and what happened last.
public final class OverviewPage implements Page {
  private static final double ROW = 48;

  private final PageContext context;
  private final Texts texts;
  private final OverviewViewModel model;
  private final StatusHero hero = new StatusHero();
  private final StackPane folder = new StackPane();
  private final VBox recent = new VBox();
  private final SideCards side;
  private final Node view;

  private List<Action> offered = List.of();
  private int ticks;

  /// Only while somebody looks: moves the curve and lets "2 minutes ago" grow old.
  private final Timeline clock = new Timeline(new KeyFrame(Duration.seconds(1), _ -> this.tick()));

  public OverviewPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new OverviewViewModel(context);
    this.side = new SideCards(texts, model);
    clock.setCycleCount(Animation.INDEFINITE);
    // The kit may be confirmed, or not any more, without a word of the hero changing.
    context.model().statusProperty().addListener((_, _, _) -> side.showFacts());
    var all =
        Ui.button(
            texts.get("overview.viewAll"), () -> context.show(PageId.ACTIVITY), "link", "small");
    all.setId("overview-all");
    var activity = Ui.grow(Card.of(texts.get("overview.recent"), all, recent));
    activity.setMinHeight(49 + 3 * ROW);
    // As many rows as the window has room for.
    activity.heightProperty().addListener((_, _, _) -> showRecent());
    var left = new VBox(20, Card.of(texts.get("overview.folder"), new HBox(), folder), activity);
    HBox.setHgrow(left, Priority.ALWAYS);
    var columns = Ui.grow(new HBox(20, left, side));
    this.view = Ui.scroll(Ui.styled(new VBox(hero, columns), "page"));
    model.heroProperty().addListener((_, _, _) -> showStatus());
    model.recent().addListener((ListChangeListener<Activity>) _ -> showRecent());
    showStatus();
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
    clock.playFromStart();
  }

  @Override
  public void hidden() {
    clock.stop();
  }

  private void tick() {
    // Ages change by the minute; only the curve of work under way changes by the second.
    if (model.status().progress().isPresent() || ++ticks % 10 == 0) {
      model.tick();
    }
    if (ticks % 60 == 0) {
      showRecent();
    }
  }

  private void showStatus() {
    var words = model.heroProperty().get();
    hero.show(
        words.look(),
        words.sentence(),
        words.support(),
        texts.get("status.spoken", words.sentence()));
    // New buttons only for other actions, because a new one would not have the focus of the old.
    if (!model.actions().equals(offered)) {
      offered = model.actions();
      hero.buttons(offered.stream().map(this::button).toArray(Button[]::new));
    }
    showFolder();
    side.showFacts();
  }

  private Button button(Action action) {
    Runnable act = () -> model.act(action);
    return switch (action) {
      case PAUSE -> Ui.button(Feather.PAUSE, texts.get("overview.pause"), act);
      case RESUME -> Ui.button(Feather.PLAY, texts.get("overview.resume"), act, "accent");
      case OPEN_FOLDER -> openFolder(act);
      case SHOW_TRANSFERS -> Ui.button(texts.get("overview.transfers"), act, "accent");
      case SYNC_NOW -> Ui.button(Feather.REFRESH_CW, texts.get("overview.again"), act);
      case REVIEW -> Ui.button(texts.get("overview.review"), act, "accent");
    };
  }

  private Button openFolder(Runnable act) {
    boolean first = model.actions().getLast() == Action.OPEN_FOLDER;
    return first
        ? Ui.button(Feather.FOLDER, texts.get("overview.openFolder"), act, "accent")
        : Ui.button(Feather.FOLDER, texts.get("overview.openFolder"), act);
  }

  private void showFolder() {
    Node state =
        model
            .folderState()
            .<Node>map(words -> new Badge(words.tone(), words.look().icon(), words.chip()))
            .orElseGet(() -> SideCards.progress(model.status().progress(), texts));
    var path = model.info().folder();
    var name = path.getFileName();
    var row =
        new FolderRow(
            Feather.FOLDER,
            String.valueOf(name == null ? path : name),
            model.folderDetail(),
            state);
    row.last();
    folder.getChildren().setAll(row);
  }

  private void showRecent() {
    double room = ((Card) recent.getParent()).getHeight() - 49;
    int rows = Math.max(3, (int) (room / ROW));
    var shown = model.recent().stream().limit(rows).toList();
    recent.getChildren().clear();
    for (var activity : shown) {
      recent.getChildren().add(row(activity));
    }
    if (shown.isEmpty()) {
      recent
          .getChildren()
          .add(
              new EmptyState(
                  Feather.ACTIVITY, texts.get("activity.empty"), texts.get("activity.empty.body")));
    } else if (shown.size() * ROW + 1 >= room) {
      ((ActivityRow) recent.getChildren().getLast()).last();
    }
  }

  private ActivityRow row(Activity activity) {
    var words = ActivityWords.of(activity, texts);
    var when = context.formats().age(activity.time());
    var spoken = words.name() + ", " + words.by() + ", " + context.formats().ago(activity.time());
    return new ActivityRow(words.icon(), words.tone(), words.name(), words.by(), when, spoken);
  }
}
