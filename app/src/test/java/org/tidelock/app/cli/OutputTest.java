package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Needs;

/// An answer that did not arrive is not taken for one that was given.
final class OutputTest extends CliFixture {
  private static final Path FULL = Path.of("/dev/full");

  private static OutputStream failing(String reason) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(reason);
      }
    };
  }

  @Test
  void whatGoesWrongIsRememberedAndNothingFollows() {
    Output output = new Output(failing("No space left on device"));
    try (PrintStream out = new PrintStream(output, false, StandardCharsets.UTF_8)) {
      out.println("an answer");
      assertThat(output.loss()).as("nothing was written yet").isEmpty();
      out.flush();
      assertThat(output.loss()).get().hasToString("java.io.IOException: No space left on device");
      out.println("more");
      out.flush();
    }
  }

  @Test
  void theLastLineIsPrintedUnlessAnAnswerHasBegun() {
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    Output silent = new Output(empty);
    silent.end("{}".getBytes(StandardCharsets.UTF_8));
    silent.write('x');
    silent.flush();
    assertThat(empty).hasToString("{}");
    ByteArrayOutputStream begun = new ByteArrayOutputStream();
    Output answering = new Output(begun);
    answering.write('[');
    answering.end("{}".getBytes(StandardCharsets.UTF_8));
    answering.write(']');
    answering.flush();
    assertThat(begun).hasToString("[");
  }

  @ParameterizedTest
  @CsvSource({
    "Broken pipe, true",
    "Datenübergabe unterbrochen (broken pipe), true",
    "Die Pipe wird gerade geschlossen, true",
    "No space left on device, false",
    "Bad file descriptor, false"
  })
  void aListenerThatHasGoneIsToldFromAFullDisk(String reason, boolean closed) {
    assertThat(Output.isClosedPipe(new IOException(reason), Optional.empty())).isEqualTo(closed);
  }

  @ParameterizedTest
  @CsvSource({"pipe:[8123], true", "socket:[8123], true", "/dev/full, false", "/tmp/out, false"})
  void whatIsWrittenToTellsMoreThanWords(String what, boolean closed) {
    for (String reason : List.of("Обрыв канала", "Broken pipe", "No space left on device"))
      assertThat(Output.isClosedPipe(new IOException(reason), Optional.of(what))).isEqualTo(closed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "status --json",
        "sync",
        "sync --json",
        "watch",
        "watch --json",
        "help",
        "fingerprint --json"
      })
  void anAnswerThatCannotBeWrittenIsNoSuccess(String words) throws Exception {
    Needs.that(Files.exists(FULL), "there is no /dev/full");
    try (FakeProcess process = FakeProcess.printingTo(FULL, temp, home(), words.split(" "))) {
      assertThat(process.exit()).isEqualTo(6);
      assertThat(process.complained())
          .isEqualTo(
              "tidelock: The output could not be written (No space left on device). What the command did is done."
                  + " Write the output to another place. [LOCAL]\n");
    }
  }

  @Test
  void whatWasFoundOutStandsBeforeTheAnswerThatIsLost() throws Exception {
    Needs.that(Files.exists(FULL), "there is no /dev/full");
    try (FakeProcess process =
        FakeProcess.printingTo(FULL, temp, home(), "ls", "--vault", "Other", "--json")) {
      assertThat(process.exit()).isEqualTo(3);
      assertThat(process.complained())
          .contains("[NOT_SET_UP]\ntidelock: The output could not be written ");
    }
  }

  /// As in `tidelock ls | head -1`.
  @ParameterizedTest
  @ValueSource(strings = {"status", "sync --json", "watch", "watch --json"})
  void whereNobodyListensItEndsQuietly(String words) throws Exception {
    Needs.that(!isWindows(), "Windows has no SIGPIPE");
    try (FakeProcess process = FakeProcess.printingToNobody(temp, home(), words.split(" "))) {
      assertThat(process.exit()).isEqualTo(128 + 13);
      assertThat(process.complained()).isEmpty();
    }
  }

  @Test
  void withoutOutputThereIsNothingToLose() throws Exception {
    Needs.that(Files.exists(FULL), "there is no /dev/full");
    try (FakeProcess process = FakeProcess.printingTo(FULL, temp, home(), "sync", "-q")) {
      assertThat(process.exit()).isZero();
      assertThat(process.complained()).isEmpty();
    }
  }

  private static boolean isWindows() {
    return java.io.File.separatorChar == '\\';
  }
}
