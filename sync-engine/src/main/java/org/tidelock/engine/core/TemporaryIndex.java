package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.index.Database;

/// An index that nobody but its maker can read, and that is gone when it is closed.
final class TemporaryIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryIndex.class);

  private final Path directory;
  private final Database db;

  private TemporaryIndex(Path directory, Database db) {
    this.directory = directory;
    this.db = db;
  }

  static TemporaryIndex make() throws IOException {
    // Only its owner may enter it: createTempDirectory sees to that.
    Path directory = Files.createTempDirectory("tidelock-");
    try {
      return new TemporaryIndex(
          directory, Database.open(directory.resolve("index.db"), Database.Access.WRITE));
    } catch (RuntimeException e) {
      remove(directory);
      throw e;
    }
  }

  Database db() {
    return db;
  }

  @Override
  public void close() {
    db.close();
    remove(directory);
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) Files.delete(file);
      Files.delete(directory);
    } catch (IOException e) {
      LOG.warn("a temporary index was left behind in {}", directory, e);
    }
  }
}
