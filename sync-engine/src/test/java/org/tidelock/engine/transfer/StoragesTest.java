package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.core.TestDevice;

/// What a look at a place says before a vault is made there.
final class StoragesTest {
  @TempDir Path temp;

  @Test
  void whatCanBeMadeIsEmpty() throws Exception {
    assertThat(look(temp)).isEqualTo(StorageState.EMPTY);
    assertThat(look(temp.resolve("not/there/yet"))).isEqualTo(StorageState.EMPTY);
    assertThat(temp).isEmptyDirectory();
  }

  /// It was said to be empty, and the wizard went on.
  @Test
  void belowAFileNothingCanBeMade() throws Exception {
    var file = Files.createFile(temp.resolve("file"));
    for (var place : new Path[] {file, file.resolve("storage"), file.resolve("a/b")}) {
      assertThatThrownBy(() -> look(place))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
    }
  }

  private static StorageState look(Path place) throws Exception {
    return TestDevice.vaults().look(place.toUri().toString());
  }
}
