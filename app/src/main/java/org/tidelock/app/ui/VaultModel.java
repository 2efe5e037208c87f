package org.tidelock.app.ui;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultInfo;

/// A vault's status and news as properties of the JavaFX thread. However often the engine speaks, the window changes at most four
/// times a second. Made away from the JavaFX thread, because it asks the vault; from then on of that thread.
public final class VaultModel implements AutoCloseable {
  /// Of a recovery kit that is not confirmed.
  public static final String KIT_ISSUE = "KEY-06";

  private static final int RECENT = 50;

  private final TaskRunner tasks;
  private final InstantSource clock;
  private final Executor later;
  private final VaultInfo info;
  private final ReadOnlyObjectWrapper<Status> status;
  private final ObservableList<Activity> recent = FXCollections.observableArrayList();
  private final SpeedHistory speeds = new SpeedHistory();

  /// Until this is made, what it hears only gathers.
  private final AtomicBoolean scheduled = new AtomicBoolean(true);

  private final AtomicReference<@Nullable Status> newest = new AtomicReference<>();
  private final ArrayDeque<Activity> news = new ArrayDeque<>();
  private final Vault.Subscription subscription;

  public VaultModel(Vault vault, TaskRunner tasks, InstantSource clock) {
    this(vault, tasks, clock, CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS));
  }

  /// @param later runs what it is given a moment later, on any thread
  VaultModel(Vault vault, TaskRunner tasks, InstantSource clock, Executor later) {
    this.tasks = tasks;
    this.clock = clock;
    this.later = later;
    this.info = vault.info();
    // Listens before it asks, so that nothing falls between; what comes both ways is told apart by
    // its id.
    this.subscription = vault.listen(this::hear);
    this.status = new ReadOnlyObjectWrapper<>(vault.status());
    recent.setAll(vault.activity(RECENT, Optional.empty()));
    scheduled.set(false);
    if (hasHeard()) {
      schedule();
    }
  }

  private boolean hasHeard() {
    synchronized (news) {
      return newest.get() != null || !news.isEmpty();
    }
  }

  public VaultInfo info() {
    return info;
  }

  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  public Status status() {
    return status.get();
  }

  /// Whether three words of the recovery kit were read from it: its issue stays open until then.
  public boolean kitConfirmed() {
    return status().issues().stream().noneMatch(issue -> issue.code().equals(KIT_ISSUE));
  }

  /// The newest activity first; a page that shows more asks the vault.
  public ObservableList<Activity> recent() {
    return recent;
  }

  public SpeedHistory speeds() {
    return speeds;
  }

  private void hear(VaultEvent event) {
    switch (event) {
      case VaultEvent.StatusChanged changed -> newest.set(changed.status());
      case VaultEvent.Happened happened -> {
        synchronized (news) {
          news.addLast(happened.activity());
        }
      }
    }
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      later.execute(() -> tasks.onUi(this::apply));
    }
  }

  private void apply() {
    scheduled.set(false);
    var changed = newest.getAndSet(null);
    if (changed != null) {
      changed.progress().ifPresent(this::measure);
      status.set(changed);
    }
    var fresh = takeNews();
    if (!fresh.isEmpty()) {
      recent.addAll(0, fresh);
    }
    if (recent.size() > RECENT) {
      recent.remove(RECENT, recent.size());
    }
  }

  private void measure(Progress progress) {
    speeds.record(
        clock.instant(), progress.sendBytesPerSecond() + progress.receiveBytesPerSecond());
  }

  /// Newest first, without what is known already.
  private ArrayDeque<Activity> takeNews() {
    long known = recent.isEmpty() ? Long.MIN_VALUE : recent.getFirst().id();
    var fresh = new ArrayDeque<Activity>();
    synchronized (news) {
      for (var activity : news) {
        if (activity.id() > known) {
          fresh.addFirst(activity);
        }
      }
      news.clear();
    }
    return fresh;
  }

  @Override
  public void close() {
    subscription.close();
  }
}
