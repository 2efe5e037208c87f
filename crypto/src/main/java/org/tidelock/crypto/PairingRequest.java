package org.tidelock.crypto;

import java.util.List;

/// What a new device asks for: to become a device of the vault that it has seen in the storage. Sealed under the code, so that only who has that could ask; signed by the
/// device, so that it has its keys.
///
/// @param header the identity of the header that it has seen, which it pins if it is let in
/// @param name at most 256 bytes of UTF-8
/// @param words six words over the whole request that both screens show
/// @param object as it is stored
public record PairingRequest(
    Hash256 header, DevicePublic device, String name, List<String> words, VaultObject object) {
  /// Copies the words.
  public PairingRequest {
    words = List.copyOf(words);
  }
}
