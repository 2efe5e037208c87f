package org.tidelock.engine;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// docs/acceptance.md: the rows of the acceptance matrix, and the tests that show them.
record AcceptanceDocument(List<AcceptanceRow> rows, List<AcceptanceMark> marks) {
  String text() {
    StringBuilder text = new StringBuilder(head());
    String part = "";
    for (AcceptanceRow row : rows) {
      if (!row.part().equals(part)) {
        part = row.part();
        text.append("\n## ").append(part).append("\n\n");
        text.append("| # | case | what must happen | shown by |\n|---|---|---|---|\n");
      }
      text.append(line(row));
    }
    return text.append(realRuns()).toString();
  }

  private String head() {
    long shown = rows.stream().filter(r -> r.missing().isEmpty()).count();
    long inPart = rows.stream().filter(r -> !r.missing().isEmpty() && !of(r).isEmpty()).count();
    return """
        # Acceptance matrix

        What must happen in each odd case, and the tests that show it. This page is made from the tests that are marked with `@Acceptance`, and from
        `sync-engine/src/test/resources/acceptance.txt`; how: [testing.md](testing.md). Numbers that are missing were never given.

        Of %d rows %d are shown by tests%s; the other %d need something that is not there yet, which they say. Most of these are about clearing the storage:
        **Tidelock deletes nothing from the storage that was ever synced, so a storage never gets smaller**, and what must happen when that is built is only promised
        here. *heavy*: runs with `-Dheavy` only. *simulated*: this test has the habits of that system's disks in memory; the rows to be run on real ones are
        [listed below](#on-real-systems).
        """
        .formatted(
            rows.size(),
            shown,
            inPart == 0 ? "" : " and " + inPart + " in part",
            rows.size() - shown - inPart);
  }

  private List<AcceptanceMark> of(AcceptanceRow row) {
    return AcceptanceTest.of(row, marks);
  }

  private String line(AcceptanceRow row) {
    String tests = of(row).stream().map(AcceptanceDocument::test).collect(Collectors.joining(", "));
    String missing = row.missing().isEmpty() ? "" : "*" + row.missing() + "*";
    return "| %d | %s | %s | %s |\n"
        .formatted(
            row.number(),
            row.what(),
            row.expected(),
            tests.isEmpty() || missing.isEmpty() ? tests + missing : tests + "; " + missing);
  }

  private static String test(AcceptanceMark mark) {
    return "`"
        + mark.test()
        + "`"
        + (mark.heavy() ? " (heavy)" : "")
        + (mark.needs().isEmpty() ? "" : " (" + mark.needs() + ", simulated)");
  }

  private String realRuns() {
    TreeMap<String, TreeSet<Integer>> bySystem = new TreeMap<>();
    for (AcceptanceMark mark : marks)
      for (String system : mark.needs().split(" and "))
        if (!system.isEmpty())
          bySystem.computeIfAbsent(system, _ -> new TreeSet<>()).addAll(mark.rows());
    StringBuilder text =
        new StringBuilder("\n## On real systems\n\n| system | rows |\n|---|---|\n");
    bySystem.forEach(
        (system, numbers) ->
            text.append("| ")
                .append(system)
                .append(" | ")
                .append(numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .append(" |\n"));
    return text.toString();
  }
}
