package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

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
}
