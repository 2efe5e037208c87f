package org.tidelock.engine.effects;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.system.SystemPlaces;

/// Real places, in which somebody does something to a file right after it was looked at and opened, before it is read.
public final class MeddledPlaces extends SystemPlaces {
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
  public Disk disk(Path folder) throws IOException {
    Disk real = super.disk(folder);
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (method.getName().equals("open")) meddle(arguments[0]);
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
