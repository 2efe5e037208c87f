package org.tidelock.engine.local;

import java.util.Set;

/// Hears of changes below a folder. Only a hint that saves time: news come late, twice or for our own writes, so whoever listens looks at the folder,
/// and at the whole one now and then. Called on a thread of the watch, one call at a time; `lost` may come from the thread that starts it.
public interface FolderListener {
  /// Something changed directly in these folders, or they are new, or were something else before.
  void changed(Set<LocalPath> folders);

  /// Some changes were not told: anything may have changed.
  void missed();

  /// From now on no change is told.
  ///
  /// @param why one sentence for the log
  void lost(Loss loss, String why);

  enum Loss {
    /// The system watches only so many.
    TOO_MANY_FOLDERS,
    /// The file system tells nothing, or what went wrong is not known.
    NOT_TOLD
  }
}
