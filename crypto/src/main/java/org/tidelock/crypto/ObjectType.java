package org.tidelock.crypto;

import java.util.Optional;

/// What a sealed object is. The number stands in the object's frame and in its associated data, so that no object can be passed off as
/// another kind. The bound holds for the whole object and is checked before anything else is done with it.
public enum ObjectType {
  /// The vault's header: plain, hashed.
  HEADER(1, 4 << 10),
  /// A key slot: the root secret under a passphrase or recovery key.
  SLOT(2, 4 << 10),
  /// A root-signed entry of the members.
  MEMBER(3, 1 << 20),
  /// The vault's keys for one device, or for the root.
  ENVELOPE(4, 1 << 20),
  /// One commit in a writer's log.
  SEGMENT(5, 4 << 20),
  /// A hint to a writer's newest segment.
  HEAD(6, 256 << 10),
  /// A container of sealed chunks; only its frame has this type.
  PACK(7, 64 << 20),
  /// A pack's footer and trailer, inside it and without a frame.
  PACK_FOOTER(8, 16 << 20),
  /// A piece of a file, inside packs and without a frame.
  CHUNK(9, 32 << 20),
  /// A part of what follows from the log below a vector.
  CHECKPOINT(10, 6 << 20),
  /// A message between two devices that meet: one that asks to be let in, and the answer.
  PAIRING(11, 1 << 20),
  /// A device's own keys, on its disk.
  DEVICE_FILE(12, 64 << 10),
  /// A profile key under a passphrase, on the device's disk.
  PROFILE_KEY(13, 4 << 10),
  /// A secret value in a device's own index.
  PROFILE_VALUE(14, 16 << 20),
  /// A profile key under the vault's root secret, on the device's disk.
  OWNED_PROFILE_KEY(15, 4 << 10);

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
