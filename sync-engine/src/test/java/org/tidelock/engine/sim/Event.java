package org.tidelock.engine.sim;

import java.util.List;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.storage.Fault;

/// Something that happens in a [SimWorld]. All that it needs to happen again in the same way is in it; where it has no sense, nothing happens.
sealed interface Event {
  /// A person does something.
  record Act(int device, Deed deed) implements Event {}

  /// A device goes round.
  ///
  /// @param folders what it looks at; everything if none
  /// @param meanwhile what happens before single calls of the engine
  record Sync(int device, List<String> folders, List<During> meanwhile) implements Event {
    public Sync {
      folders = List.copyOf(folders);
      meanwhile = List.copyOf(meanwhile);
    }
  }

  /// @param call of a sync to its disk or its storage, 1 the first; never if it makes fewer
  record During(int call, Event event) {}

  /// Closes the vault and opens it again. During its own sync: the process dies.
  record Restart(int device) implements Event {}

  /// As [Restart], and what the disk has not on its drive is lost, as `seed` says.
  record PowerCut(int device, long seed) implements Event {}

  /// Time passes everywhere.
  record Pass(long millis) implements Event {}

  /// Somebody sets the clock of a device.
  record SetClock(int device, long bySeconds) implements Event {}

  /// From now on the device's storage does this at times.
  record Trouble(int device, Fault fault, double rate, long seed) implements Event {}

  /// The device cannot reach its storage.
  record Away(int device) implements Event {}

  /// The device's storage has room for so many bytes more.
  record StorageFull(int device, long room) implements Event {}

  /// The drive with the device's folder is pulled out, until the next [Peace].
  record Unplug(int device) implements Event {}

  /// The same, and an empty folder is in its place: where it used to be mounted.
  record Unmount(int device) implements Event {}

  /// The index of the device is gone, with all that only it knew.
  record LoseIndex(int device) implements Event {}

  /// Somebody keeps a copy of all that the device is: profile and folder.
  record BackUp(int device) implements Event {}

  /// The profile is what it was when it was backed up, and the folder stays as it is.
  record RestoreProfile(int device) implements Event {}

  /// The folder is what it was when it was backed up, and the profile stays as it is.
  record RestoreFolder(int device) implements Event {}

  /// The whole device is what it was when it was backed up: a virtual machine that goes back in time.
  record RestoreDevice(int device) implements Event {}

  /// The device becomes a copy of another one, of its profile and its folder.
  record Clone(int device, int of) implements Event {}

  /// The device's disk has room for so many bytes more.
  record DiskFull(int device, long room) implements Event {}

  /// Another program has this open.
  record InUse(int device, String path) implements Event {}

  /// The device may not read this.
  record Denied(int device, String path) implements Event {}

  /// The storage has what it had at the last [Peace].
  record RollBack() implements Event {}

  /// The device shall have only a part of the vault, or another one.
  ///
  /// @param paths vault paths; none for all
  record Choose(int device, VaultSelection.Mode mode, List<String> paths) implements Event {
    public Choose {
      paths = List.copyOf(paths);
    }
  }

  /// A program that syncs the storage makes a copy of the n-th object.
  record ProviderCopy(int n) implements Event {}

  /// All trouble ends, and everything comes to rest; all properties are looked at.
  record Peace() implements Event {}
}
