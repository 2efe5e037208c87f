package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What was written and renamed since the last flush, as long as it is little: then it is forced out one by one, which does not wait for what other
/// programs have in memory. Thread-safe.
final class Unflushed {
  /// Above it, one call for the whole volume is cheaper.
  private static final int MANY = 32;

  private final Set<Path> files = new LinkedHashSet<>();
  private final Set<Path> folders = new LinkedHashSet<>();
  private final BooleanSupplier wholeVolume;
  private boolean many;

  /// @param wholeVolume whether all of the volume can be flushed by one call; asked when there is much
  Unflushed(BooleanSupplier wholeVolume) {
    this.wholeVolume = wholeVolume;
  }

  /// A file was made or changed at `path`.
  synchronized void changed(Path path) throws IOException {
    files.add(path);
    renamed(path);
  }

  /// A name appeared or vanished at `path`.
  synchronized void renamed(Path path) throws IOException {
    if (path.getParent() instanceof Path folder) folders.add(folder);
    if (files.size() + folders.size() <= MANY) return;
    if (wholeVolume.getAsBoolean()) many = true;
    else new Batch(List.copyOf(files), List.copyOf(folders), false).force();
    files.clear();
    folders.clear();
  }

  synchronized void moved(Path from, Path to) throws IOException {
    move(files, from, to);
    move(folders, from, to);
    renamed(from);
    changed(to);
  }

  synchronized void exchanged(Path a, Path b) throws IOException {
    List<Path> wereBelowA = takeBelow(files, a);
    move(files, b, a);
    for (Path path : wereBelowA) files.add(b.resolve(a.relativize(path)));
    changed(a);
    changed(b);
  }

  private static void move(Set<Path> paths, Path from, Path to) {
    for (Path path : takeBelow(paths, from)) paths.add(to.resolve(from.relativize(path)));
  }

  private static List<Path> takeBelow(Set<Path> paths, Path top) {
    List<Path> below = new ArrayList<>();
    paths.removeIf(path -> path.startsWith(top) && below.add(path));
    return below;
  }

  /// All of it, which is forgotten here.
  synchronized Batch take() {
    Batch batch = new Batch(List.copyOf(files), List.copyOf(folders), many);
    files.clear();
    folders.clear();
    many = false;
    return batch;
  }

  /// After a flush that failed.
  synchronized void putBack(Batch batch) {
    files.addAll(batch.files());
    folders.addAll(batch.folders());
    many |= batch.many();
  }

  /// @param many it was too much to be kept: the whole volume is to be flushed
  record Batch(List<Path> files, List<Path> folders, boolean many) {
    boolean isEmpty() {
      return !many && files.isEmpty() && folders.isEmpty();
    }

    void force() throws IOException {
      for (Path file : files) if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) force(file);
      if (FileLook.UNIX) // Windows cannot open folders, and needs no such call
      for (Path folder : folders)
          if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) force(folder);
    }

    private static void force(Path path) throws IOException {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (NoSuchFileException e) {
        return; // gone meanwhile: nothing to keep
      }
    }
  }
}
