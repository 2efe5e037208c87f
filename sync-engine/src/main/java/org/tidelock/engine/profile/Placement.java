package org.tidelock.engine.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.NodeId;

/// That a folder at the top of the vault lies elsewhere on this device.
///
/// @param name that it had in the vault when it was placed
/// @param node which folder it is, whatever it is called; empty until it was recorded
/// @param place absolute, without links in it
public record Placement(String name, Optional<NodeId> node, Path place) {
  public Placement of(NodeId found) {
    return new Placement(name, Optional.of(found), place);
  }

  /// As if it had just been placed.
  public Placement unrecorded() {
    return new Placement(name, Optional.empty(), place);
  }

  /// @return for [#parse], if the name has no line break in it
  String text() {
    return name + "\n" + node.map(NodeId::toString).orElse("") + "\n" + place;
  }

  /// @throws IllegalArgumentException if it is none
  static Placement parse(String text) {
    List<String> parts = List.of(text.split("\n", 3));
    if (parts.size() != 3) throw new IllegalArgumentException("no placement");
    return new Placement(
        parts.getFirst(),
        Optional.of(parts.get(1)).filter(id -> !id.isEmpty()).map(NodeId::parse),
        Path.of(parts.get(2)));
  }
}
