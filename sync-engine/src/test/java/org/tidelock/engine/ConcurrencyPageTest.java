package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/concurrency.md names each class that has a lock, a queue or a thread of its own.
final class ConcurrencyPageTest {
  private static final Pattern OWNS =
      Pattern.compile(
          "(?<!// )\\bsynchronized\\b|\\bReentrant\\w*Lock\\b|\\bSemaphore\\b|\\bCountDownLatch\\b|\\w*BlockingQueue\\b|new Thread\\b|Thread\\.of|Executors\\.new");

  @Test
  void whatHasALockAQueueOrAThreadIsOnThePage() throws IOException {
    Path project = Path.of("").toAbsolutePath().getParent();
    String page = Files.readString(project.resolve("docs/concurrency.md"));
    List<String> owners = new ArrayList<>();
    for (String module : List.of("crypto", "sync-engine", "app"))
      try (Stream<Path> files = Files.walk(project.resolve(module).resolve("src/main/java"))) {
        files
            .filter(f -> f.toString().endsWith(".java") && owns(f))
            .forEach(f -> owners.add(name(f)));
      }
    assertThat(owners).hasSizeGreaterThan(40).contains("Work", "Database", "Verifier");
    assertThat(owners.stream().filter(o -> !page.matches("(?s).*\\b" + o + "\\b.*"))).isEmpty();
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static boolean owns(Path file) {
    try {
      return OWNS.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
