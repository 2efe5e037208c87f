package org.tidelock.engine.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// What a folder holds, as a person would compare it: paths, kinds, bytes; and what of the attributes is synced.
final class Trees {
  private static final String FILE = "file ";

  private Trees() {}

  /// What is at each path, without Tidelock's own folder.
  static SortedMap<String, String> of(Path folder) {
    return walk(folder, false);
  }

  /// With the time and the executable flag of each file.
  static SortedMap<String, String> withAttributes(Path folder) {
    return walk(folder, true);
  }

  private static SortedMap<String, String> walk(Path folder, boolean attributes) {
    SortedMap<String, String> tree = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
              if (dir.getFileName().toString().equals(".tidelock"))
                return FileVisitResult.SKIP_SUBTREE;
              if (!dir.equals(folder)) tree.put(folder.relativize(dir).toString(), "folder");
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              String what = contentOf(file, a);
              if (attributes && a.isRegularFile())
                what +=
                    " "
                        + a.lastModifiedTime().to(TimeUnit.MICROSECONDS)
                        + (Files.isExecutable(file) ? " x" : "");
              tree.put(folder.relativize(file).toString(), what);
              return FileVisitResult.CONTINUE;
            }
          });
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentOf(Path path, BasicFileAttributes a) throws IOException {
    if (a.isSymbolicLink()) return "-> " + Files.readSymbolicLink(path);
    return a.isRegularFile() ? FILE + a.size() + " " + hash(path) : "other";
  }

  /// The content of a file as trees and ledgers name it.
  static String contentOf(Path file) throws IOException {
    return contentOf(
        file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /// The contents of all files at or below a path.
  static List<String> contentsOf(Path top) throws IOException {
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return List.of(contentOf(top)).stream().filter(c -> c.startsWith(FILE)).toList();
      } catch (NoSuchFileException e) {
        return List.of();
      }
    }
    return of(top).values().stream().filter(c -> c.startsWith(FILE)).toList();
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) sha.update(buffer, 0, n);
      return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
