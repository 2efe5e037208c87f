package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;

/// The watch of the synced folder, begun anew after it was lost: the folder may be there again, or the system's limit be raised. Later and later, as
/// there are drives that never tell anything.
final class WatchedFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /// Hears when changes are told again, too.
  interface Listener extends FolderListener {
    void regained();
  }

  private final Path folder;
  private final Places places;
  private final Time time;
  private final Listener listener;
  private @Nullable Attempt current;
  private FolderListener.@Nullable Loss told;
  private Duration rest = FIRST;
  private long next;
  private boolean closed;

  WatchedFolder(Path folder, Effects effects, Listener listener) {
    this.folder = folder;
    this.places = effects.places();
    this.time = effects.clock();
    this.listener = listener;
  }

  /// Tells at once if it cannot be watched.
  void begin() {
    Attempt attempt = new Attempt();
    synchronized (this) {
      if (closed) return;
      current = attempt;
    }
    attempt.begin();
  }

  /// Begins anew, if the watch was lost and it is time.
  void tryAgain() {
    synchronized (this) {
      if (closed || current != null || time.nanos() - next < 0) return;
    }
    begin();
    synchronized (this) {
      if (closed || current == null) return; // lost again
      told = null;
      rest = FIRST;
    }
    listener.regained();
  }

  /// @return whether it is news
  private synchronized boolean lose(Attempt attempt, FolderListener.Loss loss) {
    if (closed || current != attempt) return false;
    current = null;
    next = time.nanos() + rest.toNanos();
    rest = rest.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : rest.multipliedBy(2);
    boolean news = told != loss;
    told = loss;
    return news;
  }

  private synchronized boolean isCurrent(Attempt attempt) {
    return !closed && current == attempt;
  }

  @Override
  public void close() {
    Attempt now;
    synchronized (this) {
      closed = true;
      now = current;
    }
    if (now != null) now.close();
  }

  /// One watch: what it says after it was lost is not heard any more.
  private final class Attempt implements FolderListener {
    private @Nullable Handle handle;
    private boolean over;

    void begin() {
      Handle made;
      try {
        made = places.watch(folder, this);
      } catch (IOException e) {
        LOG.debug("the folder cannot be watched", e);
        lost(Loss.NOT_TOLD, "The folder cannot be watched.");
        return;
      }
      synchronized (this) {
        handle = made;
        if (!over) return;
      }
      made.close();
    }

    void close() {
      Handle made;
      synchronized (this) {
        over = true;
        made = handle;
      }
      if (made != null) made.close();
    }

    @Override
    public void changed(Set<LocalPath> folders) {
      if (isCurrent(this)) listener.changed(folders);
    }

    @Override
    public void missed() {
      if (isCurrent(this)) listener.missed();
    }

    @Override
    public void lost(Loss loss, String why) {
      boolean news = lose(this, loss);
      close();
      if (news) listener.lost(loss, why);
    }
  }
}
