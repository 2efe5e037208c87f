package org.tidelock.app.ui.issues;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.app.ui.PageContext;

/// Shows a person where something lies that cannot be synced: the folder that it is in, or the next above that is there.
record NearestFolder(PageContext context) {
  private static final Logger LOG = LoggerFactory.getLogger(NearestFolder.class);

  /// @param path as an issue names it: of the vault, or of the disk
  void open(String path) {
    context
        .ui()
        .tasks()
        .<Optional<Path>>run(
            () -> of(path),
            found -> found.ifPresent(context.ui().files()::open),
            failure -> LOG.debug("not shown", failure));
  }

  private Optional<Path> of(String path) {
    for (Path at = place(path).getParent(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /// A name that the vault cannot have has no place in it.
  private Path place(String path) {
    var folder = context.model().info().folder();
    try {
      var named = Path.of(path);
      return named.isAbsolute() ? named : context.vault().place(path);
    } catch (InvalidPathException e) {
      return folder.resolve("it");
    } catch (IllegalArgumentException e) {
      return folder.resolve(path);
    }
  }
}
