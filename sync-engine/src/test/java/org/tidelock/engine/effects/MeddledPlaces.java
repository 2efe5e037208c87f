package org.tidelock.engine.effects;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.tidelock.engine.local.LocalPath;

/// Real places, in which somebody does something to a file right after it was looked at and opened, before it is read.
public final class MeddledPlaces extends CallsOfDisk {
  public interface Meddling {
    void run() throws IOException;
  }

  private final Map<LocalPath, Meddling> beforeReading = new HashMap<>();

  /// Each time, until it is told otherwise.
  ///
  /// @param file its path, with `/` between names
  public synchronized void beforeReading(String file, Meddling meddling) {
    beforeReading.put(LocalPath.of(file.split("/")), meddling);
  }

  public synchronized void stop() {
    beforeReading.clear();
  }

  private synchronized void meddle(Object path) throws IOException {
    Meddling meddling = beforeReading.get(path);
    if (meddling != null) meddling.run();
  }

  @Override
  public void after(String call, Object[] arguments) throws IOException {
    if (call.equals("open")) meddle(arguments[0]);
  }
}
