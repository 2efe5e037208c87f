package org.tidelock.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A row of the acceptance matrix, as `acceptance.txt` has it.
///
/// @param part the heading that it stands under
/// @param missing what of it no test can show yet, and why; empty if nothing
/// @param absent how names of classes would begin if that was built
record AcceptanceRow(
    String part, int number, String what, String expected, String missing, List<String> absent) {
  private static final String FILE = "/acceptance.txt";

  static List<AcceptanceRow> all() throws IOException {
    List<AcceptanceRow> rows = new ArrayList<>();
    String part = "";
    for (String line : text().lines().toList()) {
      if (line.matches("# [A-Z]\\. .*")) part = line.substring(2);
      else if (!line.isEmpty() && !line.startsWith("#")) rows.add(row(part, line));
    }
    return rows;
  }

  private static String text() throws IOException {
    try (InputStream in = AcceptanceRow.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static AcceptanceRow row(String part, String line) {
    String[] fields = line.split(" \\| ");
    if (fields.length < 3 || fields.length > 5) throw new IllegalArgumentException(line);
    return new AcceptanceRow(
        part,
        Integer.parseInt(fields[0]),
        fields[1],
        fields[2],
        fields.length > 3 ? fields[3] : "",
        fields.length > 4 ? List.of(fields[4].split(", ")) : List.of());
  }
}
