package org.tidelock.app.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileHomeTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, , , /home/mira/.local/share/tidelock",
    "Linux, , /data, /data/tidelock",
    "Linux, , relative/is/ignored, /home/mira/.local/share/tidelock",
    "Linux, /p/../q, /data, /q",
    "Linux, ' ', /data, /data/tidelock",
    "Mac OS X, , , /home/mira/Library/Application Support/Tidelock",
    "Windows 11, , , /home/mira/AppData/Local/Tidelock"
  })
  void aProfileLiesWhereTheSystemKeepsAnApplicationsData(
      String os, String tidelockHome, String xdg, Path expected) {
    Map<String, String> environment = new HashMap<>();
    if (tidelockHome != null) {
      environment.put("TIDELOCK_HOME", tidelockHome);
    }
    if (xdg != null) {
      environment.put("XDG_DATA_HOME", xdg);
    }
    assertThat(ProfileHome.standard(environment, os, "/home/mira")).isEqualTo(expected);
  }
}
