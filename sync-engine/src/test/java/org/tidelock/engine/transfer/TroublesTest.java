package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.storage.StorageException;

final class TroublesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the folder is away                     | The folder is away.",
        "The folder is away.                    | The folder is away.",
        "It is away. Is its drive connected?    | It is away. Is its drive connected?",
        "packs/ab is not what its name says     | packs/ab is not what its name says."
      })
  void whatHappenedIsASentence(String message, String told) {
    assertThat(Troubles.of(new StorageException.Transient(message, null)).whatHappened())
        .isEqualTo(told);
  }

  @Test
  void aNameThatSpeaksOfAFullDiskIsNoFullDisk() {
    assertThat(Troubles.isDiskFull(new AccessDeniedException("/x/Disk quota.txt"))).isFalse();
    assertThat(Troubles.isDiskFull(new FileSystemException("/x/no space left", null, "I/O error")))
        .isFalse();
    assertThat(Troubles.isDiskFull(new FileSystemException("/x", null, "Disk quota exceeded")))
        .isTrue();
    assertThat(Troubles.isDiskFull(new IOException("No space left on device"))).isTrue();
    assertThat(Troubles.isDiskFull(new IOException())).isFalse();
  }
}
