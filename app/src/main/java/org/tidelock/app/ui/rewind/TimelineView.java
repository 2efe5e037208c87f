package org.tidelock.app.ui.rewind;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.rewind.Histogram.Range;
import org.tidelock.app.ui.undo.BatchWords;
import org.tidelock.engine.ChangeBatch;

/// The line of time with a bar for what was changed when, and the point that is looked at. A click or a drag moves it; with the keyboard it goes from change to
/// change, and by days.
final class TimelineView extends Pane {
  private static final PseudoClass LATER = PseudoClass.getPseudoClass("later");
  private static final double HIGH = 144;
  private static final double LOW = 92;
  private static final double FLAG = 30;
  private static final double AXIS = 24;
  private static final int LABELS = 6;
  private static final double GAP = 0.34;

  private final PageContext context;
  private final TimelineModel model;
  private final List<Region> bars = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final Region line = Ui.styled(new Region(), "time-axis");
  private final Region cursor = Ui.styled(new Region(), "time-cursor");
  private final Region handle = Ui.styled(new Region(), "time-handle");
  private final Label flag = Ui.label("", "time-flag");
  private Histogram histogram;

  /// Where the point is held while it is dragged.
  private @Nullable Instant held;

  TimelineView(PageContext context, TimelineModel model) {
    this.context = context;
    this.model = model;
    this.histogram = model.histogram();
    setId("rewind-timeline");
    getStyleClass().add("timeline");
    setMinHeight(LOW);
    high(true);
    setMinWidth(0);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.SLIDER);
    flag.setMinWidth(USE_PREF_SIZE);
    getChildren().add(line);
    for (int i = 0; i < LABELS; i++) {
      var label = Ui.label("", "t-small", "fg-muted");
      label.setMinWidth(USE_PREF_SIZE);
      labels.add(label);
    }
    getChildren().addAll(labels);
    getChildren().addAll(cursor, handle, flag);
    for (var mark : List.of(line, cursor, handle, flag)) {
      mark.setMouseTransparent(true);
    }
    addEventHandler(MouseEvent.MOUSE_PRESSED, this::hold);
    addEventHandler(MouseEvent.MOUSE_DRAGGED, this::hold);
    addEventHandler(MouseEvent.MOUSE_RELEASED, this::letGo);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    model.batches().addListener((ListChangeListener<ChangeBatch>) _ -> show());
    model.rangeProperty().addListener((_, _, _) -> show());
    model.pointProperty().addListener((_, _, _) -> show());
    show();
  }

  /// Whether it has its full height.
  void high(boolean full) {
    setPrefHeight(full ? HIGH : LOW);
  }

  private void hold(MouseEvent event) {
    requestFocus();
    held = histogram.at(event.getX() / Math.max(1, getWidth()));
    requestLayout();
    event.consume();
  }

  private void letGo(MouseEvent event) {
    var time = held;
    held = null;
    if (time != null) {
      model.look(time);
    }
    requestLayout();
    event.consume();
  }

  private void key(KeyEvent event) {
    if (event.isShortcutDown() || event.isAltDown()) {
      return;
    }
    boolean done =
        switch (event.getCode()) {
          case LEFT -> act(model::earlier);
          case RIGHT -> act(model::later);
          case PAGE_UP -> act(() -> model.days(-1));
          case PAGE_DOWN -> act(() -> model.days(1));
          case HOME -> act(model::oldest);
          case END -> act(model::latest);
          default -> false;
        };
    if (done) {
      event.consume();
    }
  }

  private static boolean act(Runnable action) {
    action.run();
    return true;
  }

  private void show() {
    histogram = model.histogram();
    while (bars.size() < histogram.bars().size()) {
      var bar = Ui.styled(new Region(), "time-bar");
      bar.setMouseTransparent(true);
      bars.add(bar);
      getChildren().addFirst(bar);
    }
    var spoken =
        model
            .last()
            .map(batch -> BatchWords.of(batch, context))
            .map(words -> words.what() + ", " + words.who())
            .orElse("");
    setAccessibleText(
        context.texts().get("rewind.point", context.formats().exact(model.point()), spoken));
    requestLayout();
  }

  private Instant at() {
    return held == null ? model.point() : held;
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double floor = getHeight() - AXIS;
    double step = width / histogram.bars().size();
    double most = Math.max(1, histogram.most());
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      boolean there = i < histogram.bars().size() && histogram.bars().get(i) > 0;
      bar.setVisible(there);
      if (there) {
        // Few changes beside very many can still be seen.
        double share = Math.sqrt(histogram.bars().get(i) / most);
        double height = Math.max(3, Math.rint((floor - FLAG) * share));
        boolean later = !histogram.from(i).isBefore(at());
        bar.pseudoClassStateChanged(LATER, later);
        bar.resizeRelocate(
            Math.rint(i * step + step * GAP / 2),
            floor - height,
            Math.max(2, Math.rint(step * (1 - GAP))),
            height);
      }
    }
    line.resizeRelocate(0, floor, width, 1);
    layoutPoint(width, floor);
    layoutLabels(width, floor);
  }

  private void layoutPoint(double width, double floor) {
    double x = Math.rint(histogram.share(at()) * width);
    flag.setText(context.formats().version(at()));
    double flagWidth = flag.prefWidth(-1);
    flag.resizeRelocate(
        Math.clamp(x - flagWidth / 2, 0, Math.max(0, width - flagWidth)), 0, flagWidth, 22);
    cursor.resizeRelocate(Math.clamp(x - 1, 0, Math.max(0, width - 2)), 22, 2, floor - 22);
    handle.resizeRelocate(Math.clamp(x - 7, 0, Math.max(0, width - 14)), floor - 7, 14, 14);
  }

  private void layoutLabels(double width, double floor) {
    var whole = Duration.between(histogram.start(), histogram.end());
    for (int i = 0; i < LABELS; i++) {
      var time = histogram.start().plus(whole.multipliedBy(i).dividedBy(LABELS));
      var label = labels.get(i);
      label.setText(
          model.rangeProperty().get() == Range.DAY
              ? context.formats().clockTime(time)
              : context.formats().date(time));
      label.resizeRelocate(width * i / LABELS, floor + 5, label.prefWidth(-1), AXIS - 5);
    }
  }
}
