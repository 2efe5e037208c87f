package org.tidelock.app.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.notification.Notice;
import org.tidelock.app.notification.Notifier;
import org.tidelock.app.ui.NoticeRules.Answer;
import org.tidelock.app.ui.NoticeRules.Situation;
import org.tidelock.engine.Activity;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.Status;

/// Has the desktop say what [NoticeRules] find worth a word, from the status and the news that the window has. JavaFX thread only, but a click comes from any thread.
final class NoticePresenter {
  /// Where a click leads, and what is seen. JavaFX thread.
  interface Owner {
    void bringToFront();

    void show(Destination destination);

    /// The page that the person looks at now, if the window has the focus.
    Optional<PageId> inSight();
  }

  /// Runs something after a time, on any thread.
  interface Later {
    void run(Duration time, Runnable action);
  }

  private final UiContext ui;
  private final Owner owner;
  private final Notifier notifier;
  private final Later later;
  private final List<Activity> received = new ArrayList<>();

  /// What was told, and may still be there.
  private final Set<NoticeKind> told = EnumSet.noneOf(NoticeKind.class);

  private final ChangeListener<Status> changed = (_, _, _) -> hear();
  private final ListChangeListener<Activity> happened = this::happened;
  private @Nullable VaultModel model;
  private @Nullable NoticeRules rules;

  /// When it is asked again, if it is.
  private @Nullable Instant due;

  NoticePresenter(UiContext ui, Owner owner, Notifier notifier) {
    this(
        ui,
        owner,
        notifier,
        (time, action) ->
            CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(action));
  }

  NoticePresenter(UiContext ui, Owner owner, Notifier notifier, Later later) {
    this.ui = ui;
    this.owner = owner;
    this.notifier = notifier;
    this.later = later;
    ui.settings().onChange(this::chosen);
  }

  /// A vault is open now.
  void follow(VaultModel opened, VaultActions actions) {
    leave();
    model = opened;
    rules = new NoticeRules(opened.status(), ui.clock().instant());
    opened.statusProperty().addListener(changed);
    opened.recent().addListener(happened);
    actions.onRestored(this::restored);
    hear();
  }

  /// No vault is open any more: what was told of it, perhaps with names, goes.
  void leave() {
    if (model != null) {
      model.statusProperty().removeListener(changed);
      model.recent().removeListener(happened);
    }
    model = null;
    rules = null;
    due = null;
    received.clear();
    withdrawAll();
  }

  private void withdrawAll() {
    told.forEach(kind -> notifier.withdraw(kind.id()));
    told.clear();
  }

  /// Names that are on the screen go, too, when they are not to be seen any more.
  private void chosen() {
    if (ui.settings().discreet()) {
      withdrawAll();
    }
    hear();
  }

  private void happened(ListChangeListener.Change<? extends Activity> change) {
    while (change.next()) {
      received.addAll(change.getAddedSubList().reversed());
    }
    hear();
  }

  private void hear() {
    var followed = model;
    var asked = rules;
    if (followed == null || asked == null) {
      return;
    }
    var now = ui.clock().instant();
    var answer =
        asked.hear(
            new Situation(
                now,
                followed.status(),
                List.copyOf(received),
                wanted(),
                owner.inSight().map(NoticeKind::on).orElseGet(Set::of),
                ui.settings().awaitsFirstSync()));
    received.clear();
    tell(answer, followed.status());
    answer.again().ifPresent(time -> askAgain(now, time));
  }

  private Set<NoticeKind> wanted() {
    return NoticeKind.where(ui.settings()::tells);
  }

  private void tell(Answer answer, Status status) {
    if (answer.firstSync()) {
      ui.settings().awaitsFirstSync(false);
    }
    answer.over().forEach(kind -> notifier.withdraw(kind.id()));
    for (var saying : answer.say()) {
      show(saying.kind(), NoticeWords.of(saying, status, writing()));
    }
  }

  /// In the window it is told by whatever asked for it.
  private void restored(RestoreReport report) {
    boolean isWanted = ui.settings().tells(NoticeKind.COMPLETION);
    boolean isStopped = report.end() instanceof RestoreReport.End.Stopped;
    if (isWanted && !isStopped && owner.inSight().isEmpty()) {
      show(NoticeKind.COMPLETION, NoticeWords.of(report, writing()));
    }
  }

  private NoticeWords.Writing writing() {
    return new NoticeWords.Writing(ui.texts(), ui.formats(), ui.settings().discreet());
  }

  private void show(NoticeKind kind, NoticeWords words) {
    told.add(kind);
    notifier.show(
        new Notice(
            kind.id(),
            kind.weight(),
            words.title(),
            words.body(),
            ui.texts().get("notice.show"),
            () -> ui.tasks().onUi(() -> open(words.opens()))));
  }

  private void open(Optional<Destination> destination) {
    destination.ifPresentOrElse(owner::show, owner::bringToFront);
  }

  /// Once, however often the status changes until then.
  private void askAgain(Instant now, Instant time) {
    if (due != null && !due.isAfter(time)) {
      return;
    }
    due = time;
    later.run(
        Duration.between(now, time),
        () ->
            ui.tasks()
                .onUi(
                    () -> {
                      if (time.equals(due)) {
                        due = null;
                        hear();
                      }
                    }));
  }
}
