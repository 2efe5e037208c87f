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

  /// The next watch cannot be started.
  public void refuse(IOException why) {
    refusal = why;
  }

  @Override
  public Handle watch(Path folder, FolderListener listener) throws IOException {
    IOException why = refusal;
    refusal = null;
    if (why != null) throw why;
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  public void tell(Consumer<FolderListener> what) {
    List.copyOf(listeners).forEach(what);
  }

  public boolean isWatching() {
    return !listeners.isEmpty();
  }
}
