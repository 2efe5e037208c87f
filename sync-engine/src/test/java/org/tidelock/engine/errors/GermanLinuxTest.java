package org.tidelock.engine.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.Shell;

/// A Java that was started under a German locale says in German what goes wrong.
final class GermanLinuxTest {
  @TempDir Path temp;

  @Test
  void itsErrorsAreKnown() throws Exception {
    Shell.require(
        temp,
        "test -f /usr/share/locale/de/LC_MESSAGES/libc.mo && test -w /dev/full"
            + " && localedef -i de_DE -f UTF-8 "
            + temp.resolve("de_DE.UTF-8"),
        "no German words of the C library, no localedef, or no /dev/full");
    try (ChildJava child =
        ChildJava.start(
            List.of(
                "env",
                "-u",
                "LANGUAGE",
                "LOCPATH=" + temp,
                "LC_ALL=de_DE.UTF-8",
                "LANG=de_DE.UTF-8"),
            List.of("-Dstdout.encoding=UTF-8"),
            temp,
            German.class,
            temp.toString())) {
      assertThat(child.await()).as(child.said()).isZero();
      assertThat(child.said().lines().filter(line -> line.startsWith("said: ")))
          .containsExactly(
              "said: Auf dem Gerät ist kein Speicherplatz mehr verfügbar [DISK_FULL]",
              "said: Ist kein Verzeichnis [NOT_A_FOLDER]",
              "said: Zu viele Ebenen aus symbolischen Links or unable to access attributes of symbolic link [LINK_LOOP]");
    }
  }

  /// Runs into each error, as the engine would, and tells what it was taken for.
  static final class German {
    private German() {}

    interface Call {
      void run() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
      Path temp = Path.of(arguments[0]);
      Path file = Files.createFile(temp.resolve("file"));
      Path loop = temp.resolve("loop");
      Files.createSymbolicLink(loop, loop);
      tell(() -> Files.write(Path.of("/dev/full"), new byte[1], StandardOpenOption.WRITE));
      tell(() -> Files.newByteChannel(file.resolve("inside")).close());
      tell(() -> Files.newByteChannel(loop).close());
    }

    private static void tell(Call call) {
      try {
        call.run();
        System.out.println("said: nothing");
      } catch (IOException e) {
        List<SystemError> errors =
            new ArrayList<>(
                Arrays.stream(SystemError.values()).filter(error -> error.is(e)).toList());
        String reason =
            e instanceof java.nio.file.FileSystemException f ? f.getReason() : e.getMessage();
        System.out.println("said: " + reason + " " + errors);
      }
    }
  }
}
