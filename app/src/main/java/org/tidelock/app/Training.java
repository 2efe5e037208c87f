package org.tidelock.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.cli.VaultService;
import org.tidelock.app.desktop.InstanceClient;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.app.desktop.StopSignals;

/// Runs the command lines of a file one after the other in this process, and opens the window, so that the build can note which classes a start needs. Used by
/// the package phase only (`src/launcher/Train.java`); works in a temporary directory of its own and removes it.
///
/// Arguments: the file, a server's place as `--storage` takes it, the server's public key as `--storage-key` takes it.
public final class Training {
  /// So many that the profiles of the hot methods, which the cache keeps as well, are those of real work.
  private static final int SMALL_FILES = 1500;

  private static final int LARGE_FILE = 24 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// For a window to be filled and drawn.
  private static final long WINDOW_MILLIS = 3000;

  private Training() {}

  static void main(String[] args) throws IOException {
    Path root = Files.createTempDirectory("tidelock-training");
    try {
      Map<String, String> places = prepare(root, args);
      for (String line : Files.readAllLines(Path.of(args[0]))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          run(line, places);
        }
      }
    } finally {
      delete(root);
    }
  }

  private static Map<String, String> prepare(Path root, String[] args) throws IOException {
    fill(root.resolve("dir-a/sub"), SMALL_FILES);
    fill(root.resolve("dir-c/sub"), SMALL_FILES / 5);
    Map<String, String> places = new HashMap<>();
    for (String each : List.of("a", "b", "c", "d")) {
      String name = each.toUpperCase(Locale.ROOT);
      places.put("@" + name + "@", root.resolve(each).toString());
      places.put("@DIR_" + name + "@", root.resolve("dir-" + each).toString());
    }
    places.put("@STORE@", root.resolve("store").toString());
    places.put("@OUT@", root.resolve("out").toString());
    places.put("@SERVER@", args[1]);
    places.put("@KEY@", args[2]);
    Path pass =
        Files.writeString(root.resolve("pass"), "copper lantern drifts past quiet harbour\n");
    places.put("@PASS@", pass.toString());
    return places;
  }

  private static void fill(Path folder, int small) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < small; i++) {
      Path below = Files.createDirectories(folder.resolve("folder " + i / 50));
      byte[] bytes = new byte[1024 + random.nextInt(15 << 10)];
      if (i % 2 == 0) random.nextBytes(bytes);
      Files.write(below.resolve("file " + i + ".txt"), bytes);
    }
    byte[] large = new byte[LARGE_FILE];
    random.nextBytes(large);
    Files.write(folder.resolve("large.bin"), large);
  }

  private static void run(String line, Map<String, String> places) {
    String[] words = line.strip().split(" +");
    for (int i = 0; i < words.length; i++) {
      for (Map.Entry<String, String> place : places.entrySet()) {
        words[i] = words[i].replace(place.getKey(), place.getValue());
      }
    }
    System.out.println("$ " + line);
    long start = System.nanoTime();
    int code = words[0].equals("window") ? window(words[1]) : Main.run(words);
    System.out.println("= " + code + " after " + (System.nanoTime() - start) / 1_000_000 + " ms");
  }

  /// Opens it as a start without a command does, and closes it as a signal from outside does.
  private static int window(String home) {
    Thread closing = Thread.ofVirtual().start(() -> close(Path.of(home)));
    int code = Main.run("--home", home);
    closing.interrupt();
    return code;
  }

  private static void close(Path home) {
    try {
      // Answered when there is a window, or soon will be.
      InstanceClient.askSoon(home, new Request(List.of(VaultService.SHOW), ""), PATIENCE);
      Thread.sleep(WINDOW_MILLIS);
      StopSignals.raise();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
