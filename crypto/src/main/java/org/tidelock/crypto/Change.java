package org.tidelock.crypto;

import java.util.List;
import java.util.Optional;

/// One thing a members entry says. The numbers are the format's.
sealed interface Change {
  int MAX_NAME = 256;

  record AddDevice(String name, DevicePublic keys, EpochId epoch) implements Change {}

  record RemoveDevice(DeviceId device, List<Cut> cuts) implements Change {}

  record NewEpoch(
      EpochId id,
      int number,
      Hash256 commitment,
      Hash256 contentCommitment,
      List<DeviceId> recipients)
      implements Change {}

  record AddSlot(Id128 id, Hash256 hash, int kind) implements Change {}

  record RemoveSlot(Id128 id) implements Change {}

  /// @param signature by the new root, over vault ‖ old root id ‖ parents
  record RotateRoot(RootPublic root, byte[] signature) implements Change {}

  record FormatFloor(int format) implements Change {}

  default CborMap encode() {
    return switch (this) {
      case AddDevice c -> kind(1).put(1, c.keys.bytes()).put(2, c.name).put(3, c.epoch.bytes());
      case RemoveDevice c -> kind(2).put(1, c.device.bytes()).put(2, Cut.encode(c.cuts));
      case NewEpoch c ->
          kind(3)
              .put(1, c.id.bytes())
              .put(2, c.number)
              .put(3, c.commitment.bytes())
              .put(4, c.contentCommitment.bytes())
              .put(5, c.recipients.stream().sorted().map(DeviceId::bytes).toList());
      case AddSlot c -> kind(4).put(1, c.id.bytes()).put(2, c.hash.bytes()).put(3, c.kind);
      case RemoveSlot c -> kind(5).put(1, c.id.bytes());
      case RotateRoot c -> kind(6).put(1, c.root.bytes()).put(2, c.signature);
      case FormatFloor c -> kind(7).put(1, c.format);
    };
  }

  /// Empty for a kind that may be ignored.
  static Optional<Change> decode(CborMap map) throws IntegrityException, UnsupportedException {
    int kind = map.uint(0);
    if (kind >= 128) return Optional.empty();
    Change change =
        switch (kind) {
          case 1 ->
              known(
                  map,
                  3,
                  new AddDevice(
                      map.text(2, MAX_NAME),
                      DevicePublic.of(map.bytes(1, DevicePublic.ENCODED)),
                      new EpochId(map.id(3))));
          case 2 -> known(map, 2, new RemoveDevice(new DeviceId(map.id(1)), Cut.read(map, 2)));
          case 3 ->
              known(
                  map,
                  5,
                  new NewEpoch(
                      new EpochId(map.id(1)),
                      map.uint(2),
                      map.hash(3),
                      map.hash(4),
                      map.sortedSet(5, Id128.BYTES, 4096).stream().map(DeviceId::of).toList()));
          case 4 -> known(map, 3, new AddSlot(map.id(1), map.hash(2), map.uint(3)));
          case 5 -> known(map, 1, new RemoveSlot(map.id(1)));
          case 6 ->
              known(
                  map,
                  2,
                  new RotateRoot(
                      new RootPublic(map.bytes(1, RootPublic.ENCODED)),
                      map.bytes(2, RootPublic.SIGNATURE)));
          case 7 -> known(map, 1, new FormatFloor(map.uint(1)));
          default ->
              throw new UnsupportedException(
                  "the members say something that only a newer version of Tidelock understands: update first");
        };
    return Optional.of(change);
  }

  private static Change known(CborMap map, int last, Change change) throws UnsupportedException {
    map.knowsUpTo(last);
    return change;
  }

  private static CborMap kind(int kind) {
    return new CborMap().put(0, kind);
  }
}
