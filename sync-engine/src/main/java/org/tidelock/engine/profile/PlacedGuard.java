package org.tidelock.engine.profile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tidelock.crypto.VaultId;
import org.tidelock.engine.PlacedFolder.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.local.Base;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.transfer.Troubles;

/// Looks whether a folder that lies elsewhere is surely the synced one, as [RootGuard] does for the synced folder. Only looks.
public final class PlacedGuard {
  /// A marker holds 4096 bytes.
  private static final int LONGEST_PLACE = 300;

  private final Effects effects;
  private final Places places;
  private final Base base;
  private final LeftOut leftOut;
  private final Predicate<BaseRow> goes;
  private final Path main;
  private final VaultId vault;

  /// @param goes what is not chosen for this device, so that it is no mistake if it is gone
  /// @param main the vault's folder
  public PlacedGuard(
      Effects effects,
      Base base,
      LeftOut leftOut,
      Predicate<BaseRow> goes,
      Path main,
      VaultId vault) {
    this.effects = effects;
    this.places = effects.places();
    this.base = base;
    this.leftOut = leftOut;
    this.goes = goes;
    this.main = main;
    this.vault = vault;
  }

  /// @param row of the folder, if there is one
  public State look(Path place, Optional<BaseRow> row) {
    try {
      if (!places.real(place).equals(place)) return State.GONE;
      Disk there = places.disk(place);
      if (!isOnOneVolume(there, places.disk(main))) return State.OTHER_DRIVE;
      Optional<String> marker = own(there).marker();
      if (marker.isEmpty()) return State.UNMARKED;
      if (!marker.get().startsWith(RootGuard.mark(vault))) return State.OTHER_VAULT;
      if (!isOf(marker.get(), place)) return State.GONE;
      return row.isPresent() && isEmptied(there, row.get()) ? State.EMPTIED : State.SYNCED;
    } catch (IOException e) {
      return State.GONE;
    }
  }

  private boolean isEmptied(Disk there, BaseRow row) throws IOException {
    return new Emptied(there, base, leftOut, goes)
        .is(row.entry().id(), LocalPath.of(row.entry().localName()), _ -> false);
  }

  private static boolean isOnOneVolume(Disk there, Disk main) throws IOException {
    return volume(there) == volume(main);
  }

  private static long volume(Disk disk) throws IOException {
    return disk.look(LocalPath.ROOT)
        .map(Fingerprint::device)
        .orElseThrow(() -> new NoSuchFileException("the folder"));
  }

  /// Whether what is in one of two folders can be renamed into the other and back, and names are the same in both. Tries it with an empty file in what is
  /// Tidelock's own there.
  public boolean canBePlaced(Path place) throws TidelockException {
    try {
      Disk there = places.disk(place);
      Disk here = places.disk(main);
      return isOnOneVolume(there, here) && there.facts().equals(here.facts()) && canRename(place);
    } catch (IOException e) {
      throw Troubles.ofFile(place.toString(), e);
    }
  }

  private boolean canRename(Path place) throws IOException {
    String name = "there";
    Mounts mounts = new Mounts();
    mounts.set(Map.of(name, new Mounts.Mount(place, false)));
    Disk both = places.disk(main, mounts);
    LocalPath tried = own(both).newStagingPlace();
    LocalPath goal = LocalPath.of(name, PrivateFolder.NAME, tried.name());
    both.create(tried).close();
    try {
      both.move(tried, goal);
    } catch (IOException e) {
      both.delete(tried);
      return false;
    }
    both.delete(goal);
    return true;
  }

  /// Also says where it is, so that another one of this vault is not taken for it.
  private String text(Path place, Path home) {
    String mark = RootGuard.mark(vault, home);
    boolean isShort = place.toString().length() <= LONGEST_PLACE;
    return isShort && RootGuard.home(mark).isPresent() ? mark + place + "\n" : mark;
  }

  /// Whether a marker is that of the folder at this place, or says nothing of its place.
  private static boolean isOf(String marker, Path place) {
    List<String> lines = List.of(marker.split("\n", 4));
    String rest = lines.size() < 4 ? "" : lines.getLast();
    return rest.isEmpty() || rest.equals(place + "\n");
  }

  /// @param home of this profile
  public void mark(Path place, Path home) throws TidelockException {
    try {
      own(places.disk(place)).mark(text(place, home));
    } catch (IOException e) {
      throw Troubles.ofFile(place.toString(), e);
    }
  }

  /// From now on nobody takes it for a synced folder. Does nothing if it is not marked as one of this vault.
  public void unmark(Path place) throws TidelockException {
    try {
      PrivateFolder own = own(places.disk(place));
      if (own.marker().filter(m -> m.startsWith(RootGuard.mark(vault))).isPresent()) own.unmark();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return; // it is gone, with its marker
    } catch (IOException e) {
      throw Troubles.ofFile(place.toString(), e);
    }
  }

  private PrivateFolder own(Disk disk) {
    return new PrivateFolder(disk, effects.random(), effects.clock());
  }
}
