package org.tidelock.engine;

import java.util.List;

/// What a [Restoration] would do, as far as this device knows now: to files and links, and to folders.
///
/// @param comeBack nothing is in their place, or they are there and others have deleted them, so that they would go; of a target that is not their place: all
/// @param replaced another version is in their place, which stays in the history
/// @param beside something is in their place that is not synced: they get a name beside it
/// @param unchanged there already, and left alone
/// @param notChosen not to be on this device, as a person has chosen: left as the vault has it
/// @param folders so many are made, or stay though others have deleted them
/// @param freeBytes on the drive of the target
public record RestorePreview(
    Items comeBack,
    Items replaced,
    Items beside,
    Items unchanged,
    Items notChosen,
    long folders,
    long freeBytes) {
  /// @param bytes of plaintext
  /// @param paths vault paths, where they were; at most a thousand
  public record Items(long count, long bytes, List<String> paths) {
    public Items {
      paths = List.copyOf(paths);
    }
  }

  /// How many would be written.
  public long files() {
    return comeBack.count + replaced.count + beside.count;
  }

  public boolean isNothing() {
    return files() == 0 && folders == 0;
  }

  /// How many bytes would be written.
  public long bytes() {
    return comeBack.bytes + replaced.bytes + beside.bytes;
  }

  /// The same on another drive.
  public RestorePreview on(long free) {
    return new RestorePreview(comeBack, replaced, beside, unchanged, notChosen, folders, free);
  }
}
