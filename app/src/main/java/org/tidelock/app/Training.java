package org.tidelock.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Runs the command lines of a file one after the other in this process, so that the build can note which classes a start needs. Used by
/// the package phase only; works in a temporary directory of its own and removes it.
public final class Training {
  /// So many that the profiles of the hot methods, which the cache keeps as well, are those of real work.
  private static final int SMALL_FILES = 1500;

  private static final int LARGE_FILE = 24 << 20;

  private Training() {}

  static void main(String[] args) throws IOException {
    Path root = Files.createTempDirectory("tidelock-training");
    try {
      Map<String, Path> places = prepare(root);
      for (String line : Files.readAllLines(Path.of(args[0]))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          run(line, places);
        }
      }
    } finally {
      delete(root);
    }
  }

  private static Map<String, Path> prepare(Path root) throws IOException {
    Path files = Files.createDirectories(root.resolve("dir-a/sub"));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < SMALL_FILES; i++) {
      Path folder = Files.createDirectories(files.resolve("folder " + i / 50));
      byte[] bytes = new byte[1024 + random.nextInt(15 << 10)];
      if (i % 2 == 0) random.nextBytes(bytes);
      Files.write(folder.resolve("file " + i + ".txt"), bytes);
    }
    byte[] large = new byte[LARGE_FILE];
    random.nextBytes(large);
    Files.write(files.resolve("large.bin"), large);
    Path pass =
        Files.writeString(root.resolve("pass"), "copper lantern drifts past quiet harbour\n");
    return Map.of(
        "@A@",
        root.resolve("a"),
        "@B@",
        root.resolve("b"),
        "@STORE@",
        root.resolve("store"),
        "@DIR_A@",
        root.resolve("dir-a"),
        "@DIR_B@",
        root.resolve("dir-b"),
        "@OUT@",
        root.resolve("out"),
        "@PASS@",
        pass);
  }

  private static void run(String line, Map<String, Path> places) {
    String[] words = line.strip().split(" +");
    for (int i = 0; i < words.length; i++) {
      for (Map.Entry<String, Path> place : places.entrySet()) {
        words[i] = words[i].replace(place.getKey(), place.getValue().toString());
      }
    }
    System.out.println("$ " + line);
    long start = System.nanoTime();
    int code = Main.run(words);
    System.out.println("= " + code + " after " + (System.nanoTime() - start) / 1_000_000 + " ms");
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
