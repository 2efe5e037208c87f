package org.tidelock.app.ui;

import java.util.function.Consumer;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// A storage of an open vault that somebody signs in to again: its own, or that of the second copy.
///
/// @param storage its address
/// @param done key of what is said once it has let somebody in
/// @param attempt tries what was given, and keeps it only if it opens the storage
record SignInDoor(String storage, String done, Attempt attempt) {
  interface Attempt {
    /// @param opened called on the JavaFX thread, or else `failed`
    /// @return gives it up
    TaskRunner.Handle with(
        StorageAccess access, Runnable opened, Consumer<? super Exception> failed);
  }

  static SignInDoor ofVault(UiContext ui, Vault vault) {
    return new SignInDoor(
        vault.info().storage(),
        "signIn.done",
        (access, opened, failed) ->
            ui.tasks()
                .<Boolean>run(
                    () -> {
                      vault.signIn(access);
                      return true;
                    },
                    _ -> opened.run(),
                    failed));
  }

  /// Copying goes on by itself then.
  static SignInDoor ofCopy(String storage, MirrorModel mirror) {
    return new SignInDoor(
        storage,
        "signIn.done.copy",
        (access, opened, failed) -> {
          mirror.signIn(storage, access, opened, failed);
          return mirror::cancel;
        });
  }

  /// What it wants of a person.
  StorageNeeds needs(UiContext ui) {
    try {
      return ui.vaults().needs(storage);
    } catch (TidelockException e) {
      return StorageNeeds.PASSWORD; // it is in use, so that it is an address
    }
  }
}
