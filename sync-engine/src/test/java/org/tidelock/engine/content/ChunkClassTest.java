package org.tidelock.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.content.ChunkClass.LARGE;
import static org.tidelock.engine.content.ChunkClass.MEDIUM;
import static org.tidelock.engine.content.ChunkClass.SINGLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;

class ChunkClassTest {
  private static final long M = 1 << 20;
  private static final long G = 1 << 30;

  @Test
  void aNewFileIsClassedBySize() {
    assertThat(
            List.of(
                ChunkClass.of(0),
                ChunkClass.of(M),
                ChunkClass.of(M + 1),
                ChunkClass.of(2 * G),
                ChunkClass.of(2 * G + 1)))
        .containsExactly(SINGLE, SINGLE, MEDIUM, MEDIUM, LARGE);
  }

  @Test
  void aFileKeepsItsClassUntilTwiceAboveOrHalfBelow() {
    assertThat(ChunkClass.next(Optional.of(SINGLE), 2 * M)).isEqualTo(SINGLE);
    assertThat(ChunkClass.next(Optional.of(SINGLE), 2 * M + 1)).isEqualTo(MEDIUM);
    assertThat(ChunkClass.next(Optional.of(MEDIUM), M / 2)).isEqualTo(MEDIUM);
    assertThat(ChunkClass.next(Optional.of(MEDIUM), M / 2 - 1)).isEqualTo(SINGLE);
    assertThat(ChunkClass.next(Optional.of(MEDIUM), 4 * G)).isEqualTo(MEDIUM);
    assertThat(ChunkClass.next(Optional.of(MEDIUM), 4 * G + 1)).isEqualTo(LARGE);
    assertThat(ChunkClass.next(Optional.of(LARGE), G)).isEqualTo(LARGE);
    assertThat(ChunkClass.next(Optional.of(LARGE), G - 1)).isEqualTo(MEDIUM);
    assertThat(ChunkClass.next(Optional.empty(), 2 * M)).isEqualTo(MEDIUM);
  }

  @Test
  void theClassOfAVersionIsToldFromItsChunks() {
    assertThat(of()).isEqualTo(SINGLE);
    assertThat(of(2 * M)).isEqualTo(SINGLE);
    assertThat(of(3 * M)).isEqualTo(MEDIUM);
    assertThat(of(300_000, 200_000)).isEqualTo(MEDIUM);
    assertThat(of(5 * M, 100)).isEqualTo(LARGE);
  }

  private static ChunkClass of(long... lengths) {
    List<ChunkRef> chunks = new ArrayList<>();
    long size = 0;
    for (long n : lengths) {
      chunks.add(new ChunkRef(ChunkId.of(TestKeys.random(32)), (int) n));
      size += n;
    }
    return ChunkClass.of(chunks, size);
  }
}
