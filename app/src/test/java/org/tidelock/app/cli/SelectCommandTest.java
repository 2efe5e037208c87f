package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

final class SelectCommandTest extends CliFixture {
  private TestVault vault;

  @BeforeEach
  void aVault() {
    vault = ready();
  }

  @Test
  void whatIsChosenIsSaid() {
    assertThat(run("select").out()).isEqualTo(lines("Everything is on this computer"));
    vault.selection = new VaultSelection(Mode.EXCEPT, List.of("Photos", "Docs/\u001b[31m"));
    assertThat(runAnew("select").out())
        .isEqualTo(lines("Not on this computer: Photos", "Not on this computer: Docs/\\x1b[31m"));
    assertThat(json(runAnew("select", "--json")).toString())
        .isEqualTo("{\"mode\":\"except\",\"paths\":[\"Photos\",\"Docs/\\u001B[31m\"]}");
    vault.selection = new VaultSelection(Mode.ONLY, List.of("Work"));
    assertThat(runAnew("select").out()).isEqualTo(lines("Only on this computer: Work"));
  }

  @Test
  void aPartIsChosenAndARoundDone() {
    Result result = run("select", "--except", "Photos", "Docs/a");
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith(lines("Not on this computer: Photos", "Not on this computer: Docs/a"))
        .endsWith("Up to date\n");
    assertThat(vault.calls).containsSubsequence("select EXCEPT [Photos, Docs/a]", "sync");
    assertThat(json(runAnew("select", "--only", "Work", "--json")).get("sync").get("state"))
        .hasToString("\"up-to-date\"");
    assertThat(vault.calls).contains("select ONLY [Work]");
    assertThat(runAnew("select", "--all").exit()).isZero();
    assertThat(vault.calls).contains("select ALL []");
  }

  @Test
  void aPreviewChangesNothing() {
    assertThat(run("select", "--except", "Photos", "--preview").out())
        .isEqualTo(
            lines(
                "Would go from this computer, and stay in the vault: 3 files, 46 kB",
                "Would come to this computer: 1 file, 7 bytes"));
    assertThat(vault.calls)
        .contains("preview EXCEPT [Photos]")
        .noneMatch(c -> c.startsWith("select"));
    assertThat(json(runAnew("select", "--all", "--preview", "--json")).get("goes"))
        .hasToString("{\"files\":3,\"bytes\":46000}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select --only a --all",
        "select --only a --except b",
        "select --except b --all",
        "select --preview",
        "select --only",
        "select x",
        "select --except ../x"
      })
  void whatMakesNoSenseIsRefused(String line) {
    assertThat(run(line.split(" ")).exit()).isEqualTo(2);
    assertThat(vault.calls).noneMatch(c -> c.startsWith("select"));
  }
}
