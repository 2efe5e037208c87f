package org.tidelock.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtLoginTest {
  @TempDir Path config;

  private AtLogin of(String home) {
    return AtLogin.of(
        Path.of(home),
        Path.of("/opt/tidelock/tidelock"),
        Map.of("XDG_CONFIG_HOME", config.toString()));
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(config.resolve("autostart"))) {
      return files.toList();
    }
  }

  @Test
  void itIsOffUntilItIsTurnedOnAndLeavesNothingBehind() throws IOException {
    AtLogin atLogin = of("/home/mira/profile");
    assertThat(atLogin.isOn()).isFalse();
    atLogin.set(false);
    atLogin.set(true);
    assertThat(atLogin.isOn()).isTrue();
    assertThat(Files.readAllLines(entries().getFirst()))
        .contains("Exec=\"/opt/tidelock/tidelock\" --hidden --home \"/home/mira/profile\"");
    atLogin.set(true);
    assertThat(entries()).hasSize(1);
    atLogin.set(false);
    assertThat(atLogin.isOn()).isFalse();
    assertThat(entries()).isEmpty();
  }

  @Test
  void eachProfileHasItsOwn() throws IOException {
    of("/home/mira/a").set(true);
    assertThat(of("/home/mira/b").isOn()).isFalse();
    of("/home/mira/b").set(true);
    of("/home/mira/a").set(false);
    assertThat(of("/home/mira/b").isOn()).isTrue();
  }

  @Test
  void whatADesktopTurnedOffIsOff() throws IOException {
    AtLogin atLogin = of("/home/mira/profile");
    for (String off : List.of("Hidden=true", "X-GNOME-Autostart-enabled=false")) {
      atLogin.set(true);
      Path entry = entries().getFirst();
      Files.writeString(entry, Files.readString(entry) + off + "\n");
      assertThat(atLogin.isOn()).as(off).isFalse();
    }
    atLogin.set(true);
    assertThat(atLogin.isOn()).as("turned on again here").isTrue();
  }

  @Test
  void oddPathsAreQuoted() throws IOException {
    of("/home/m\"i`r$a/50% \\ off").set(true);
    assertThat(Files.readAllLines(entries().getFirst()))
        .contains(
            "Exec=\"/opt/tidelock/tidelock\" --hidden --home"
                + " \"/home/m\\\\\"i\\\\`r\\\\$a/50%% \\\\\\\\ off\"");
  }
}
