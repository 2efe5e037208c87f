package org.tidelock.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tidelock.engine.TidelockException;

/// Checks of places on this computer before a command writes there.
final class LocalFiles {
  private LocalFiles() {}

  static void requireEmpty(Path target) throws TidelockException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.list(target)) {
      if (entries.findAny().isPresent()) {
        throw Problems.usage(
            "The folder " + Words.shown(target.toString()) + " is not empty.",
            "Name an empty folder, or one to be made.");
      }
    } catch (IOException e) {
      throw Problems.local(
          "The folder " + Words.shown(target.toString()) + " cannot be read.",
          "Nothing was changed.",
          "Name another folder.",
          e);
    }
  }
}
