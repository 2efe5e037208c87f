package org.tidelock.engine.index;

import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.OpId;

/// Seals contents for the index, which holds no lineage key in the clear, and opens them.
public interface ContentBox {
  byte[] seal(OpId version, Content content);

  Content open(OpId version, byte[] sealed);
}
