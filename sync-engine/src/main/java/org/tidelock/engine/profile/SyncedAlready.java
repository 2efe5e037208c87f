package org.tidelock.engine.profile;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.transfer.Troubles;

/// Tells whether another profile of this computer syncs a folder. A marker whose profile is gone, or syncs another folder now, is no obstacle: so a
/// folder can be joined again after its profile was lost (decision 0086).
public final class SyncedAlready {
  private final Effects effects;
  private final Places places;

  public SyncedAlready(Effects effects) {
    this.effects = effects;
    this.places = effects.places();
  }

  /// @param home of the profile that is to sync the folder; its own marker is no obstacle
  public void requireNone(Path folder, Path home) throws TidelockException {
    Optional<Path> other = home(folder).filter(h -> !places.real(h).equals(places.real(home)));
    if (other.isPresent() && syncs(other.get(), folder))
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.FOLDER_SYNCED_ALREADY.of(folder, other.get()),
          Safe.NOTHING_CHANGED.of(),
          Todo.OTHER_FOLDER_OR_THAT_PROFILE.of());
  }

  /// The profile that the folder's marker names.
  private Optional<Path> home(Path folder) throws TidelockException {
    // To open a disk may write there: only where a marker is.
    if (!places.exists(folder.resolve(PrivateFolder.NAME).resolve("root"))) return Optional.empty();
    try {
      return new PrivateFolder(places.disk(folder), effects.random(), effects.clock())
          .marker()
          .flatMap(RootGuard::home)
          .map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty(); // of another system
    } catch (IOException e) {
      throw Troubles.ofFile(folder.toString(), e);
    }
  }

  private boolean syncs(Path profile, Path folder) {
    Home home = places.home(profile);
    if (!Profile.isSetUp(home)) return false;
    try {
      return places.real(Profile.settings(home).folder()).equals(places.real(folder))
          || Choices.placementsOf(home).stream()
              .anyMatch(p -> p.place().equals(places.real(folder)));
    } catch (TidelockException e) {
      return false; // It cannot sync anything.
    }
  }
}
