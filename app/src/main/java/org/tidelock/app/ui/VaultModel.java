package org.tidelock.app.ui;

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
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;

/// A vault's status and news as properties of the JavaFX thread. However often the engine speaks, the window changes at most four
/// times a second.
public final class VaultModel implements AutoCloseable {
  private static final int RECENT = 50;

  private final TaskRunner tasks;
  private final Executor later;
  private final ReadOnlyObjectWrapper<Status> status;
  private final ObservableList<Activity> recent = FXCollections.observableArrayList();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final AtomicReference<@Nullable Status> newest = new AtomicReference<>();
  private final ArrayDeque<Activity> news = new ArrayDeque<>();
  private final Vault.Subscription subscription;

  public VaultModel(Vault vault, TaskRunner tasks) {
    this(vault, tasks, CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS));
  }

  /// @param later runs what it is given a moment later, on any thread
  VaultModel(Vault vault, TaskRunner tasks, Executor later) {
    this.tasks = tasks;
    this.later = later;
    this.subscription = vault.listen(this::hear);
    this.status = new ReadOnlyObjectWrapper<>(vault.status());
    recent.setAll(vault.activity(RECENT, Optional.empty()));
  }

  public ReadOnlyObjectProperty<Status> statusProperty() {
    return status.getReadOnlyProperty();
  }

  public Status status() {
    return status.get();
  }

  /// The newest activity first; a page that shows more asks the vault.
  public ObservableList<Activity> recent() {
    return recent;
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
    if (scheduled.compareAndSet(false, true)) {
      later.execute(() -> tasks.onUi(this::apply));
    }
  }

  private void apply() {
    scheduled.set(false);
    var changed = newest.getAndSet(null);
    if (changed != null) {
      status.set(changed);
    }
    synchronized (news) {
      while (!news.isEmpty()) {
        recent.addFirst(news.removeFirst());
      }
    }
    if (recent.size() > RECENT) {
      recent.remove(RECENT, recent.size());
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
