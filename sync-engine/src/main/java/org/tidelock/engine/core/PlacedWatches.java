package org.tidelock.engine.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;

/// A watch for each folder that lies elsewhere and is there: begun when it is placed or has come back, and ended with that. What they tell is told of the places
/// in the synced folder. [#renew] is called by one thread at a time, [#close] by any.
final class PlacedWatches implements AutoCloseable {
  private final Supplier<Mounts> mounts;
  private final Effects effects;
  private final WatchedFolder.Listener listener;
  private final Map<Path, WatchedFolder> watches = new HashMap<>();
  private boolean closed;

  /// @param listener hears of each loss and its end
  PlacedWatches(Supplier<Mounts> mounts, Effects effects, WatchedFolder.Listener listener) {
    this.mounts = mounts;
    this.effects = effects;
    this.listener = listener;
  }

  /// As they are now.
  ///
  /// @return whether one was begun: what changed in it before that was not told
  boolean renew() {
    Set<Path> there = mounts.get().reachable();
    List<WatchedFolder> begun = new ArrayList<>();
    List<WatchedFolder> over = new ArrayList<>();
    List<WatchedFolder> kept;
    synchronized (this) {
      if (closed) return false;
      for (Path gone : new HashSet<>(watches.keySet()))
        if (!there.contains(gone) && watches.remove(gone) instanceof WatchedFolder w) over.add(w);
      kept = List.copyOf(watches.values());
      for (Path place : there)
        if (!watches.containsKey(place)) {
          WatchedFolder made = new WatchedFolder(place, effects, new Hearing(place));
          watches.put(place, made);
          begun.add(made);
        }
    }
    over.forEach(WatchedFolder::close);
    kept.forEach(WatchedFolder::tryAgain);
    begun.forEach(WatchedFolder::begin);
    return !begun.isEmpty();
  }

  @Override
  public void close() {
    List<WatchedFolder> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(watches.values());
      watches.clear();
    }
    all.forEach(WatchedFolder::close);
  }

  private final class Hearing implements WatchedFolder.Listener {
    private final Path place;

    Hearing(Path place) {
      this.place = place;
    }

    @Override
    public void changed(Set<LocalPath> folders) {
      Optional<String> name = mounts.get().name(place);
      if (name.isEmpty()) return; // nothing of the vault lies there any more
      Set<LocalPath> here = new HashSet<>();
      for (LocalPath folder : folders) {
        LocalPath at = LocalPath.of(name.get());
        for (String part : folder.names()) at = at.child(part);
        here.add(at);
      }
      listener.changed(here);
    }

    @Override
    public void missed() {
      listener.missed();
    }

    @Override
    public void lost(FolderListener.Loss loss, String why) {
      listener.lost(loss, why);
    }

    @Override
    public void regained() {
      listener.regained();
    }
  }
}
