package org.tidelock.engine.effects;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.system.SystemPlaces;

/// Real places with a watcher that tells what a test says, when it says so.
public final class FakeWatcher extends SystemPlaces {
  private final List<FolderListener> listeners = new ArrayList<>();
  private @Nullable IOException refusal;
  private int attempts;

  /// From now on no watch can be started.
  public void refuse(IOException why) {
    refusal = why;
  }

  public void accept() {
    refusal = null;
  }

  @Override
  public Handle watch(Path folder, FolderListener listener) throws IOException {
    attempts++;
    IOException why = refusal;
    if (why != null) throw why;
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void tell(Consumer<FolderListener> what) {
    List.copyOf(listeners).forEach(what);
  }

  /// The one that was begun last.
  public FolderListener listener() {
    return listeners.getLast();
  }

  /// How often a watch was to be started.
  public int attempts() {
    return attempts;
  }

  public boolean isWatching() {
    return !listeners.isEmpty();
  }
}
