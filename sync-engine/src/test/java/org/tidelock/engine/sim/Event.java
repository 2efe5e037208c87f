package org.tidelock.engine.sim;

import java.util.List;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.storage.Fault;

/// Something that happens in a [SimWorld]. All that it needs to happen again in the same way is in it; where it has no sense, nothing happens.
sealed interface Event {
  /// In the midst of which other things may happen.
  sealed interface Disturbed extends Event {
    List<During> meanwhile();

    Event with(List<During> others);
  }

  /// A person does something.
  record Act(int device, Deed deed) implements Event {}

  /// A device goes round.
  ///
  /// @param folders what it looks at; everything if none
  /// @param meanwhile what happens before single calls of the engine
  record Sync(int device, List<String> folders, List<During> meanwhile) implements Disturbed {
    public Sync {
      folders = List.copyOf(folders);
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public Sync with(List<During> others) {
      return new Sync(device, folders, others);
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

  /// Somebody takes back what a device did within a minute.
  ///
  /// @param batch of those that the device which undoes it knows, 0 the newest
  record UndoBatch(int device, int batch, List<During> meanwhile) implements Disturbed {
    public UndoBatch {
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public UndoBatch with(List<During> others) {
      return new UndoBatch(device, batch, others);
    }
  }

  /// Somebody takes back what a device did since a time.
  ///
  /// @param of whose changes
  /// @param millis ago, by the clock of the device which undoes them
  record UndoSince(int device, int of, long millis, List<During> meanwhile) implements Disturbed {
    public UndoSince {
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public UndoSince with(List<During> others) {
      return new UndoSince(device, of, millis, others);
    }
  }

  /// One device more joins, with an empty folder or with the files of another one, that somebody has copied.
  ///
  /// @param files whose; -1 for none
  record Join(Drive drive, int files, List<During> meanwhile) implements Disturbed {
    public Join {
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public Join with(List<During> others) {
      return new Join(drive, files, others);
    }
  }

  /// The device writes a checkpoint, whether one is due or not.
  record Checkpoint(int device, List<During> meanwhile) implements Disturbed {
    public Checkpoint {
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public Checkpoint with(List<During> others) {
      return new Checkpoint(device, others);
    }
  }

  /// A pattern of what the device leaves out comes, or goes if it has it.
  record Ignore(int device, String pattern) implements Event {}

  /// The same for all devices.
  record IgnoreEverywhere(int device, String pattern) implements Event {}

  /// The device watches its folder and its storage for a time.
  record Watch(int device, long millis, List<During> meanwhile) implements Disturbed {
    public Watch {
      meanwhile = List.copyOf(meanwhile);
    }

    @Override
    public Watch with(List<During> others) {
      return new Watch(device, millis, others);
    }
  }

  /// What its watches hear of its folder, until the next [Peace].
  record Hear(int device, Ears with) implements Event {}

  /// Its watch is not told of some changes.
  ///
  /// @param all whether it is told of no more at all
  record Miss(int device, boolean all) implements Event {}

  /// The storage loses the n-th object, or spoils it, for good. At the next peace each device mends what it can.
  record Lose(int n, Damage damage) implements Event {}

  enum Damage {
    GONE,
    CUT,
    FLIPPED
  }

  /// A program that syncs the storage makes a copy of the n-th object.
  record ProviderCopy(int n) implements Event {}

  /// All trouble ends, and everything comes to rest; all properties are looked at.
  record Peace() implements Event {}
}
