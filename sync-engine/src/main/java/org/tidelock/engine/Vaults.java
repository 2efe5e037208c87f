package org.tidelock.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How a vault comes to a profile, and how a profile is opened.
public interface Vaults {
  /// Creates a vault in an empty storage and makes this profile its first device. Writes nothing outside `home`, the folder's
  /// private directory and the storage; after a failure or a crash, calling it again carries on or starts cleanly.
  CreatedVault create(CreateRequest request) throws TidelockException, InterruptedException;

  /// Makes this profile a device of a vault, once the person has confirmed what the vault looks like. Nothing is written into the storage before.
  ///
  /// @param progress told while the history is read: of a long one that takes minutes
  /// @throws TidelockException AUTH if the secret does not open the vault, NOT_SET_UP if there is none
  Vault join(JoinRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  default Vault join(JoinRequest request) throws TidelockException, InterruptedException {
    return join(request, _ -> {});
  }

  /// Makes this profile a device of a vault once a person has typed the code that it shows on a device of the vault ([Vault#applicant]). Waits for that, ten minutes at most; an
  /// interrupt ends it. The vault's passphrase is not needed here.
  ///
  /// @param progress told while the history is read, once it was let in
  /// @throws TidelockException NOT_SET_UP if there is no vault in the storage, NEEDS_YOU if nobody lets it in, ROLLBACK or FORK if the storage shows less or other than the
  ///     other device has seen
  Vault pair(PairRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  default Vault pair(PairRequest request) throws TidelockException, InterruptedException {
    return pair(request, _ -> {});
  }

  /// Opens an existing profile. `unlock` is needed when the profile is not kept unlocked.
  ///
  /// @throws TidelockException NOT_SET_UP if there is no vault in this profile, LOCKED if a passphrase is needed, ALREADY_RUNNING if
  ///     another process has the profile open, AUTH if the passphrase does not open it
  Vault open(Path home, Optional<Unlock> unlock) throws TidelockException, InterruptedException;

  /// Whether a profile holds a vault, and whether opening it needs the passphrase. Touches no lock.
  ProfileState state(Path home);

  /// Looks at a storage: nothing there, a vault, or something else; throws STORAGE when it cannot be reached or written.
  StorageState look(String storage) throws TidelockException, InterruptedException;

  /// Tries out what a storage does, with objects of its own that are gone afterwards.
  ///
  /// @throws TidelockException STORAGE when it cannot be reached, or refuses; what it does badly is in the report
  StorageReport test(String storage) throws TidelockException, InterruptedException;

  /// Greets the server of a storage, before anything secret is given to it. What else goes wrong is told when it is used.
  ///
  /// @return the server, if it cannot show that it is the right one
  Optional<UnknownServer> meet(String storage) throws TidelockException, InterruptedException;

  /// The address of the storage of a profile that has a vault.
  String storage(Path home) throws TidelockException;

  /// Decrypts a whole vault into a folder, without joining it.
  RestoreReport export(String storage, Unlock unlock, Path to, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// The same, reaching storages with these secrets: those of a new profile are kept sealed in it; to an existing one they are given anew, and replace
  /// what it has once the storage is opened by them.
  default Vaults with(StorageAccess access) {
    return this;
  }

  /// With what these reach storages by now, what a storage has exchanged meanwhile included.
  StorageAccess reaching();

  /// What a person has to give beside a storage's address.
  ///
  /// @throws TidelockException USAGE if it is no address of a storage
  default StorageNeeds needs(String storage) throws TidelockException {
    return StorageNeeds.NOTHING;
  }

  /// Those of the storage of a profile; what the profile has kept is not counted.
  default StorageNeeds needs(Path home) throws TidelockException {
    return StorageNeeds.NOTHING;
  }

  /// What trusts the server of a storage by its public key, which a person has compared. What comes of it is given to [#with].
  ///
  /// @param key as a refusal names it ([UnknownServer#key])
  /// @throws TidelockException USAGE if a server of this kind is not known by such a key
  default StorageAccess trusted(String storage, String key) throws TidelockException {
    throw new UnsupportedOperationException("no storage here has such a server");
  }

  /// Begins a sign-in to a storage whose needs are [StorageNeeds#SIGN_IN]. What comes of it is given to [#with].
  ///
  /// @throws TidelockException USAGE if nobody signs in to this storage like this, STORAGE if its provider cannot be reached
  default SignIn signIn(String storage, SignIn.Way way, SignIn.Extent extent)
      throws TidelockException, InterruptedException {
    throw new UnsupportedOperationException("no storage here wants that");
  }

  /// What a profile directory holds: nothing, or a vault that opens with or without a passphrase.
  enum ProfileState {
    EMPTY,
    LOCKED,
    READY
  }

  /// What lies in a storage: nothing, a vault, or something else.
  enum StorageState {
    EMPTY,
    VAULT,
    FOREIGN
  }

  /// Checks that a folder can be synced with this storage; throws USAGE or LOCAL with the reason if not.
  FolderFacts inspectFolder(Path folder, String storage) throws TidelockException;

  /// What a folder holds now.
  ///
  /// @param cautions what its user should know before she chooses it
  record FolderFacts(
      boolean exists, long files, long folders, long bytes, long leftOut, List<Caution> cautions) {
    public FolderFacts {
      cautions = List.copyOf(cautions);
    }
  }

  /// What speaks against a folder, though it can be synced.
  enum Caution {
    /// Another program that syncs seems to work on it.
    OTHER_SYNC,
    /// On a drive of another computer, whose changes are not told at once.
    NETWORK_DRIVE,
    /// On a stick or card, which may be taken out.
    REMOVABLE_DRIVE,
    /// More than 100,000 items.
    VERY_MANY,
    /// Less than a tenth of the drive is free.
    LITTLE_ROOM
  }
}
