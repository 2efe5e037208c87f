package org.tidelock.engine.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.errors.SystemWords.Family;

final class SystemErrorTest {
  private static List<SystemError> said(ErrorWords said, IOException e) {
    return Arrays.stream(SystemError.values()).filter(error -> said.is(error, e)).toList();
  }

  /// A system that says these words.
  private record Words(Family family, Map<Integer, String> words) implements SystemWords {
    @Override
    public Optional<String> of(int number) {
      return Optional.ofNullable(words.get(number));
    }
  }

  @Test
  void aNameThatSpeaksOfAFullDiskIsNoFullDisk() {
    assertThat(SystemError.isDiskFull(new AccessDeniedException("/x/Disk quota.txt"))).isFalse();
    assertThat(SystemError.isDiskFull(new FileSystemException("/no space left", null, "I/O error")))
        .isFalse();
    assertThat(SystemError.isDiskFull(new FileSystemException("/x", null, "Disk quota exceeded")))
        .isTrue();
    assertThat(SystemError.isDiskFull(SystemError.diskFull())).isTrue();
    assertThat(SystemError.isDiskFull(new IOException())).isFalse();
  }

  @Test
  void englishIsKnownWhateverTheSystemSpeaks() {
    ErrorWords silent = new ErrorWords(new SystemWords.Silent());
    assertThat(said(silent, new IOException("No space left on device")))
        .containsExactly(SystemError.DISK_FULL);
    assertThat(said(silent, new FileSystemException("/x", null, "Not a directory")))
        .containsExactly(SystemError.NOT_A_FOLDER);
    assertThat(
            said(silent, new FileSystemException("/x", null, "Too many levels of symbolic links")))
        .containsExactly(SystemError.LINK_LOOP);
    assertThat(said(silent, new IOException("Invalid argument")))
        .containsExactly(SystemError.NO_SUCH_CALL);
    assertThat(said(silent, new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar")))
        .isEmpty();
  }

  /// The words of a German Windows and a German macOS, which cannot run here.
  @Test
  void aSystemIsKnownByItsOwnWords() {
    ErrorWords windows =
        new ErrorWords(
            new Words(
                Family.WINDOWS,
                Map.of(
                    112, "Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung.",
                    19, "Das Medium ist schreibgeschützt.",
                    267, "Der Verzeichnisname ist ungültig.")));
    assertThat(
            said(
                windows,
                new IOException(
                    "Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung")))
        .containsExactly(SystemError.DISK_FULL);
    assertThat(
            said(
                windows,
                new FileSystemException("C:\\x", null, "Das Medium ist schreibgeschützt.\r\n")))
        .containsExactly(SystemError.READ_ONLY);
    assertThat(
            said(
                windows,
                new FileSystemException("C:\\x", null, "Der Verzeichnisname ist ungültig. (267)")))
        .containsExactly(SystemError.NOT_A_FOLDER);
    ErrorWords mac =
        new ErrorWords(
            new Words(Family.MAC, Map.of(69, "Plattenquote überschritten", 62, "Zu viele")));
    assertThat(said(mac, new IOException("Plattenquote überschritten")))
        .containsExactly(SystemError.QUOTA_EXCEEDED);
    assertThat(said(mac, new FileSystemException("/Zu viele", null, "Ein-/Ausgabefehler")))
        .isEmpty();
  }

  /// What a system does not say must not be found in everything.
  @Test
  void anEmptyWordSaysNothing() {
    ErrorWords said = new ErrorWords(new Words(Family.LINUX, Map.of(28, ".", 20, " ")));
    assertThat(said(said, new IOException("Ein-/Ausgabefehler"))).isEmpty();
  }

  @Test
  void theSystemThisRunsOnIsAsked() {
    SystemWords here = SystemWords.here();
    assertThat(here.of(here.family() == Family.WINDOWS ? 112 : 28)).isPresent();
    assertThat(SystemError.words(2)).isNotBlank();
  }
}
