package org.tidelock.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// A set of other people's vectors, reduced to what this module's own call path can express (`published/README.md` says how).
///
/// @param of how many the original set has
record PublishedSet(int of, List<JsonNode> tests) {
  static final Path DIR =
      Path.of("src", "test", "resources", "org", "tidelock", "crypto", "published");
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  static PublishedSet read(String name) throws IOException {
    JsonNode root = json(name + ".json");
    List<JsonNode> tests = new ArrayList<>();
    root.get("tests").forEach(tests::add);
    return new PublishedSet(root.get("of").asInt(), List.copyOf(tests));
  }

  static JsonNode json(String file) throws IOException {
    return JSON.readTree(Files.readString(DIR.resolve(file)));
  }

  static byte[] hex(JsonNode test, String field) {
    return HexFormat.of().parseHex(test.get(field).asString());
  }

  static boolean valid(JsonNode test) {
    return test.get("result").asString().equals("valid");
  }

  static String name(JsonNode test) {
    return "test "
        + test.get("tcId")
        + (test.has("comment") ? ", " + test.get("comment").asString() : "");
  }
}
