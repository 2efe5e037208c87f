package org.tidelock.engine.local;

import java.util.HashSet;
import java.util.Set;

/// How files without a number looked that were missing while not every folder was looked at: any of them may have been given the name of one that looks the
/// same in another folder. Outlives the process, as what was missing is recorded as gone at once.
public interface MissedFiles {
  /// A bound for storages of it; what is beyond is not remembered.
  int MOST = 10_000;

  record Look(long size, long modified) {
    static Look of(Fingerprint file) {
      return new Look(file.size(), file.modified());
    }
  }

  Set<Look> all();

  /// Durable on return.
  void add(Set<Look> looks);

  /// Every folder was looked at, and what looked so is noted to be read.
  void clear();

  /// For as long as it lives.
  static MissedFiles inMemory() {
    Set<Look> kept = new HashSet<>();
    return new MissedFiles() {
      @Override
      public Set<Look> all() {
        return Set.copyOf(kept);
      }

      @Override
      public void add(Set<Look> looks) {
        kept.addAll(looks);
      }

      @Override
      public void clear() {
        kept.clear();
      }
    };
  }
}
