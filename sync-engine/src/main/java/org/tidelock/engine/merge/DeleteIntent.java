package org.tidelock.engine.merge;

import java.util.List;
import org.tidelock.engine.history.Operation;

/// The operations of a local delete.
///
/// @param leftOut what the delete does not cover, because the merge knows an edit or a move of it that its user had not seen: it stays
///     in the merged tree and comes back to this disk
public record DeleteIntent(List<Operation> operations, List<Target> leftOut) {
  public DeleteIntent {
    operations = List.copyOf(operations);
    leftOut = List.copyOf(leftOut);
  }
}
