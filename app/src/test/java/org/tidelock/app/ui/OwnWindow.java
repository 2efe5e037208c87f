package org.tidelock.app.ui;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A test with a window of its own, over an engine in memory.
abstract class OwnWindow {
  @TempDir Path home;
  TestWindow window;

  @BeforeEach
  final void makeOwnWindow() {
    window = as(new TestWindow(home));
  }

  /// What is open when a test begins.
  abstract TestWindow as(TestWindow fresh);

  @AfterEach
  final void closeOwnWindow() {
    window.close();
  }
}
