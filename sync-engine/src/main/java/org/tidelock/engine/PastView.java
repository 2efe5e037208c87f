package org.tidelock.engine;

import java.util.List;

/// An answer to a [PastQuery], of one moment.
///
/// @param entries a folder's children as it lists them; everything else by its path
/// @param counts of all that fits, also beyond the limit
public record PastView(List<PastEntry> entries, Counts counts) {
  public PastView {
    entries = List.copyOf(entries);
  }

  /// Files and links; folders are not counted.
  ///
  /// @param bytes of what has changed, was moved or is gone, as it was then
  public record Counts(long same, long changed, long moved, long gone, long later, long bytes) {
    /// What is not as it was.
    public long differing() {
      return changed + moved + gone + later;
    }

    /// What a restore would bring.
    public long missing() {
      return changed + moved + gone;
    }
  }
}
