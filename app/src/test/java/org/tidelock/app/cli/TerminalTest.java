package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Needs;

/// A real terminal (of script(1)): what a person types is taken, and not shown.
final class TerminalTest extends CliFixture {
  private static final String SECRET = "hush-canary-ü";

  @BeforeEach
  void thereIsScript() {
    Needs.that(Files.isExecutable(Path.of("/usr/bin/script")), "script(1) is not installed");
  }

  @Test
  void aPassphraseIsAskedForAndNotShown() throws Exception {
    Session session = type("%s", "012");
    assertThat(session.exit()).as(session.shown()).isZero();
    assertThat(session.shown())
        .contains("Passphrase: ", "river stamp onion kite velvet harbor", "opened with ")
        .doesNotContain(SECRET + "\r\n" + SECRET);
    assertThat(occurrences(session)).as("only where the test prints it").isOne();
  }

  /// Java has no console when stdout is a pipe, but the person is there.
  @Test
  void soItIsWhenTheOutputGoesIntoAPipe() throws Exception {
    Session session = type("%s > " + temp.resolve("out"), "02");
    assertThat(session.exit()).as(session.shown()).isZero();
    assertThat(session.shown()).contains("Passphrase: ", "opened with ");
    assertThat(occurrences(session)).as("only where the test prints it").isOne();
    assertThat(temp.resolve("out"))
        .hasContent("{\"fingerprint\":\"river stamp onion kite velvet harbor\"}");
    assertThat(session.shown()).as("echo is back").contains(" echo ");
  }

  @Test
  void withoutATerminalNobodyIsAsked() throws Exception {
    Session session = type("%s < /dev/null | cat; false", "2");
    assertThat(session.shown()).contains("there is nobody to ask").doesNotContain("Passphrase: ");
  }

  @Test
  void aQuestionIsGivenUpAtOnce() throws Exception {
    long start = System.nanoTime();
    Session session = type("trap : INT; %s", "012", "\u0003");
    assertThat(session.exit()).as(session.shown()).isEqualTo(130);
    assertThat(session.shown())
        .contains("Passphrase: ", "{\"error\":{\"code\":\"UNEXPECTED\"", "This was interrupted.")
        .contains(" echo ");
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(60));
  }

  private record Session(int exit, String shown) {}

  private static long occurrences(Session session) {
    return session.shown().split(SECRET, -1).length - 1;
  }

  private Session type(String pattern, String terminals) throws Exception {
    return type(pattern, terminals, SECRET + "\n");
  }

  private Session type(String pattern, String terminals, String typed) throws Exception {
    String command =
        FakeProcess.command(home(), "fingerprint", "--json").stream()
            .map(word -> word.equals("-Dtidelock.terminal=") ? word + terminals : word)
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path script =
        Files.writeString(
            temp.resolve("session.sh"),
            pattern.formatted(command) + "\ncode=$?\nstty -a | tr ';' ' '\nexit $code\n");
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", "sh " + script, temp.resolve("typescript").toString());
    builder.environment().put("FAKE_LOCKED", "1");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path shown = temp.resolve("shown");
    Process process = builder.redirectErrorStream(true).redirectOutput(shown.toFile()).start();
    try (OutputStream keyboard = process.getOutputStream()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (process.isAlive()
          && System.nanoTime() < end
          && !Files.readString(shown).contains("Passphrase: ")) {
        Thread.sleep(20);
      }
      if (Files.readString(shown).contains("Passphrase: ")) {
        keyboard.write(typed.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    return new Session(process.exitValue(), Files.readString(shown));
  }
}
