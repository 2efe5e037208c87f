package org.tidelock.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.tidelock.engine.core.TestDevice;

/// Devices and their storage, made once for the tests of a class: setting them up stretches keys for seconds. Each test gets them as they were made, at the same place, for
/// profiles know it. The files are others than the devices have seen, as after a restore from a backup: who needs them known lets the devices sync.
final class Mould {
  private final Path place;
  private final Path cast;

  /// @param shared of the class, not of a test
  Mould(Path shared) {
    place = shared.resolve("place");
    cast = shared.resolve("cast");
  }

  /// Where a test works: empty.
  Path emptied() throws IOException {
    delete(place);
    return Files.createDirectory(place);
  }

  interface Making {
    void make() throws Exception;
  }

  /// @param making what is made there if nothing was yet
  void pour(Making making) throws Exception {
    if (Files.exists(cast)) {
      delete(place);
      copy(cast, place);
    } else {
      making.make();
      copy(place, cast);
    }
  }

  /// With times and permissions; what is there already is replaced.
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path copy = to.resolve(from.relativize(folder));
            if (Files.notExists(copy)) {
              Files.createDirectories(copy.getParent());
              copyOne(folder, copy);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            copyOne(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void copyOne(Path file, Path copy) throws IOException {
    Files.copy(
        file,
        copy,
        LinkOption.NOFOLLOW_LINKS,
        StandardCopyOption.COPY_ATTRIBUTES,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /// With all that is in it, if it is there.
  static void delete(Path top) throws IOException {
    if (Files.exists(top)) {
      TestDevice.deleteTree(top);
    }
  }
}
