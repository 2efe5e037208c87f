package org.tidelock.engine.local;

import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.plan.BaseEntry;

/// A row of the base with what the disk looked like when it was made equal.
///
/// @param racy the file was modified so shortly before it was read that a later change could have left the same fingerprint: its bytes
///     are read again at the next chance (Git's "racily clean")
public record BaseRow(BaseEntry entry, Fingerprint fingerprint, boolean racy) {
  public boolean isFolder() {
    return entry.kind() == NodeKind.FOLDER;
  }
}
