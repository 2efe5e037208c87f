package org.tidelock.engine.history;

import org.tidelock.crypto.WriterId;

/// The dot of an operation: writer, segment number (from 0) and index in the segment (from 0). The version id of a content is the
/// dot of the operation that set it. Ordering by dot is only a tie-break; [OpOrder] is the order of the merge.
public record OpId(WriterId writer, long seq, int index) implements Comparable<OpId> {
  @Override
  public int compareTo(OpId o) {
    int c = writer.compareTo(o.writer);
    if (c == 0) c = Long.compare(seq, o.seq);
    return c != 0 ? c : Integer.compare(index, o.index);
  }

  /// Four characters that tell versions of one file apart in the name of a conflict copy are the head of this digest's hex form.
  @Override
  public String toString() {
    return writer + "-" + seq + "-" + index;
  }
}
