package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ChildJava;

class PlainUserTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "readOnlyFile",
        "readOnlyFolder",
        "unreadable",
        "readOnlyRoot",
        "namesBeyondAscii"
      })
  void whatTheSystemRefusesIsRefusedWithoutLoss(String scenario) throws Exception {
    List<String> command = new ArrayList<>(ChildJava.asPlainUser(root));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            PlainUser.class.getName(),
            scenario,
            root.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (scenario.equals("namesBeyondAscii")) builder.environment().put("LC_ALL", "C");
    Process java = builder.start();
    String out = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(out).isZero();
  }
}
