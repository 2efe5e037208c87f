package org.tidelock.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.phrase.Said;

/// One profile's vault, opened: the only door for the window and the command line. Everything here may be called from any thread;
/// calls that work on the disk or the storage block, obey interruption and leave a state from which the next call carries on (I6).
/// Paths are vault paths: relative, `/` between names.
///
/// Closing waits for calls under way; every call that comes later throws [VaultClosedException].
public interface Vault extends AutoCloseable {
  /// What this is and where it lies.
  VaultInfo info();

  /// Computed from facts at the time of the call (I9). Cheap: what changed in the folder since the last look shows after the next one.
  Status status();

  /// Looks at the whole folder first, unless work is under way: reads no file, but takes as long as listing all folders does.
  Status look();

  /// Hears events until the returned handle is closed.
  Subscription listen(Consumer<? super VaultEvent> listener);

  /// Brings this device and the storage to agreement once.
  SyncReport sync() throws TidelockException, InterruptedException;

  /// What the last [#sync] has moved, so far if it is under way, and before it failed if it did. Also when the vault is closed.
  SyncReport.Traffic moved();

  /// Removals and rewrites that wait for an answer, oldest first.
  List<Hold> holds();

  /// Vault paths of the files that wait under an id, in order; none if nothing does.
  List<String> heldFiles(String hold, int limit);

  /// Says what becomes of what waits, and does a round.
  ///
  /// @param hold [Hold#id]
  /// @param approve whether they are meant; otherwise they are undone
  /// @throws TidelockException USAGE if nothing waits under this id
  SyncReport answer(String hold, boolean approve) throws TidelockException, InterruptedException;

  /// What [#sync] would do now. Reads the storage and looks at the folder; changes neither.
  SyncPreview preview() throws TidelockException, InterruptedException;

  /// Keeps syncing in the background until the returned handle or the vault is closed. Trouble does not end it: it is tried again.
  ///
  /// @throws IllegalStateException if the vault is watched already
  Subscription watch() throws TidelockException;

  /// Holds syncing in the background for a time, or until [#resume], and stops what it is sending; [#sync] works all the same. Survives a restart.
  void pause(Optional<Duration> time) throws TidelockException;

  /// Ends a pause; does nothing if there is none.
  void resume() throws TidelockException;

  /// How much of the line to its storages this device takes.
  BandwidthLimits bandwidth();

  /// Takes so much from now on, also for what is under way. Survives a restart.
  void limit(BandwidthLimits limits) throws TidelockException;

  /// The entries directly in a folder (`""` is the top), folders first, then by name.
  List<FileEntry> list(String path, Optional<Instant> at)
      throws TidelockException, InterruptedException;

  /// How much is in each folder directly in a folder (`""` is the top). Costs as much as there is below it.
  List<FolderSize> sizes(String path) throws TidelockException, InterruptedException;

  /// What was in a folder at a time, beside what has become of it.
  ///
  /// @throws TidelockException USAGE if there is no such folder, neither then nor now
  PastView past(PastQuery query) throws TidelockException, InterruptedException;

  /// Everything deleted below a folder that can still be brought back, newest first.
  List<FileEntry> listDeleted(String path) throws TidelockException;

  /// Entries whose name contains `text`, ignoring case; with `history` also deleted ones and earlier names.
  List<FileEntry> search(String text, boolean history, int limit);

  /// Newest first.
  List<FileVersion> history(String path) throws TidelockException;

  /// Brings back what was. What takes its place now is recorded first. Everything can be brought back into a folder that was emptied or has lost its marker:
  /// what is in it then is taken as if the vault had just been joined.
  RestoreReport restore(RestoreRequest request) throws TidelockException, InterruptedException;

  /// What [#restore(Restoration)] would do, as far as this device knows now.
  ///
  /// @throws TidelockException USAGE if one of the things is not to be had
  RestorePreview preview(Restoration wanted) throws TidelockException, InterruptedException;

  /// Brings several things back together, with one round before and one after, as [#restore(RestoreRequest)] does with one. Once something was brought it is
  /// told, and can be undone, however the restore ended: also if it was interrupted, which ends the bringing, or the vault was closed.
  ///
  /// @throws TidelockException as [#preview(Restoration)], before anything is written; or if nothing at all could be brought
  /// @throws InterruptedException before anything is written
  RestoreReport restore(Restoration wanted) throws TidelockException, InterruptedException;

  /// What was changed on two devices and is told of as an issue.
  List<OpenConflict> conflicts();

