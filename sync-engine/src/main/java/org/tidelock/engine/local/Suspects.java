package org.tidelock.engine.local;

import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;

/// Files that are read though they look unchanged.
///
/// @param ids of their rows
/// @param unseen places at which nobody has looked until lately: a file without a number may be another one there that looks the same
public record Suspects(Predicate<NodeId> ids, LeftOut unseen) {
  public static final Suspects NONE = new Suspects(_ -> false, LeftOut.NOTHING);

  boolean has(BaseRow row, LocalPath path) {
    Fingerprint file = row.fingerprint();
    return file.kind() == Fingerprint.Kind.FILE
        && (ids.test(row.entry().id()) || (file.isWithoutNumber() && unseen.test(path, false)));
  }
}
