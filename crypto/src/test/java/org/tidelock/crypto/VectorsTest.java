package org.tidelock.crypto;

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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps docs/test-vectors/crypto true: each file is made anew from fixed values and compared; making it runs the product over it. After an intended change of the
/// format: `-Dtidelock.vectors=write` (docs/testing.md).
class VectorsTest {
  private static final Path DIR = Path.of("..", "docs", "test-vectors");
  private static final boolean WRITE = "write".equals(System.getProperty("tidelock.vectors"));

  private interface Source {
    ObjectNode make() throws Exception;
  }

  private static final Map<String, Source> FILES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cbor-maps.json", CborVectors::make),
              Map.entry("envelopes.json", EnvelopeVectors::make),
              Map.entry("header.json", HeaderVectors::make),
              Map.entry("key-schedule.json", KeyScheduleVectors::make),
              Map.entry("members.json", MemberVectors::make),
              Map.entry("pairing.json", PairingVectors::make),
              Map.entry("profile.json", ProfileVectors::make),
              Map.entry("sealed-objects.json", SealedVectors::make),
              Map.entry("signatures.json", SignatureVectors::make),
              Map.entry("slots.json", SlotVectors::make),
              Map.entry("words.json", WordVectors::make)));

  /// Made once by the product itself, with random nonces.
  private static final String GOLDEN = "golden-vault.json";

  @TestFactory
  Stream<DynamicTest> codeAndVectorsAgree() {
    return FILES.entrySet().stream()
        .map(
            e ->
                DynamicTest.dynamicTest(
                    e.getKey(), () -> compare(e.getKey(), e.getValue().make())));
  }

  private static void compare(String name, JsonNode made) throws IOException {
    Path file = DIR.resolve("crypto").resolve(name);
    String text = Vectors.JSON.writeValueAsString(made) + "\n";
    if (WRITE) Files.writeString(file, text);
    JsonNode kept = Vectors.JSON.readTree(Files.readString(file));
    JsonNode now = Vectors.JSON.readTree(text);
    SortedSet<String> fields = new TreeSet<>(kept.propertyNames());
    fields.addAll(now.propertyNames());
    fields.removeIf(f -> Objects.equals(kept.get(f), now.get(f)));
    assertThat(fields).as("fields of " + file + " that are not what the code makes").isEmpty();
  }

  @Test
  void theFolderHasExactlyTheseFiles() throws IOException {
    try (Stream<Path> files = Files.list(DIR.resolve("crypto"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(FILES.keySet().stream(), Stream.of(GOLDEN)).toList());
    }
    try (Stream<Path> files = Files.list(DIR)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("README.md", "crypto", "engine");
    }
  }

  /// The table of constructions is where a reader of the format begins.
  @Test
  void theReadmeNamesExactlyTheseFiles() throws IOException {
    List<String> named =
        Pattern.compile("\\(crypto/([a-z0-9-]+\\.json)\\)")
            .matcher(Files.readString(DIR.resolve("README.md")))
            .results()
            .map((MatchResult m) -> m.group(1))
            .distinct()
            .toList();
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(FILES.keySet().stream(), Stream.of(GOLDEN)).toList());
  }
}
