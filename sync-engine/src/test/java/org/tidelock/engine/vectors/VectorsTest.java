package org.tidelock.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tidelock.engine.content.ChunkVectors;
import org.tidelock.engine.content.ChunkingVectors;
import org.tidelock.engine.content.PackVectors;
import org.tidelock.engine.content.PaddingVectors;
import org.tidelock.engine.core.FingerprintVectors;
import org.tidelock.engine.history.CheckpointVectors;
import org.tidelock.engine.history.HeadVectors;
import org.tidelock.engine.history.SegmentVectors;
import org.tidelock.engine.merge.MergeVectors;
import org.tidelock.engine.merge.NameVectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps docs/test-vectors/engine true: each file is made anew from fixed values and compared; making it runs the product over it. After an intended change of the
/// format: `-Dtidelock.vectors=write` (docs/testing.md).
class VectorsTest {
  private static final Path DIR = Fixture.DIR.resolve("engine");
  private static final boolean WRITE = "write".equals(System.getProperty("tidelock.vectors"));

  private interface Source {
    ObjectNode make() throws Exception;
  }

  private static final Map<String, Source> FILES =
      new TreeMap<>(
          Map.of(
              "checkpoints.json", CheckpointVectors::make,
              "chunking.json", ChunkingVectors::make,
              "chunks.json", ChunkVectors::make,
              "conflict-names.json", NameVectors::make,
              "fingerprints.json", FingerprintVectors::make,
              "heads.json", HeadVectors::make,
              "merge.json", MergeVectors::make,
              "packs.json", PackVectors::make,
              "padding.json", PaddingVectors::make,
              "segments.json", SegmentVectors::make));

  @TestFactory
  Stream<DynamicTest> codeAndVectorsAgree() {
    return FILES.entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(), () -> compare(e.getKey(), e.getValue().make())));
  }

  private static void compare(String name, JsonNode made) throws IOException {
    Path file = DIR.resolve(name);
    String text = Fixture.JSON.writeValueAsString(made) + "\n";
    if (WRITE) Files.writeString(file, text);
    JsonNode kept = Fixture.JSON.readTree(Files.readString(file));
    JsonNode now = Fixture.JSON.readTree(text);
    SortedSet<String> fields = new TreeSet<>(kept.propertyNames());
    fields.addAll(now.propertyNames());
    fields.removeIf(f -> Objects.equals(kept.get(f), now.get(f)));
    assertThat(fields).as("fields of " + file + " that are not what the code makes").isEmpty();
  }

  @Test
  void theFolderHasExactlyTheseFiles() throws IOException {
    try (Stream<Path> files = Files.list(DIR)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FILES.keySet());
    }
  }

  /// The table of constructions is where a reader of the format begins.
  @Test
  void theReadmeNamesExactlyTheseFiles() throws IOException {
    List<String> named =
        Pattern.compile("\\(engine/([a-z0-9-]+\\.json)\\)")
            .matcher(Files.readString(Fixture.DIR.resolve("README.md")))
            .results()
            .map(m -> m.group(1))
            .distinct()
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(FILES.keySet());
  }
}
