package org.tidelock.engine.core;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.storage.Lately;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.system.SystemEffects;

/// A test of two devices on a storage in memory, to which A's connection can have any trouble.
abstract class TroubledPair {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MemoryStore store = new MemoryStore();
  private final Lately lately = new Lately();
  final FaultyPlaces ofA = new FaultyPlaces(store, lately);
  TestDevice a;
  TestDevice b;

  @BeforeEach
  final void makePair() throws Exception {
    a = TestDevice.create(root, "a", vaults(ofA));
    b = TestDevice.join(root, "b", vaults(new FaultyPlaces(store, lately)));
  }

  private LocalVaults vaults(FaultyPlaces places) {
    return TestDevice.vaults(over(SystemEffects.create().in(places)));
  }

  /// What else is not the system's.
  Effects over(Effects effects) {
    return effects;
  }

  @AfterEach
  final void closePair() {
    if (a != null) a.close();
    if (b != null) b.close();
  }
}
