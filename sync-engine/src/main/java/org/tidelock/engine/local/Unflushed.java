package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
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
import org.jspecify.annotations.Nullable;

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

  /// Something was made or changed, or came to lie, at `path`.
  synchronized void changed(Path path) {
    files.add(path);
    renamed(path);
  }

  /// A name appeared or vanished at `path`.
  synchronized void renamed(Path path) {
    if (path.getParent() instanceof Path folder) folders.add(folder);
    if (files.size() + folders.size() <= MANY || !wholeVolume.getAsBoolean()) return;
    many = true;
    files.clear();
    folders.clear();
  }

  synchronized void moved(Path from, Path to) {
    files.remove(from);
    if (isFolder(to)) {
      replace(files, from, to);
      replace(folders, from, to);
    }
    renamed(from);
    changed(to);
  }

  synchronized void exchanged(Path a, Path b) {
    if (isFolder(a) || isFolder(b)) {
      swap(files, a, b);
      swap(folders, a, b);
    }
    changed(a);
    changed(b);
  }

  private static void swap(Set<Path> paths, Path a, Path b) {
    List<Path> wereBelowA = takeBelow(paths, a);
    replace(paths, b, a);
    for (Path path : wereBelowA) paths.add(b.resolve(a.relativize(path)));
  }

  private static void replace(Set<Path> paths, Path from, Path to) {
    for (Path path : takeBelow(paths, from)) paths.add(to.resolve(from.relativize(path)));
  }

  private static List<Path> takeBelow(Set<Path> paths, Path top) {
    List<Path> below = new ArrayList<>();
    paths.removeIf(path -> path.startsWith(top) && below.add(path));
    return below;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
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

    /// One by one.
    ///
    /// @param root tells whether this file system can force folders at all: Windows cannot open them and needs no such call, some network mounts
    ///     refuse
    /// @return false if this user may not open something of it for reading, so that it was left out
    boolean force(Path root) throws IOException {
      List<Path> there = new ArrayList<>();
      for (Path file : files)
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) there.add(file);
      if (!folders.isEmpty() && canForce(root))
        for (Path folder : folders) if (isFolder(folder)) there.add(folder);
      return forceAll(there);
    }

    /// What goes wrong with one of them keeps it from none of the others.
    private static boolean forceAll(List<Path> paths) throws IOException {
      boolean all = true;
      @Nullable IOException failed = null;
      for (Path path : paths) {
        try {
          all &= forceOne(path);
        } catch (ClosedByInterruptException e) {
          throw e;
        } catch (IOException e) {
          failed = e;
        }
      }
      if (failed != null) throw failed;
      return all;
    }

    private static boolean canForce(Path root) throws ClosedByInterruptException {
      try {
        return forceOne(root);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        return false;
      }
    }

    private static boolean forceOne(Path path) throws IOException {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
        return true;
      } catch (AccessDeniedException e) {
        return false;
      } catch (NoSuchFileException e) {
        return true; // gone meanwhile: nothing to keep
      }
    }
  }
}
