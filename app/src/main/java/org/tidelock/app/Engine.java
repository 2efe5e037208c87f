package org.tidelock.app;

import java.lang.reflect.InvocationTargetException;
import org.tidelock.engine.Vaults;

/// The engine behind the facade.
public final class Engine {
  private Engine() {}

  public static Vaults vaults() {
    try {
      return (Vaults)
          Class.forName("org.tidelock.engine.core.LocalVaults").getMethod("standard").invoke(null);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException("this build has no engine", e);
    }
  }
}
