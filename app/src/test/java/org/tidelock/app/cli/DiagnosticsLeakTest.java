package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;

/// Two people do the same with vaults in which everything is called otherwise, through conflicts and failures of nearly every kind, each in a real process with a real log.
/// Their reports are the same: nothing of what anything is called is in them, not even that a name is a common word or has one letter.
final class DiagnosticsLeakTest {
  /// Words that are nowhere else, so that they can be looked for.
  private static final Map<String, String> CANARIES =
      names(
          "Quittenernte",
          "Mirabellenrechner",
          "Schlehenrechner",
          "Holunderordner",
          "Ebereschenordner",
          "Sanddornspeicher",
          "Wacholderprofil",
          "Berberitzenprofil",
          "Kornelkirschen",
          "Felsenbirne.txt",
          "Maulbeere.txt",
          "Apfeldorn.txt",
          "*.zierquitte",
          "Vogelbeeren",
          "Traubenkirsche",
          "Stechpalmenname",
          "Pfaffenhuetchen Liguster schneeball 42 eiben",
          "zaubernuss-geheim-token");

  /// Names that a report could hide in its own words.
  private static final Map<String, String> COMMON =
      names(
          "status",
          "device",
          "q",
          "log",
          "the",
          "storage",
          "org.tidelock",
          "java",
          "issue",
          "deadbeefdeadbeefdeadbeef",
          "file#1",
          "a",
          "*.system",
          "org.tidelock.engine.core.Work",
          "12",
          "INFO",
          "copper lantern drifts past quiet harbour",
          "STORAGE");

  @TempDir Path temp;

  private static Map<String, String> names(String... values) {
    List<String> keys =
        List.of(
            "vault",
            "deviceA",
            "deviceB",
            "folderA",
            "folderB",
            "store",
            "homeA",
            "homeB",
            "dir",
            "file",
            "other",
            "conflict",
            "pattern",
            "placed",
            "link",
            "user",
            "passphrase",
            "token");
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) names.put(keys.get(i), values[i]);
    return names;
  }

  private String reports(Path base, Map<String, String> names) throws Exception {
    Files.createDirectories(base);
    Path given = base.resolve("given");
    Files.write(
        given,
        names.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList(),
        StandardCharsets.UTF_8);
    List<String> options =
        List.of(
            "-Duser.name=" + names.get("user"), "-Duser.home=" + base.resolve(names.get("user")));
    try (ChildJava child =
        ChildJava.start(List.of(), options, base, DiagnosticsLeakMain.class, base.toString())) {
      assertThat(child.await()).as(child.said()).isZero();
    }
    return Files.readString(base.resolve("reports"));
  }

  private static List<String> codes(Path base) throws IOException {
    return Files.readAllLines(base.resolve("codes")).stream().distinct().sorted().toList();
  }

  /// Numbers, times among them, are not the same from one run to the next.
  private static String masked(String reports) {
    return Pattern.compile("\\d+").matcher(reports).replaceAll("0");
  }

  @Test
  void nothingOfWhatAnythingIsCalledIsInAReport() throws Exception {
    Path one = temp.resolve("one");
    Path two = temp.resolve("two");
    String first = reports(one, CANARIES);
    String second = reports(two, COMMON);
    assertThat(codes(one))
        .contains(
            "AUTH",
            "IDENTITY",
            "INTEGRITY",
            "LOCAL",
            "MISSING",
            "NEEDS_YOU",
            "NOT_SET_UP",
            "REMOVED",
            "ROLLBACK",
            "STORAGE",
            "USAGE",
            "ALREADY_RUNNING");
    String lower = first.toLowerCase(Locale.ROOT);
    new TreeSet<>(CANARIES.values())
        .forEach(
            canary ->
                Arrays.stream(canary.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                    .filter(word -> word.length() > 4)
                    .forEach(word -> assertThat(lower).doesNotContain(word)));
    assertThat(first).doesNotContain(temp.toString());
    assertThat(first.lines().filter(line -> line.contains(" WARN ") || line.contains(" INFO ")))
        .as("what was logged is in them")
        .hasSizeGreaterThan(20);
    assertThat(masked(second)).isEqualTo(masked(first));
  }
}
