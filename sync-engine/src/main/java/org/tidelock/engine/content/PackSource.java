package org.tidelock.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.tidelock.engine.history.PackId;

/// Reads packs from the storage. Called from several threads at once.
public interface PackSource {
  /// Reads bytes of a pack from `offset` on until the buffer is full or the pack ends; returns how many.
  ///
  /// From offset 0 the buffer has room for one byte more than the pack should have, when a whole pack is wanted: a store may then
  /// fetch the object without a range. Otherwise offset and length are multiples of [PackFormat#WINDOW], but for a pack's end.
  ///
  /// @throws MissingPackException if there is no such pack
  /// @throws IOException for trouble on the way, which says nothing about the pack
  int read(PackId pack, long offset, ByteBuffer into) throws IOException;

  /// Whether the store can read parts of an object.
  boolean ranges();
}
