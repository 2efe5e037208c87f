package org.tidelock.engine.core;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;

/// A test of a vault that two devices have, with empty folders.
public abstract class TwoDevices {
  @TempDir(factory = FastTempDir.class)
  protected Path root;

  protected TestDevice a;
  protected TestDevice b;

  @BeforeEach
  final void makeVault() throws Exception {
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
  }

  @AfterEach
  final void closeVault() {
    if (a != null) a.close();
    if (b != null) b.close();
  }

  /// Each has what the other has, and knows that.
  protected void exchange() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }
}
