package org.tidelock.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.LimitException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.CheckpointRow.ChunkRow;
import org.tidelock.engine.history.CheckpointRow.PackRow;
import org.tidelock.engine.vectors.Fixture;

/// How rows are cut into parts.
class CheckpointEncoderTest {
  private static final VersionVector NOTHING = VersionVector.EMPTY;
  private final DeviceKeys device = Fixture.device();

  private static PackRow pack(int number) {
    return new PackRow(
        new PackId(new Id128(1, number)),
        7,
        Hash256.sha256(new byte[0]),
        new EpochId(new Id128(1, 1)));
  }

  private static ChunkRow chunk(int number, int extents) {
    return new ChunkRow(
        new ChunkId(new Hash256(1, 0, 0, number)),
        new EpochId(new Id128(1, 1)),
        Collections.nCopies(extents, new PackEntry.Extent(new PackId(new Id128(1, 1)), 1, 1)));
  }

  private static List<byte[]> parts(List<CheckpointRow> rows) {
    CheckpointEncoder encoder = new CheckpointEncoder(NOTHING);
    List<byte[]> parts = new ArrayList<>();
    for (CheckpointRow row : rows) encoder.add(row).ifPresent(parts::add);
    encoder.finish().ifPresent(parts::add);
    assertThat(encoder.parts()).isEqualTo(parts.size());
    return parts;
  }

  @Test
  void aPartIsAnObjectOfOneMebibyteAtMost() throws Exception {
    List<CheckpointRow> rows = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) rows.add(pack(i));
    List<byte[]> parts = parts(rows);
    assertThat(parts).hasSize(3);
    Checkpoints checkpoints = new Checkpoints(Fixture.keys());
    Checkpoints.Place place = new Checkpoints.Place(new WriterId(new Id128(1, 1)), 1, 1);
    assertThat(checkpoints.seal(place, parts.getFirst(), device)).hasSize(1 << 20);
    CheckpointDecoder decoder = new CheckpointDecoder(NOTHING);
    List<CheckpointRow> read = new ArrayList<>();
    for (byte[] part : parts) decoder.part(part, read::add);
    assertThat(read).isEqualTo(rows);
  }

  @Test
  void aLongRowHasAPartToItself() throws Exception {
    List<byte[]> parts = parts(List.of(pack(1), chunk(1, 100_000), chunk(2, 1)));
    assertThat(parts).hasSize(3);
    Checkpoints checkpoints = new Checkpoints(Fixture.keys());
    Checkpoints.Place place = new Checkpoints.Place(new WriterId(new Id128(1, 1)), 1, 1);
    byte[] object = checkpoints.seal(place, parts.get(1), device);
    assertThat(object).hasSize(3 << 20);
    assertThat(checkpoints.open(object, place, device.publicKeys())).isEqualTo(parts.get(1));
  }

  @Test
  void aRowThatNoSegmentCanHaveIsRefused() {
    Checkpoints checkpoints = new Checkpoints(Fixture.keys());
    Checkpoints.Place place = new Checkpoints.Place(new WriterId(new Id128(1, 1)), 1, 1);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> checkpoints.seal(place, new byte[6 << 20], device))
        .isInstanceOf(LimitException.class);
  }
}
