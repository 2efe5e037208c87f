package org.tidelock.app;

import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.LocalVaults;

/// The engine behind the facade.
public final class Engine {
  private Engine() {}

  public static Vaults vaults() {
    return LocalVaults.standard();
  }
}
