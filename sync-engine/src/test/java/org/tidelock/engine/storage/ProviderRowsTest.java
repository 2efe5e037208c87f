package org.tidelock.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps docs/provider-tests.md true: which test shows each row of what storages are tested for. After an intended change: `-Dtidelock.acceptance=write`.
class ProviderRowsTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCUMENT = PROJECT.resolve("docs/provider-tests.md");
  private static final Path TESTS = Path.of("src/test/java").toAbsolutePath();
  private static final boolean WRITE = "write".equals(System.getProperty("tidelock.acceptance"));
  private static final String CONTRACT = "ObjectStoreContract";

  /// Marked as a test within the few lines before it.
  private static final Pattern TEST =
      Pattern.compile(
          "@(?:Test|ParameterizedTest|TestFactory)\\b(?:(?!\n  }\n).)*?\n  (?:static )?(?:void|Stream<DynamicTest>) (\\w+)\\(",
          Pattern.DOTALL);

  private static final Pattern OF_A_ROW = Pattern.compile("t(\\d\\d)[A-Z].*");

  /// @param reason why there is no test of its own; empty if there is one
  private record Row(
      String part, String number, String what, String holds, List<String> tests, String reason) {}

  /// What a class of tests has.
  ///
  /// @param extended the class that it stands on, or empty
  private record Tests(String name, String extended, boolean heavy, List<String> methods) {}

  @Test
  void eachRowIsShownByTestsThatExistOrSaysWhyNot() throws IOException {
    TreeMap<String, Tests> classes = classes();
    assertThat(classes).hasSizeGreaterThan(100).containsKey(CONTRACT);
    assertThat(rows()).hasSizeGreaterThan(35);
    for (Row row : rows()) {
      List<String> shown = shownBy(row, classes);
      assertThat(row.reason().isEmpty()).as(row.number()).isEqualTo(!shown.isEmpty());
      for (String test : shown) {
        String[] both = test.split("#");
        assertThat(classes).as(row.number() + " names " + test).containsKey(both[0]);
        assertThat(classes.get(both[0]).methods()).as(test).contains(both[1]);
      }
    }
  }

  @Test
  void theDocumentIsWhatTheTestsSay() throws IOException {
    String made = text(rows(), classes());
    if (WRITE) Files.writeString(DOCUMENT, made);
    assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
  }

  private static List<String> shownBy(Row row, TreeMap<String, Tests> classes) {
    List<String> shown = new ArrayList<>();
    for (Tests each : classes.values())
      for (String method : each.methods()) {
        Matcher matcher = OF_A_ROW.matcher(method);
        if (matcher.matches() && ("T" + matcher.group(1)).equals(row.number()))
          shown.add(each.name() + "#" + method);
      }
    row.tests().stream().filter(test -> !shown.contains(test)).forEach(shown::add);
    return shown;
  }

  private static String text(List<Row> rows, TreeMap<String, Tests> classes) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # What storages are tested for

        Each row of the contract and of its faults, and the tests that show it. This page is made by `ProviderRowsTest` from `sync-engine/src/test/resources/provider-rows.txt` and from the tests that are called after a row (`t05…`). *heavy*: runs with `-Dheavy` only.

        Tests of `ObjectStoreContract` run on each of these:
        """);
    for (Tests each : classes.values())
      if (isOf(each, CONTRACT, classes) && each.name().endsWith("Test"))
        text.append("`").append(each.name()).append("` ");
    text.setLength(text.length() - 1);
    text.append(".\nThose of `WebDavContract` on the WebDAV servers among them.\n");
    String part = "";
    for (Row row : rows) {
      if (!part.equals(row.part())) {
        part = row.part();
        text.append("\n## ").append(part).append("\n\n");
        text.append("| row | case | what must hold | shown by |\n|---|---|---|---|\n");
      }
      List<String> shown =
          shownBy(row, classes).stream().map(test -> quoted(test, classes)).toList();
      String by = shown.isEmpty() ? "*" + row.reason() + "*" : String.join(", ", shown);
      text.append(
          String.format(
              Locale.ROOT, "| %s | %s | %s | %s |\n", row.number(), row.what(), row.holds(), by));
    }
    return text.toString();
  }

  private static String quoted(String test, TreeMap<String, Tests> classes) {
    boolean heavy = classes.get(test.split("#", 2)[0]).heavy();
    return "`" + test + "`" + (heavy ? " (heavy)" : "");
  }

  private static boolean isOf(Tests each, String above, TreeMap<String, Tests> classes) {
    for (Tests at = each; at != null; at = classes.get(at.extended()))
      if (at.extended().equals(above)) return true;
    return false;
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    String part = "";
    for (String line : resource().lines().toList()) {
      if (line.matches("# [A-Z][a-z ]+")) part = line.substring(2);
      else if (line.startsWith("T")) rows.add(row(part, line));
    }
    return rows;
  }

  private static Row row(String part, String line) {
    String[] fields = line.split("\\s*\\|\\s*", -1);
    String tests = fields.length > 3 ? fields[3] : "";
    return new Row(
        part,
        fields[0],
        fields[1],
        fields[2],
        tests.isEmpty() ? List.of() : List.of(tests.split(", ")),
        fields.length > 4 ? fields[4] : "");
  }

  private static String resource() throws IOException {
    try (InputStream in = ProviderRowsTest.class.getResourceAsStream("/provider-rows.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static TreeMap<String, Tests> classes() throws IOException {
    TreeMap<String, Tests> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*(Test|Contract)\\.java")).toList()) {
        String source = Files.readString(file);
        String name = file.getFileName().toString().replace(".java", "");
        List<String> methods = new ArrayList<>();
        for (Matcher m = TEST.matcher(source); m.find(); ) methods.add(m.group(1));
        Matcher extended = Pattern.compile("class " + name + " extends (\\w+)").matcher(source);
        classes.put(
            name,
            new Tests(
                name,
                extended.find() ? extended.group(1) : "",
                source.contains("\n@Tag(\"heavy\")"),
                methods));
      }
    }
    return classes;
  }
}