  /// Does a round, settles a conflict, on all devices, and does another one.
  ///
  /// @param path of one of its sides
  /// @throws TidelockException USAGE if there is no conflict, if `OTHER` does not say which of several, or if a folder has the name and so no file can get it
  SyncReport settle(String path, OpenConflict.Keep keep)
      throws TidelockException, InterruptedException;

  /// What was changed, by whom, newest first.
  List<ChangeBatch> batches(int limit) throws TidelockException;

  /// What [#undo] would do, as far as this device knows now.
  ///
  /// @throws TidelockException USAGE if there is no such batch, or device
  UndoReport previewUndo(UndoRequest request) throws TidelockException, InterruptedException;

  /// Does a round, takes back what was changed, on all devices, and does another one. What somebody has changed after that stays. Undoing is a batch itself,
  /// which can be undone.
  ///
  /// @throws TidelockException USAGE if there is no such batch, or device
  UndoReport undo(UndoRequest request) throws TidelockException, InterruptedException;

  /// Syncs the folder again although its marker is gone, as a person says that it is the one. It must look like it: more than half of the files must be
  /// there as they were synced. What is missing comes back with the next round; nothing is deleted anywhere.
  ///
  /// @throws TidelockException NEEDS_YOU if the folder is missing, emptied, another vault's or does not look like the synced one: [#restore] of everything
  ///     is the other way on; USAGE if it is marked
  void useFolderAgain() throws TidelockException, InterruptedException;

  /// Why a path is, or is not, synced: a chain of facts, one sentence each.
  List<Said> why(String path);

