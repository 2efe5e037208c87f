package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The module is meant for others, too: everything public says what it is, and the example in the documentation is the one that runs.
class PublicDocsTest {
  private static final Path MAIN = Path.of("src", "main", "java", "org", "tidelock", "crypto");
  private static final Pattern PUBLIC = Pattern.compile(" *public .*|  [A-Z_]+\\(.*[,;]");

  @Test
  void everythingPublicIsDescribed() throws IOException {
    List<String> bare = new ArrayList<>();
    int described = 0;
    try (Stream<Path> files = Files.list(MAIN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        List<String> lines = Files.readAllLines(file);
        boolean own =
            lines.stream().noneMatch(l -> l.matches("public .*")); // only the package sees it
        for (int i = 0; i < lines.size() && !own; i++) {
          if (!PUBLIC.matcher(lines.get(i)).matches()) continue;
          int above = i - 1;
          while (lines.get(above).strip().startsWith("@")
              && !lines.get(above).contains("@Override")) above--;
          if (lines.get(above).contains("@Override")) continue;
          if (lines.get(above).strip().startsWith("///")) described++;
          else bare.add(file.getFileName() + ":" + (i + 1) + lines.get(i));
        }
      }
    }
    assertThat(bare).isEmpty();
    assertThat(described).isGreaterThan(200);
  }

  @Test
  void theExampleIsTheOneThatRuns() throws IOException {
    List<String> docs = Files.readAllLines(MAIN.resolve("package-info.java"));
    int begin = docs.indexOf("/// ```java");
    List<String> shown =
        docs.subList(begin + 1, docs.indexOf("/// ```")).stream()
            .map(l -> l.replaceFirst("^/// ?", ""))
            .toList();
    List<String> source =
        Files.readAllLines(
            Path.of(
                "src", "test", "java", "org", "tidelock", "crypto", "CreateAndJoinExample.java"));
    List<String> run =
        source
            .subList(source.indexOf("    // docs: begin") + 1, source.indexOf("    // docs: end"))
            .stream()
            .map(l -> l.replaceFirst("^ {4}", ""))
            .toList();
    assertThat(run).isNotEmpty();
    assertThat(shown).isEqualTo(run);
  }
}
