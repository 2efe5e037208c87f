package org.tidelock.engine.history;

import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;

/// Part 0 of a checkpoint, written when all others are stored: without it there is none.
///
/// @param writer whose empty segment `number` is its anchor: `vector` has seen exactly what that segment has
/// @param vector the segments of which it holds what follows from them
/// @param stateHash of the merged state at `vector`
/// @param lamport above all that `vector` covers
/// @param name the vault's, and the operation that gave it
/// @param authors of `vector`'s writers, in their order
/// @param parts how many follow this one
/// @param digest SHA-256 over the bodies of parts 1 to `parts`
public record CheckpointManifest(
    WriterId writer,
    long number,
    VersionVector vector,
    Hash256 stateHash,
    long lamport,
    Optional<Name> name,
    List<Author> authors,
    int parts,
    Hash256 digest) {
  public CheckpointManifest {
    authors = List.copyOf(authors);
  }

  /// What the vault is called; the Lamport time of the operation follows from its segment's.
  public record Name(OpId id, String text) {}

  /// A writer of the vector.
  ///
  /// @param device as its certificate says, with `name`
  /// @param newest SHA-256 of its last segment below the vector
  public record Author(DeviceId device, String name, Hash256 newest) {}
}