  /// Checks that the storage has every object that the signed history names; `deep` reads and opens all of them.
  VerifyReport verify(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// Checks, and mends what this device can: it puts back objects that it has kept, and sends files anew whose packs are missing or damaged. Other devices may
  /// have what this one has not. Does a round if files are to be sent.
  RepairReport repair(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// How far the storage is behind what this device has seen, asked of the storage; empty if it is not. Anything else that may be missing is for [#verify].
  Optional<Setback> setback() throws TidelockException, InterruptedException;

  /// Proves that what a person has kept opens this vault from nothing but its storage: opens it as a new computer would, over a connection of its own and with nothing of this profile but how its
  /// storage is reached, compares it with what this device knows, and reads a few files back. Changes nothing, in the storage or here, but that a good one is remembered
  /// ([#drilled]). Rounds go on meanwhile.
  ///
  /// @throws TidelockException AUTH if it does not open the vault; MISSING or INTEGRITY if the storage has not what it would open; STORAGE if it cannot be reached; ROLLBACK or FORK if
  ///     it shows less or other than this device has seen. Files that cannot be read are in the report
  DrillReport drill(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// When this device has last seen a good [#drill], unless what was tried was replaced since.
  Optional<Instant> drilled(DrillReport.Secret by);

  /// What in the storage nothing needs any more, and until when the rest is kept. Takes in what is new first, changes nothing, and needs the whole history: a
  /// device that has just joined fetches that first.
  ///
  /// @throws TidelockException USAGE if older history is not here yet
  PruneReport previewPrune() throws TidelockException, InterruptedException;

  /// Lists the storage as whoever runs it can.
  ProviderView providerView() throws TidelockException, InterruptedException;

  /// All devices that ever were members, oldest first; removed ones are marked.
  List<DeviceInfo> devices();

  /// Six words over the members head and what this device has seen; equal on two devices that have seen the same.
  String fingerprint();

  /// How many epochs the vault has had so far, each with a key of its own: one more begins when a device is removed or all secrets are replaced.
  int epochs();

  /// This device's patterns, as in a .gitignore file, in the order in which they apply.
  List<String> ignorePatterns();

  /// Adds a pattern after the others; does nothing if it is there.
  ///
  /// @throws TidelockException USAGE if it is not one line, or nothing can match it
  void addIgnorePattern(String pattern) throws TidelockException;

  /// @throws TidelockException USAGE if there is no such pattern
  void removeIgnorePattern(String pattern) throws TidelockException;

  /// What this device is to have in its folder; paths as they are now, without those that are gone.
  VaultSelection selection();

  /// What [#select] would do, as far as this device knows now. Waits for no round that is under way.
  ///
  /// @throws TidelockException USAGE if the vault has nothing at a path
  SelectionPreview previewSelection(VaultSelection selection)
      throws TidelockException, InterruptedException;

  /// Chooses what this device is to have in its folder, and does a round. What is no longer chosen goes from here when it is in the storage, changes and
  /// additions included; other devices and the vault keep it. What is in the way of that stays, and is told of.
  ///
  /// @throws TidelockException USAGE if the vault has nothing at a path
  SyncReport select(VaultSelection selection) throws TidelockException, InterruptedException;

  /// The same without the round: the next one brings and takes away.
  ///
  /// @throws TidelockException USAGE if the vault has nothing at a path
  void choose(VaultSelection selection) throws TidelockException, InterruptedException;

  /// Folders at the top of the vault that lie elsewhere on this computer than in the vault's folder. Looks at each.
  List<PlacedFolder> placedFolders();

  /// Where something of the vault is on this computer, or would be.
  Path place(String path);

  /// Has a folder synced where it is, with what is in it, as a folder at the top of the vault, and does a round. If the vault has one of that name, both are
  /// merged as when a device joins; if that is in the vault's folder here, it goes from there first, as after a [#select] without it.
  ///
  /// @param folder absolute
  /// @param as what the vault calls it; as it is called here if empty
  /// @throws TidelockException USAGE if it cannot be: it is no folder, lies in or around another synced one, on another drive than the vault's folder, or the name
  ///     is no free one; NEEDS_YOU if the vault's own stays in its place
  SyncReport placeFolder(Path folder, Optional<String> as)
      throws TidelockException, InterruptedException;

  /// Ends the syncing of such a folder on this computer, with a round before, so that what was just done in it is in the vault, and one after. What lies in it
  /// stays, there and in the vault, which is from then on not chosen here.
  ///
  /// @param folder absolute
  /// @throws TidelockException USAGE if it is none, or nothing else is chosen; also if something in it could not be sent: it stays placed then
  SyncReport releaseFolder(Path folder) throws TidelockException, InterruptedException;

  /// The patterns of all devices, which apply before this device's: those of `.tidelockignore` at the top of the folder, as the last round read it.
  List<String> sharedIgnorePatterns();

  /// Writes a pattern more into that file, and does a round.
  ///
  /// @throws TidelockException USAGE if it is not one line, or nothing can match it
  SyncReport addSharedIgnorePattern(String pattern) throws TidelockException, InterruptedException;

  /// @throws TidelockException USAGE if there is no such pattern
  SyncReport removeSharedIgnorePattern(String pattern)
      throws TidelockException, InterruptedException;

  /// What of the files that are synced here would be left out with one pattern more.
  ///
  /// @param everywhere whether it is for all devices
  /// @throws TidelockException USAGE if it is not one line, or nothing can match it
  IgnorePreview previewIgnore(String pattern, boolean everywhere) throws TidelockException;

  /// The rule that leaves a path out, if any.
  Optional<String> ignoredBy(String path);

  /// Newest first; `before` is the id of the last one already shown.
  List<Activity> activity(int limit, Optional<Long> before);

  /// What needs a person, most severe first.
  List<Issue> issues();

  /// Sizes, counts and times for whoever helps; asks neither the disk nor the storage.
  Diagnostics diagnostics();

  /// Whether a name that this device knows is one of these: of a file, folder or device of the vault, now or before, or the vault's. For the last look at a report
  /// before it is shown.
  ///
  /// @param isOne called on each name, some several times; must not wait
  boolean knowsName(Predicate<String> isOne);

  /// Makes a new recovery key, sees that it opens the vault, gives it away to be kept, and only then lets the old ones stop working. An owner action,
  /// so the vault is unlocked anew.
  ///
  /// @param keeper if it fails, so does this, and the old recovery key still opens the vault
  RecoveryKey newRecoveryKey(Unlock unlock, KeyKeeper keeper)
      throws TidelockException, InterruptedException;

  /// The new device that shows this code ([Vaults#pair]).
  ///
  /// @param code as it was typed
  /// @throws TidelockException USAGE if it is no code, or no device waits with it in the storage of this vault
  Applicant applicant(String code) throws TidelockException, InterruptedException;

  /// Lets a new device in, whose words the person has compared. An owner action, so the vault is unlocked anew; the new device never sees the secret.
  ///
  /// @return its [DeviceInfo#id]
  /// @throws TidelockException INTEGRITY if another device asks by now; whatever else goes wrong, it can be tried again while the new device waits
  String admit(Applicant applicant, Unlock unlock) throws TidelockException, InterruptedException;

  /// Takes a device out of the vault: it gets nothing that is written from now on, and nothing of it counts but what this device has taken in of it by now, after a
  /// look into the storage. What lies on its disk, and what its keys have opened so far, stays readable there. An owner action, so the vault is unlocked anew. Where devices were removed at
  /// the same time elsewhere, removing one of them once more makes the key that is missing then.
  ///
  /// @param id as [DeviceInfo#id]
  /// @throws TidelockException USAGE if there is no such device, if it is this one, or if it was removed already; then, and whatever else goes wrong, it is in the vault
  ///     as before, unless the message says otherwise
  default void removeDevice(String id, Unlock unlock)
      throws TidelockException, InterruptedException {
    removeDevice(id, false, unlock);
  }

  /// As [#removeDevice(String, Unlock)].
  ///
  /// @param losing whether that may be given up which lies under keys that this device was not given, as no device is left that has them; else NEEDS_YOU
  void removeDevice(String id, boolean losing, Unlock unlock)
      throws TidelockException, InterruptedException;

  /// A new passphrase in place of the old one; the recovery kit stays. Whoever has a copy of the storage from before still opens that with the old one. An owner action, so the vault is
  /// unlocked anew, by the kit where the passphrase is forgotten. A profile that is not kept unlocked asks for the new one from then on, if it is this one.
  void changePassphrase(Unlock unlock, Passphrase passphrase)
      throws TidelockException, InterruptedException;

  /// New secrets in place of all old ones, for when somebody may know them: another root, another passphrase, another recovery key, and another key for all that is written from now on. From
  /// then on neither the old passphrase nor an old kit opens anything of that, not even for who has a copy of the storage.
  ///
  /// @param passphrase one that does not open the vault already, else USAGE
  /// @param stolen as [DeviceInfo#id]: a device that is removed with it, as by [#removeDevice]
  /// @param keeper takes the new recovery key before it counts; if it fails, so does this, and all is as before
  RecoveryKey replaceSecrets(
      Unlock unlock, Passphrase passphrase, Optional<String> stolen, KeyKeeper keeper)
      throws TidelockException, InterruptedException;

  /// Notes that the person has confirmed words of the recovery kit.
  void confirmRecoveryKit() throws TidelockException;

  /// By what the storage's server is known to be the one it was, as people compare it (an SSH server's key); empty where there is no such thing.
  Optional<String> storageIdentity();

  /// Tries out this vault's storage ([Vaults#test]), and keeps what has to be known of it.
  StorageReport testStorage() throws TidelockException, InterruptedException;

  /// Reaches the storage with these from now on; what they leave open stays as it was. Kept in the profile once this vault was found with them.
  ///
  /// @throws TidelockException STORAGE if they do not open it, IDENTITY if another vault is there: then nothing has changed
  void signIn(StorageAccess access) throws TidelockException, InterruptedException;

  /// The second copy that this device keeps, as far as it is known without asking it.
  Optional<Mirror> mirror();

  /// Keeps a second copy of the vault's objects on another storage from now on, and brings it up to date. Doing the same again goes on with it, and keeps what is given
  /// anew to reach it.
  ///
  /// @param storage its address, without secrets
  /// @throws TidelockException USAGE if it cannot be there: it is the vault's own storage, lies in a synced folder, has something else in it, or there is another copy;
  ///     IDENTITY if another vault is there; STORAGE if a vault would not be safe there. Then nothing has changed. Also as [#updateMirror]: then it is taken
  MirrorReport beginMirror(
      String storage, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// Brings the second copy up to date.
  ///
  /// @throws TidelockException USAGE if there is none; STORAGE if one of the storages does not answer, and what the vault's own shows to be wrong with it: the copy is as
  ///     far as it came, and the next call goes on
  MirrorReport updateMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// Brings the second copy up to date, and reads and checks all of it.
  VerifyReport verifyMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// As [#verifyMirror], and writes anew what was found damaged there, as far as this device or the vault's storage has it. What the copy knows of the vault's history is not touched.
  ///
  /// @return of `files` and `lost` there is nothing
  RepairReport repairMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// Makes the second copy the vault's own storage, for this profile. It is brought up to date before; where the storage until now does not answer, or shows nothing that is
  /// true, this device sends what it has itself. [#info] tells the new address when the vault is opened anew; all else works on it at once.
  ///
  /// @param losing whether parts of earlier versions may be left behind which only the storage until now has, that does not answer
  /// @throws TidelockException USAGE if there is none; MISSING if it lacks something that this device knows of and cannot send: then nothing has changed
  MirrorMove useMirror(boolean losing, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException;

  /// Forgets the second copy; what lies there stays.
  ///
  /// @throws TidelockException USAGE if there is none
  void endMirror() throws TidelockException, InterruptedException;

  /// Ends a restore that is under way, and waits for calls that are; then every other one throws [VaultClosedException]. Closing again changes nothing.
  @Override
  void close();

  /// Puts a new recovery key where the person finds it again.
  @FunctionalInterface
  interface KeyKeeper {
    /// Returns when the key is safe, even if the computer stops the next moment.
    void keep(RecoveryKey key) throws TidelockException;
  }

  /// Ends something when closed; closing twice is harmless.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
