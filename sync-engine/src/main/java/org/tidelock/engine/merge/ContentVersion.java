package org.tidelock.engine.merge;

import java.time.Instant;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.history.Operation;

/// A version of a file or link without its chunk list, which the index keeps by the version's [OpId].
///
/// @param node the node that the setting operation named; a copy made real by a Split keeps the node it came from
/// @param made the author's clock: for the date in the name of a conflict copy, decides nothing
/// @param size in bytes; of a link the length of its target in UTF-8 bytes
public record ContentVersion(
    OpOrder order, NodeId node, Instant made, ContentId content, long size, Attributes attributes) {
  /// The version that an operation of a commit sets.
  public static ContentVersion of(Operation.SetContent operation, OpOrder order, Instant made) {
    Content content = operation.content();
    return new ContentVersion(
        order, operation.node(), made, content.id(), content.size(), operation.attributes());
  }

  public OpId id() {
    return order.id();
  }
}
