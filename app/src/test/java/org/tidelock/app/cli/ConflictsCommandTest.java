package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.OpenConflict.Side;

final class ConflictsCommandTest extends CliFixture {
  private static final Instant THEN = Instant.parse("2026-11-24T10:00:00Z");
  private static final String COPY = "d/plan (NAS, 2026-11-24, a1b2).txt";

  private TestVault vault;

  @BeforeEach
  void oneIsOpen() {
    vault = ready();
    vault.conflicts =
        List.of(
            new OpenConflict(
                "d/plan.txt",
                List.of(
                    new Side("d/plan.txt", "Laptop", true, THEN, 46_000),
                    new Side(COPY, "NAS\u001b[31m", false, THEN, 44_000))));
  }

  @Test
  void sidesAreListedAndCannotPaintTheTerminal() {
    Result result = run("conflicts");
    assertThat(result.exit()).isZero();
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).isEqualTo("d/plan.txt");
    assertThat(lines.get(1)).startsWith("  d/plan.txt: Laptop (this device), ").endsWith(", 46 kB");
    assertThat(lines.get(2)).startsWith("  " + COPY + ": NAS\\x1b[31m, ").endsWith(", 44 kB");
    assertThat(json(runAnew("conflicts", "--json")).get("conflicts").get(0).get("sides").get(0))
        .hasToString(
            "{\"path\":\"d/plan.txt\",\"device\":\"Laptop\",\"thisDevice\":true,\"made\":\"2026-11-24T10:00:00Z\",\"size\":46000}");
  }

  @Test
  void noneIsOpen() {
    vault.conflicts = List.of();
    assertThat(run("conflicts", "list").out()).isEqualTo(lines("No conflicts"));
  }

  @Test
  void oneIsSettledAndARoundDone() {
    for (String keep : List.of("both", "this", "other")) {
      vault.calls.clear();
      Result result = runAnew("conflicts", "resolve", "d/plan.txt", "--keep", keep);
      assertThat(result.exit()).isZero();
      assertThat(result.out()).endsWith("Up to date\n");
      assertThat(vault.calls)
          .containsSubsequence("settle 'd/plan.txt' " + keep.toUpperCase(Locale.ROOT), "sync");
    }
  }

  @Test
  void wrongUseChangesNothing() {
    for (String words :
        new String[] {
          "conflicts resolve",
          "conflicts resolve x",
          "conflicts resolve x --keep all",
          "conflicts --keep both",
          "conflicts list x"
        }) assertThat(runAnew(words.split(" ")).exit()).as(words).isEqualTo(2);
    assertThat(vault.calls).noneMatch(call -> call.startsWith("settle"));
  }
}
