package org.tidelock.engine.local;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The vault names that things in one folder have on this disk. The names of rows are worked out only when something without a row is there.
///
/// A row whose name is marked here does not take its vault name: whoever gives that name to something means a second thing of this name, and the merge
/// tells the two apart.
final class FolderNames {
  private final LocalNames names;
  private final List<BaseRow> rows = new ArrayList<>();
  private @Nullable Set<String> taken;

  FolderNames(LocalNames names) {
    this.names = names;
  }

  void add(BaseRow row) {
    rows.add(row);
  }

  /// False if it is taken.
  boolean add(String vaultName) {
    Set<String> all = taken;
    if (all == null) {
      all = new HashSet<>();
      for (BaseRow row : rows) names.vaultName(row.entry().localName()).ifPresent(all::add);
      taken = all;
    }
    return all.add(vaultName);
  }
}
