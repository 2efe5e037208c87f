package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps docs/acceptance.md true, and each row of the acceptance matrix shown by a test. After an intended change: `-Dtidelock.acceptance=write`
/// (docs/testing.md).
class AcceptanceTest {
  private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
  private static final Path DOCUMENT = PROJECT.resolve("docs/acceptance.md");
  private static final boolean WRITE = "write".equals(System.getProperty("tidelock.acceptance"));

  @Test
  void everyRowIsShownByATestOrSaysWhyNot() throws IOException {
    List<AcceptanceMark> marks = marks();
    assertThat(AcceptanceRow.all())
        .hasSizeGreaterThan(140)
        .filteredOn(row -> row.missing().isEmpty() && of(row, marks).isEmpty())
        .as("rows that no test shows")
        .isEmpty();
  }

  /// A reason that has become untrue hides what nobody tests.
  @Test
  void whatIsSaidToBeNotBuiltIsNotThere() throws IOException {
    Set<String> classes = classes();
    assertThat(classes).hasSizeGreaterThan(500).contains("Remote");
    assertThat(AcceptanceRow.all())
        .filteredOn(row -> row.missing().startsWith("not built"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.absent()).as("row " + row.number()).isNotEmpty())
        .allSatisfy(
            row ->
                assertThat(classes)
                    .as("row " + row.number() + " says " + row.missing())
                    .noneMatch(name -> row.absent().stream().anyMatch(name::startsWith)));
  }

  /// The classes of the product that have a file of their own.
  private static Set<String> classes() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String module : List.of("crypto", "sync-engine", "app"))
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.replace(".java", "")));
      }
    return names;
  }

  @Test
  void everyMarkIsOfARow() throws IOException {
    Set<Integer> numbers =
        AcceptanceRow.all().stream().map(AcceptanceRow::number).collect(Collectors.toSet());
    assertThat(numbers).as("numbers that are there once").hasSameSizeAs(AcceptanceRow.all());
    assertThat(marks())
        .hasSizeGreaterThan(50)
        .allSatisfy(mark -> assertThat(mark.rows()).isNotEmpty().isSubsetOf(numbers));
  }

  @Test
  void theDocumentIsWhatTheTestsSay() throws IOException {
    String made = new AcceptanceDocument(AcceptanceRow.all(), marks()).text();
    if (WRITE) Files.writeString(DOCUMENT, made);
    assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
  }

  @Test
  void whatIsNotMarkedRightIsSeen() {
    String source =
        """
        class X {
          @Test
          @Acceptance({1, 20})
          void one() {}

          /// Why.
          @Acceptance(value = 3, needs = "Windows")
          @Tag("heavy")
          @ParameterizedTest
          @ValueSource(strings = "void none()")
          void two(String x) {}
        """;
    assertThat(AcceptanceMark.in("X", source))
        .containsExactly(
            new AcceptanceMark(List.of(1, 20), "", "X#one", false),
            new AcceptanceMark(List.of(3), "Windows", "X#two", true));
    assertThatThrownBy(() -> AcceptanceMark.in("X", "\n\n@Acceptance(1)\nvoid helper() {}"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> AcceptanceMark.in("X", "@Test void x() {}\n\n@Acceptance(1)"))
        .isInstanceOf(AssertionError.class);
  }

  static List<AcceptanceMark> of(AcceptanceRow row, List<AcceptanceMark> marks) {
    return marks.stream().filter(mark -> mark.rows().contains(row.number())).toList();
  }

  /// Of all modules, in the order of their tests' names.
  private static List<AcceptanceMark> marks() throws IOException {
    List<AcceptanceMark> marks = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (String module : List.of("sync-engine", "app")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().matches(".*(Test|IT)\\.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          if (name.equals("AcceptanceTest")) continue;
          List<AcceptanceMark> own = AcceptanceMark.in(name, Files.readString(file));
          assertThat(own.isEmpty() || seen.add(name)).as("one class called " + name).isTrue();
          marks.addAll(own);
        }
      }
    }
    marks.sort(Comparator.comparing(AcceptanceMark::test));
    return marks;
  }
}
