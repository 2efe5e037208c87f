package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Hold;

final class HoldCommandTest extends CliFixture {
  private static final Instant SINCE = Instant.parse("2026-11-24T10:00:00Z");

  private TestVault vault;

  @BeforeEach
  void twoWait() {
    vault = ready();
    vault.holds =
        List.of(
            new Hold("1", Hold.Kind.DELETE_EVERYWHERE, "Photos", 1_204, 31_200_000_000L, SINCE),
            new Hold("4", Hold.Kind.REMOVE_HERE, "", 60, 470, SINCE));
    vault.held = List.of("Photos/a", "Photos/b\u001b[31m");
  }

  @Test
  void allThatWaitAreListed() {
    Result result = run("hold");
    assertThat(result.exit()).isZero();
    assertThat(result.out().lines().toList())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.getFirst())
                  .startsWith(
                      "1: 1,204 files, 31 GB in Photos, gone here, not deleted elsewhere, since ");
              assertThat(lines.getLast())
                  .startsWith("4: 60 files, ")
                  .contains(", deleted by another device, still here, since ");
            });
    assertThat(json(runAnew("hold", "list", "--json")).get("held").get(0).toString())
        .isEqualTo(
            "{\"id\":\"1\",\"kind\":\"delete-everywhere\",\"folder\":\"Photos\",\"count\":1204,\"bytes\":31200000000,\"since\":\"2026-11-24T10:00:00Z\"}");
  }

  @Test
  void rewritesAreToldFromRemovals() {
    vault.holds =
        List.of(
            new Hold("7", Hold.Kind.REWRITE_EVERYWHERE, "Letters", 412, 31_000_000L, SINCE),
            new Hold("8", Hold.Kind.REWRITE_HERE, "", 100, 4_000_000L, SINCE));
    assertThat(run("hold").out().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "7: 412 files, 31 MB in Letters, rewritten here and looking encrypted, not sent, since "),
            line ->
                assertThat(line)
                    .startsWith(
                        "8: 100 files, 4.0 MB, rewritten by another device and looking encrypted, here as before, since "));
    assertThat(json(runAnew("hold", "--json")).get("held").get(0).toString())
        .contains("\"kind\":\"rewrite-everywhere\"");
    assertThat(json(runAnew("hold", "--json")).get("held").get(1).toString())
        .contains("\"kind\":\"rewrite-here\"");
  }

  @Test
  void nothingWaits() {
    vault.holds = List.of();
    assertThat(run("hold").out()).isEqualTo(lines("Nothing waits for an answer"));
  }

  @Test
  void itsFilesAreShownAndCannotPaintTheTerminal() {
    assertThat(run("hold", "show", "1").out()).isEqualTo(lines("Photos/a", "Photos/b\\x1b[31m"));
  }

  @Test
  void anAnswerIsGivenAndARoundDone() {
    Result result = run("hold", "approve", "1");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).endsWith("Up to date\n");
    assertThat(vault.calls).containsSubsequence("answer '1' true", "sync");
    runAnew("hold", "undo", "4");
    assertThat(vault.calls).containsSubsequence("answer '4' false", "sync");
  }

  @Test
  void anAnswerNeedsItsIdAndAListHasNone() {
    for (String words : new String[] {"hold approve", "hold undo", "hold show", "hold list 1"})
      assertThat(runAnew(words.split(" ")).exit()).as(words).isEqualTo(2);
    assertThat(vault.calls).doesNotContain("sync");
  }
}
