package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a watch tells anything at all: there are file systems that take a watch and then are silent. A file comes and goes in Tidelock's own folder,
/// and that has to be told.
final class WatchProbe {
  private static final Logger LOG = LoggerFactory.getLogger(WatchProbe.class);
  private static final String NAME = "watch-probe-";

  private final Path file;
  private final CountDownLatch told = new CountDownLatch(1);

  /// @param own Tidelock's folder
  WatchProbe(Path own) {
    file = own.resolve(NAME + ProcessHandle.current().pid() + "-" + System.nanoTime());
  }

  /// @param name of something that changed in that folder
  void changed(String name) {
    if (name.equals(file.getFileName().toString())) told.countDown();
  }

  /// Tells if nothing was told by then. What cannot be tried out, because there is no such folder or nothing can be written there, is taken to work.
  void start(Duration patience, Runnable silent) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      LOG.debug("the watch is not tried out", e);
      return;
    }
    Thread.ofVirtual().name("tidelock-watch-probe").start(() -> await(patience, silent));
  }

  private void await(Duration patience, Runnable silent) {
    boolean heard;
    try {
      heard = told.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} stays", file, e);
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!heard) silent.run();
  }
}
