package org.tidelock.app.ui.rewind;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.Inquiry;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.rewind.Histogram.Range;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.Hold;

/// What was changed when, and the point in time that is looked at. A model without nodes, for the JavaFX thread; keeps itself up to date while it is shown.
public final class TimelineModel {
  /// Older ones are not drawn; the past before them can be reached all the same.
  static final int MOST_BATCHES = 5_000;

  /// A moment before a change: times in the vault are whole microseconds.
  private static final Duration MOMENT = Duration.ofNanos(1_000);

  private final PageContext context;
  private final NewsPace pace;
  private final ObservableList<ChangeBatch> batches = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<Instant> point;
  private final ObjectProperty<Range> range = new SimpleObjectProperty<>(Range.MONTH);
  private final Inquiry inquiry;
  private final ReadOnlyObjectWrapper<Optional<Hold>> suspicion =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean chosen;

  private record Answer(List<ChangeBatch> batches, Optional<Hold> suspicion) {}

  public TimelineModel(PageContext context) {
    this.context = context;
    this.pace = new NewsPace(context.ui().clock());
    this.inquiry = new Inquiry(context, () -> load(pace.pauseMillis()));
    this.point = new ReadOnlyObjectWrapper<>(context.ui().clock().instant());
  }

  /// Newest first.
  public ObservableList<ChangeBatch> batches() {
    return batches;
  }

  /// The vault is looked at as it was then: with all that was recorded until then, that instant included.
  public ReadOnlyObjectProperty<Instant> pointProperty() {
    return point.getReadOnlyProperty();
  }

  public Instant point() {
    return point.get();
  }

  public ObjectProperty<Range> rangeProperty() {
    return range;
  }

  /// True until there is something to show.
  public ReadOnlyBooleanProperty loadingProperty() {
    return inquiry.loadingProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return inquiry.problemProperty();
  }

  /// Rewrites that look encrypted and wait for an answer.
  public ReadOnlyObjectProperty<Optional<Hold>> suspicionProperty() {
    return suspicion.getReadOnlyProperty();
  }

  public void shown() {
    inquiry.shown();
    load(0);
  }

  public void hidden() {
    inquiry.hidden();
  }

  public Histogram histogram() {
    return Histogram.of(batches, range.get(), end(), point.get(), zone());
  }

  /// Looks at the vault as it was then; never later than all that is known.
  public void look(Instant time) {
    chosen = true;
    var end = end();
    point.set(time.isAfter(end) ? end : time);
  }

  /// Now, or the newest change: clocks of other devices may be ahead.
  private Instant end() {
    return Stream.concat(Stream.of(now()), batches.stream().map(ChangeBatch::to))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// As it was before a batch began.
  public void lookBefore(ChangeBatch batch) {
    look(before(batch));
  }

  static Instant before(ChangeBatch batch) {
    return batch.from().minus(MOMENT);
  }

  /// As it was before something that waits for an answer began.
  public void lookBefore(Hold hold) {
    look(hold.since().minus(MOMENT));
  }

  /// To the change before: as it was right after that.
  public void earlier() {
    batches.stream()
        .map(ChangeBatch::to)
        .filter(to -> to.isBefore(point.get()))
        .max(Comparator.naturalOrder())
        .ifPresentOrElse(this::look, this::lookAtTheBeginning);
  }

  /// Before the first change that is known there is nothing.
  private void lookAtTheBeginning() {
    if (!batches.isEmpty()) {
      lookBefore(batches.getLast());
    }
  }

  /// To the next change, or to now.
  public void later() {
    look(
        batches.stream()
            .map(ChangeBatch::to)
            .filter(to -> to.isAfter(point.get()))
            .min(Comparator.naturalOrder())
            .orElse(end()));
  }

  /// A day earlier, or later.
  public void days(int number) {
    look(point.get().atZone(zone()).plusDays(number).toInstant());
  }

  public void oldest() {
    if (!batches.isEmpty()) {
      look(batches.getLast().to());
    }
  }

  public void latest() {
    look(end());
  }

  /// The last change that is a part of what is looked at.
  public Optional<ChangeBatch> last() {
    return batches.stream()
        .filter(batch -> !batch.to().isAfter(point.get()))
        .max(Comparator.comparing(ChangeBatch::to));
  }

  private Instant now() {
    return context.ui().clock().instant();
  }

  private ZoneId zone() {
    return context.ui().clock().getZone();
  }

  private void load(long pauseMillis) {
    inquiry.ask(
        pauseMillis,
        batches.isEmpty(),
        () -> {
          var found = pace.measured(() -> context.vault().batches(MOST_BATCHES));
          return new Answer(found, suspicious(context.vault().holds()));
        },
        this::answered);
  }

  private static Optional<Hold> suspicious(List<Hold> holds) {
    return holds.stream()
        .filter(
            hold ->
                switch (hold.kind()) {
                  case REWRITE_EVERYWHERE, REWRITE_HERE -> true;
                  case DELETE_EVERYWHERE, REMOVE_HERE -> false;
                })
        .findFirst();
  }

  private void answered(Answer answer) {
    suspicion.set(answer.suspicion());
    if (!batches.equals(answer.batches())) {
      batches.setAll(answer.batches());
    }
    if (!chosen) {
      // Once: what a person looks at does not go on by itself.
      range.set(fitting());
      point.set(first());
      chosen = !batches.isEmpty();
    }
  }

  /// The shortest range that shows all, a month at most.
  private Range fitting() {
    if (batches.isEmpty()) {
      return range.get();
    }
    var from = batches.stream().map(ChangeBatch::from).min(Comparator.naturalOrder()).orElseThrow();
    return Stream.of(Range.DAY, Range.WEEK)
        .filter(one -> from.isAfter(end().minus(one.length()).plus(one.bar())))
        .findFirst()
        .orElse(Range.MONTH);
  }

  /// Where a person looks first: at how it was when today began, or before the last change if there was none today.
  private Instant first() {
    if (batches.isEmpty()) {
      return end();
    }
    var today = LocalDate.ofInstant(now(), zone()).atStartOfDay(zone()).toInstant();
    if (batches.getLast().to().isAfter(today)) {
      return batches.getLast().to();
    }
    return batches.getFirst().from().isBefore(today) ? before(batches.getFirst()) : today;
  }
}
