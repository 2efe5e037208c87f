package org.tidelock.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;

/// Finds the place for what is restored.
public final class Destinations {
  private final Tables tables;
  private final Place folder;
  private final Profile.Settings settings;
  private final Effects effects;
  private final Mounts mounts;
  private final Optional<Path> copy;

  /// @param folder the synced one
  /// @param mounts what of it lies elsewhere
  /// @param copy where the second copy is, if that is a folder
  public Destinations(
      Tables tables,
      Place folder,
      Profile.Settings settings,
      Effects effects,
      Mounts mounts,
      Optional<Path> copy) {
    this.tables = tables;
    this.folder = folder;
    this.settings = settings;
    this.effects = effects;
    this.mounts = mounts;
    this.copy = copy;
  }

  /// Where the synced folder is.
  Path folder() {
    return settings.folder();
  }

  /// The synced folder.
  Destination inPlace() {
    return synced(LocalPath.ROOT);
  }

  private Destination synced(LocalPath top) {
    LocalNames names =
        new LocalNames(
            folder.disk().facts(), tables.base(), LeftOut.NOTHING, _ -> Optional.empty());
    return new Destination(
        folder,
        names,
        top,
        Optional.of(new Destination.Known(tables, names)),
        settings.folder(),
        false);
  }

  /// A folder that is made if it is not there. One below the synced folder is written as a part of it, so that nothing half-written is ever
  /// seen by a scan.
  Destination other(Path to) throws TidelockException {
    Path real = effects.places().real(to);
    Path synced = effects.places().real(settings.folder());
    new Folders(effects.places()).requireOutside(real, Storages.folder(settings.storage()));
    new Folders(effects.places()).requireOutside(real, copy);
    Optional<LocalPath> elsewhere = mounts.inside(real);
    if (real.startsWith(synced.resolve(PrivateFolder.NAME))
        || elsewhere.filter(Destinations::isOurs).isPresent())
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.OUR_OWN_FOLDER.of(to),
          Safe.NOTHING_CHANGED.of(),
          Todo.OTHER_FOLDER.of());
    try {
      effects.places().makeFolders(real);
      if (elsewhere.isPresent()) return synced(elsewhere.get());
      return real.startsWith(synced)
          ? synced(below(synced, real))
          : Destination.of(real, folder.assembly(), effects);
    } catch (IOException e) {
      throw Troubles.ofFile(to.toString(), e);
    }
  }

  /// Whether that lies in a folder that is synced.
  public boolean isSynced(Path to) throws TidelockException {
    Path real = effects.places().real(to);
    return real.startsWith(effects.places().real(settings.folder()))
        || mounts.inside(real).isPresent();
  }

  private static boolean isOurs(LocalPath elsewhere) {
    return elsewhere.names().size() > 1 && elsewhere.names().get(1).equals(PrivateFolder.NAME);
  }

  private static LocalPath below(Path synced, Path folder) {
    LocalPath at = LocalPath.ROOT;
    if (!folder.equals(synced))
      for (Path name : synced.relativize(folder)) at = at.child(name.toString());
    return at;
  }
}
