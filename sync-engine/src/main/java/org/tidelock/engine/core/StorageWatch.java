package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;

/// Hears of new heads in a storage that is a folder. Only saves time: where nothing is told (a drive in the network, a folder that was replaced), the
/// looks at the storage go on.
final class StorageWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StorageWatch.class);
  private final Optional<Path> heads;
  private final Places places;
  private final Runnable news;
  private boolean begun;
  private @Nullable Handle watch;

  /// @param storage the folder, if it is one
  /// @param news told of each change, on a thread of the watch
  StorageWatch(Optional<Path> storage, Places places, Runnable news) {
    this.heads = storage.map(folder -> folder.resolve("heads"));
    this.places = places;
    this.news = news;
  }

  /// Begins once there is something to watch: the first round of a new vault makes it.
  synchronized void begin() {
    if (begun || heads.filter(places::isFolder).isEmpty()) return;
    begun = true;
    try {
      watch = places.watch(heads.get(), new Hearing());
    } catch (IOException e) {
      LOG.info("the storage cannot be watched", e);
    }
  }

  private final class Hearing implements FolderListener {
    @Override
    public void changed(Set<LocalPath> folders) {
      news.run();
    }

    @Override
    public void missed() {
      news.run();
    }

    @Override
    public void lost(Loss loss, String why) {
      LOG.info("the storage is looked at from time to time only: {}", why);
    }
  }

  @Override
  public synchronized void close() {
    begun = true;
    if (watch != null) watch.close();
  }
}
