package org.tidelock.engine.history;

import java.security.SecureRandom;
import org.tidelock.crypto.Id128;

/// A file, folder or link of the vault, for its whole life: renames and edits keep it.
public record NodeId(Id128 value) implements Comparable<NodeId> {
  public static NodeId random(SecureRandom random) {
    return new NodeId(Id128.random(random));
  }

  public static NodeId of(byte[] bytes) {
    return new NodeId(Id128.of(bytes));
  }

  /// @throws IllegalArgumentException if it is not what [#toString] gives
  public static NodeId parse(String text) {
    return new NodeId(Id128.parse(text));
  }

  public byte[] bytes() {
    return value.bytes();
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
