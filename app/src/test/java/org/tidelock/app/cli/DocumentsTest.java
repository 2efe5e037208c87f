package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import picocli.CommandLine;

/// The documents say what is so: links lead somewhere, named tests exist, commands and options are known, codes are all listed.
final class DocumentsTest extends CliFixture {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))`");
  private static final Pattern TEST_METHOD =
      Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))#([A-Za-z0-9]+)`");
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\btidelock((?: +(?:--?[a-z][a-z-]*(?:[= ][^ `-][^ `]*)?|'[^']*'|[^ `]+))+)");
  private static final Pattern ISSUE = Pattern.compile("\"([A-Z]{3}-[0-9]{2})\"");

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
      List<Path> all =
          new ArrayList<>(files.filter(file -> file.toString().endsWith(".md")).toList());
      all.add(PROJECT.resolve("README.md"));
      all.add(PROJECT.resolve("CHANGELOG.md"));
      return all;
    }
  }

  private static String codes() throws IOException {
    return Files.readString(PROJECT.resolve("docs/user-guide/codes.md"));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        assertThat(document.resolveSibling(link.group(1)).normalize())
            .as("named in " + PROJECT.relativize(document))
            .exists();
      }
    }
  }

  @Test
  void theGuideLeadsToAllOfItsPages() throws IOException {
    Path guide = PROJECT.resolve("docs/user-guide");
    String front = Files.readString(guide.resolve("README.md"));
    try (Stream<Path> pages = Files.list(guide)) {
      for (Path page : pages.filter(p -> !p.endsWith("README.md")).toList())
        assertThat(front).contains("(" + page.getFileName() + ")");
    }
  }

  @Test
  void namedTestsExist() throws IOException {
    Set<String> tests = testSources().keySet();
    for (Path document : documents()) {
      Matcher test = TEST.matcher(Files.readString(document));
      while (test.find()) {
        assertThat(tests).as("named in " + PROJECT.relativize(document)).contains(test.group(1));
      }
    }
  }

  /// Where a document names a test and a method, that is a test which runs.
  @Test
  void namedTestMethodsExist() throws IOException {
    Map<String, String> sources = testSources();
    int checked = 0;
    for (Path document : documents()) {
      Matcher named = TEST_METHOD.matcher(Files.readString(document));
      while (named.find()) {
        assertThat(isTest(sources.getOrDefault(named.group(1), ""), named.group(2)))
            .as(named.group() + " in " + PROJECT.relativize(document))
            .isTrue();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(30);
    String code = "@Test\n  void thisIsOne() {\n  private void thisIsNone() {";
    assertThat(isTest(code, "thisIsOne")).isTrue();
    assertThat(isTest(code, "thisIsNone") || isTest(code, "thisIs")).isFalse();
  }

  private static boolean isTest(String source, String method) {
    return Pattern.compile(
            "@(Test|ParameterizedTest|TestFactory|RepeatedTest|ArchTest)\\b[^{};]*?\\b"
                + method
                + "\\(",
            Pattern.DOTALL)
        .matcher(
            source.replaceAll(
                "(?s)@(ValueSource|CsvSource|MethodSource|EnumSource)\\(.*?\\)\\s*\\n", ""))
        .find();
  }

  @Test
  void everyClaimOfTheThreatModelNamesATest() throws IOException {
    List<String> claims =
        Files.readAllLines(PROJECT.resolve("docs/threat-model.md")).stream()
            .filter(line -> line.matches("\\| \\d+ \\|.*"))
            .toList();
    assertThat(claims).hasSizeGreaterThan(10).allMatch(claim -> TEST_METHOD.matcher(claim).find());
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("crypto", "sync-engine", "app")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }

  @Test
  void everyErrorCodeIsListedWithItsExitCode() throws IOException {
    String codes = codes();
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(codes.lines())
          .anyMatch(
              line -> line.startsWith("| " + code.exitCode() + " |") && line.contains(code.name()));
    }
  }

  @Test
  void noIssueCodeIsListedTwice() throws IOException {
    List<String> listed =
        Files.readAllLines(PROJECT.resolve("docs/user-guide/codes.md")).stream()
            .filter(line -> line.matches("\\| [A-Z]{3}-\\d\\d \\|.*"))
            .map(line -> line.substring(2, 8))
            .toList();
    assertThat(listed).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void theIssueCodesOfTheEngineAreThoseListed() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PROJECT.resolve("sync-engine/src/main/java"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher issue = ISSUE.matcher(Files.readString(file));
        while (issue.find()) {
          used.add(issue.group(1));
        }
      }
    }
    Set<String> listed =
        codes()
            .lines()
            .filter(line -> line.matches("\\| [A-Z]{3}-[0-9]{2} \\|.*"))
            .map(line -> line.substring(2, 8))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(used);
  }

  @Test
  void commandsAndOptionsInTheUserGuideExist() throws IOException {
    int checked = 0;
    try (Stream<Path> files = Files.walk(PROJECT.resolve("docs/user-guide"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        for (String line : Files.readAllLines(page)) {
          Matcher command = COMMAND.matcher(line);
          while (command.find() && (line.startsWith("    ") || line.contains("`tidelock "))) {
            checked += check(command.group(1).strip(), page);
          }
        }
      }
    }
    assertThat(checked).as("commands that were checked").isGreaterThan(25);
  }

  private int check(String words, Path page) {
    String name = words.split(" +")[0];
    assertThat(Commands.all())
        .as("tidelock " + words + " in " + page.getFileName())
        .containsKey(name);
    CommandLine line = CommandLines.of(name, Commands.create(name, context()).orElseThrow());
    for (String word : words.split("[ =]+")) {
      if (word.startsWith("--")) {
        assertThat(line.getCommandSpec().findOption(word))
            .as(word + " of tidelock " + name + " in " + page.getFileName())
            .isNotNull();
      }
    }
    return 1;
  }

  /// Nothing of the machine a page was written on.
  @Test
  void noDocumentNamesAMachinesPaths() throws IOException {
    for (Path document : documents()) {
      assertThat(Files.readString(document)).doesNotContain("/root/", "localhost:");
    }
  }
}
