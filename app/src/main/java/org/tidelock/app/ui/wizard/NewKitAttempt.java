package org.tidelock.app.ui.wizard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.RecoveryKitWriter;
import org.tidelock.app.ui.UiContext;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;

/// One try to put a new recovery kit in the place of another. It knows at each moment which kit is valid: until the new one is in its file
/// the try can be given up and nothing has changed; from then on the new one opens the vault, and giving up is over. Thread-safe.
final class NewKitAttempt {
  private enum Stage {
    OPEN,
    GIVEN_UP,
    KEEPING
  }

  /// What makes a new recovery key, and then puts it in the place of others. What it keeps for that is wiped when it is closed.
  interface Maker extends AutoCloseable {
    RecoveryKey make(Unlock unlock, Vault.KeyKeeper keeper)
        throws TidelockException, InterruptedException;

    @Override
    default void close() {}
  }

  /// The new kit and its file, which its name may have got an ending for.
  record Made(RecoveryKitWriter.Kit kit, Path file) {}

  private final UiContext ui;
  private final Vault vault;
  private final Maker maker;
  private final Unlock unlock;
  private final KitPlaces places;
  private final Path target;
  private final Runnable keeping;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPEN);
  private volatile @Nullable IOException notSaved;
  private volatile @Nullable Made made;

  /// @param maker closed when the try is over
  /// @param unlock wiped when the try is over
  /// @param keeping called, on any thread, when the try cannot be given up any more
  NewKitAttempt(
      UiContext ui,
      Vault vault,
      Maker maker,
      Unlock unlock,
      KitPlaces places,
      Path target,
      Runnable keeping) {
    this.ui = ui;
    this.vault = vault;
    this.maker = maker;
    this.unlock = unlock;
    this.places = places;
    this.target = target;
    this.keeping = keeping;
  }

  /// Not on the JavaFX thread.
  Made run() throws TidelockException, InterruptedException {
    try (unlock;
        maker;
        RecoveryKitWriter.Place place = reserved()) {
      maker.make(unlock, key -> keep(key, place));
    }
    var done = made;
    if (done == null) {
      throw new IllegalStateException("a new recovery key that nobody was given");
    }
    return done;
  }

  private RecoveryKitWriter.Place reserved() throws TidelockException {
    try {
      return places.reserve(target);
    } catch (IOException e) {
      throw cannotSave(e);
    }
  }

  /// The old kit goes only after this has returned.
  private void keep(RecoveryKey key, RecoveryKitWriter.Place place) throws TidelockException {
    if (!stage.compareAndSet(Stage.OPEN, Stage.KEEPING)) {
      throw new TidelockException(
          ErrorCode.USAGE, "It was given up.", "What opened the vault still does.", "");
    }
    keeping.run();
    var info = vault.info();
    var kit =
        new RecoveryKitWriter.Kit(
            info.name(), info.storage(), ui.clock().instant(), ui.texts().locale(), key);
    try {
      place.fill(kit);
    } catch (IOException e) {
      throw cannotSave(e);
    }
    made = new Made(kit, place.file());
  }

  /// Ends the try; what is said of it comes from [#notSaved].
  private TidelockException cannotSave(IOException why) {
    notSaved = why;
    return new TidelockException(
        ErrorCode.LOCAL,
        "The recovery kit was not saved.",
        "What opened the vault still does.",
        "Choose another place.",
        null,
        why);
  }

  boolean canBeGivenUp() {
    return stage.get() == Stage.OPEN;
  }

  /// False if it is too late. If true, no kit is made, and those that there are stay valid.
  boolean giveUp() {
    return stage.compareAndSet(Stage.OPEN, Stage.GIVEN_UP);
  }

  /// Why the kit is not in its file, if that is what went wrong.
  Optional<IOException> notSaved() {
    return Optional.ofNullable(notSaved);
  }

  /// The new kit, once it is in its file: it opens the vault, even if the try failed after that.
  Optional<Made> made() {
    return Optional.ofNullable(made);
  }
}
