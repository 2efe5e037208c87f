package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.profile.Placement;
import org.tidelock.engine.transfer.Troubles;

/// Which folders lie elsewhere, noted in the vault's folder: that they are not in it is no deletion, even for a profile that does not know of it any more, as it
/// is an old one or has lost its choices (decision 0105). On the engine's thread.
final class PlacedNote {
  private final PrivateFolder own;
  private final Path folder;
  private @Nullable Set<NodeId> noted;

  /// @param own in the vault's folder
  /// @param folder the vault's
  PlacedNote(PrivateFolder own, Path folder) {
    this.own = own;
    this.folder = folder;
  }

  /// Of those that are noted, those that are not placed.
  Set<NodeId> without(List<Placement> placements) throws TidelockException {
    Set<NodeId> rest = new HashSet<>(noted());
    rest.removeAll(nodes(placements));
    return rest;
  }

  /// Notes these instead, if they are others.
  void keep(List<Placement> placements) throws TidelockException {
    Set<NodeId> now = nodes(placements);
    if (now.equals(noted())) return;
    try {
      own.note(
          PrivateFolder.Note.PLACED,
          now.stream().map(NodeId::toString).sorted().collect(Collectors.joining("\n")));
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
    noted = now;
  }

  private Set<NodeId> noted() throws TidelockException {
    Set<NodeId> known = noted;
    if (known == null) known = read();
    noted = known;
    return known;
  }

  private Set<NodeId> read() throws TidelockException {
    try {
      return own.noted(PrivateFolder.Note.PLACED)
          .lines()
          .map(NodeId::parse)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      return Set.of(); // not ours
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  private static Set<NodeId> nodes(List<Placement> placements) {
    return placements.stream()
        .flatMap(p -> p.node().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
