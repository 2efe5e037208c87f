package org.tidelock.crypto;

import java.util.Optional;

/// What a sealed object is. The number stands in the object's frame and in its associated data, so that no object can be passed off as
/// another kind. The bound holds for the whole object and is checked before anything else is done with it.
public enum ObjectType {
  HEADER(1, 4 << 10),
  SLOT(2, 4 << 10),
  MEMBER(3, 1 << 20),
  ENVELOPE(4, 1 << 20),
  SEGMENT(5, 4 << 20),
  HEAD(6, 256 << 10),
  PACK(7, 64 << 20),
  PACK_FOOTER(8, 16 << 20),
  CHUNK(9, 32 << 20),
  CHECKPOINT(10, 64 << 20),
  PAIRING(11, 1 << 20),
  DEVICE_FILE(12, 64 << 10),
  PROFILE_KEY(13, 4 << 10),
  PROFILE_VALUE(14, 16 << 20);

  private final int number;
  private final int maxBytes;

  ObjectType(int number, int maxBytes) {
    this.number = number;
    this.maxBytes = maxBytes;
  }

  /// The byte in the frame.
  public int number() {
    return number;
  }

  /// No object of this type is larger.
  public int maxBytes() {
    return maxBytes;
  }

  static Optional<ObjectType> of(int number) {
    for (ObjectType type : values()) if (type.number == number) return Optional.of(type);
    return Optional.empty();
  }
}
