package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.TidelockException;

/// Without a command the window opens, on the profile that was meant or not at all.
final class WindowLineTest extends CliFixture {
  private static WindowLine read(String line) throws TidelockException {
    return WindowLine.read(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @Test
  void theWindowKnowsAFewOptions() throws TidelockException {
    assertThat(read("")).isEqualTo(new WindowLine(Optional.empty(), false));
    WindowLine there = new WindowLine(Optional.of(Path.of("/x")), false);
    assertThat(read("--home /x")).isEqualTo(there);
    assertThat(read("--home=/x --hidden -q")).isEqualTo(there);
    assertThat(read("--quiet -v --home /x"))
        .isEqualTo(new WindowLine(Optional.of(Path.of("/x")), true));
    assertThat(read("--verbose").verbose()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--hmoe=/x",
        "--home",
        "--home=",
        "--home --hidden",
        "--json",
        "--hidden=no",
        "--vault=Personal",
        "--no-progress",
        "-x",
        "-"
      })
  void anythingElseIsWrongUse(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(TidelockException.class);
    terminal = ScriptedTerminal.none();
    assertThat(new Cli(context()).run(List.of(line.split(" ")))).isEqualTo(2);
    assertThat(terminal.complained()).startsWith("tidelock: ").endsWith("[USAGE]\n");
    assertThat(terminal.complained().lines()).hasSize(1);
  }

  @Test
  void aValueIsNotRepeatedAsItMayBeASecret() {
    terminal = ScriptedTerminal.none();
    assertThat(new Cli(context()).run(List.of("--passphrase=horse"))).isEqualTo(2);
    assertThat(terminal.complained()).contains("'--passphrase'").doesNotContain("horse");
  }
}
