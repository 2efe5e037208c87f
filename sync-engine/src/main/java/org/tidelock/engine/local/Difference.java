package org.tidelock.engine.local;

import java.util.Optional;
import org.tidelock.engine.history.NodeId;

/// One thing in which the disk differs from the base. Folders come before what is in them.
public sealed interface Difference {
  /// Something without a row.
  record New(Found found) implements Difference {}

  /// What `row` describes lies somewhere else now (its own place is empty, or something else is there), or only the spelling of its local name
  /// changed. Its bytes may have changed as well.
  record Moved(BaseRow row, Found found) implements Difference {}

  /// What `row` describes is in its place, but its bytes or attributes may have changed. Never a folder.
  record Changed(BaseRow row, Found found) implements Difference {}

  /// The folder that `row` describes is in its place, but has another number than the row says. Nothing changed for the vault: only the row's
  /// fingerprint is to be renewed.
  record Renumbered(BaseRow row, Found found) implements Difference {}

  /// An interrupted plan left what `row` describes under its temporary name. Nothing changed for the vault: the row is to say where it lies, and
  /// the next plan brings it home. Its bytes may have changed as well.
  record Stranded(BaseRow row, Found found) implements Difference {}

  /// Nothing is left of what `row` describes. Whatever was below it is reported by its own `Gone` or `Moved` before, unless that is left out by
  /// rule or unsyncable where it is now: then its row stays without a folder.
  record Gone(BaseRow row) implements Difference {}

  /// Something on the disk.
  ///
  /// @param parent what the folder is that it lies in
  /// @param localName its name on the disk
  /// @param name its name in the vault (NFC, escapes undone)
  record Found(
      Parent parent, String localName, String name, LocalPath path, Fingerprint fingerprint) {}

  sealed interface Parent {
    /// A folder with a row (the root, too): wherever that folder lies now.
    record Known(NodeId id) implements Parent {}

    /// A folder that is reported as [New] itself.
    record Fresh(Found folder) implements Parent {}
  }

  /// The place on the disk, if it is there.
  default Optional<Found> onDisk() {
    return switch (this) {
      case New n -> Optional.of(n.found());
      case Moved m -> Optional.of(m.found());
      case Changed c -> Optional.of(c.found());
      case Renumbered r -> Optional.of(r.found());
      case Stranded s -> Optional.of(s.found());
      case Gone _ -> Optional.empty();
    };
  }
}
