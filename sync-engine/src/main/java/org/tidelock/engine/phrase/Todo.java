package org.tidelock.engine.phrase;

/// What a person can do about it, in sentences.
public enum Todo implements Phrase {
  FRESH_PROFILE(
      "This profile may have been copied or restored from a backup. Join the vault anew with a fresh profile."),
  GOES_ON_BESIDE_TWIN(
      "If you copied this device or put it back from a backup, there is nothing to do: it goes on beside the other one. If not, somebody has its keys: remove it from the vault."),
  STORAGE_OUTSIDE("Choose a storage outside of the folder."),
  OTHER_FOLDER_OR_PROFILE("Choose another folder, or another profile with --home."),
  OTHER_FOLDER_OR_THAT_PROFILE(
      "Choose another folder, or go on with that profile. If it is no longer used, remove its directory first."),
  FOLDER_IN_HOME("Choose a folder in it, such as Documents, or a new one."),
  OTHER_FOLDER("Choose another folder."),
  OTHER_NAME_WITH_AS("Give another name with --as."),
  FOLDER_ON_SAME_DRIVE("Choose a folder on the same drive as the vault's folder."),
  SEE_STATUS_THEN_AGAIN("tidelock status says what is in the way; then try again."),
  CHOOSE_MORE("Choose more with tidelock select first."),
  SEE_FOLDERS("tidelock folder lists those that are synced."),
  FOLDER_OUTSIDE("Choose a folder outside of {0}."),
  OTHER_PLACE_OR_PERMISSIONS("Choose another one, or check the permissions of the place."),
  CHOOSE_FOLDER("Choose a folder."),
  EMPTY_FOLDER("Choose an empty folder, or one that is not there yet."),
  EMPTY_FOLDER_FOR_VAULT("Choose an empty folder for the vault."),
  STORAGE_AS_URL("Give the storage as a URL, for example file:///mnt/nas/vault."),
  KEY_AS_IT_IS_NAMED("Give the key as Tidelock named it when it refused the server."),
  DRIVE_AND_WRITING("Check that its drive is connected and that you may write there."),
  DRIVE_AND_READING("Check that its drive is connected and that you may read it."),
  RIGHT_STORAGE(
      "Check that the storage is the right one and complete. Your files are still in your folder."),
  ADDRESS_OR_CREATE("Check the address of the storage, or create a vault there."),
  JOIN_OR_EMPTY_PLACE("Join it with tidelock join, or choose an empty place."),
  MIRROR_SET_UP("Set one up with tidelock mirror --to URL."),
  MIRROR_STOP("End that one first with tidelock mirror --stop; what lies there stays."),
  MIRROR_FROM_OTHER_DEVICE(
      "Bring it up to date with tidelock mirror when the vault's storage can be used again, or do the same on a device that has what is missing."),
  MIRROR_USE_LOSING(
      "Try again when the vault's storage answers. If it is gone for good: tidelock mirror --use --losing, which sends the files of this folder again and leaves parts of earlier versions behind."),
  OTHER_PROVIDER("Choose a place at another provider, or on another drive."),
  EMPTY_PLACE("Choose an empty place."),
  USE_THE_RUNNING_ONE("Use the running one, or close it first."),
  JOIN_WITH_NEW_PROFILE("Join the vault again with a new profile."),
  PROFILE_PERMISSIONS(
      "Check the permissions of the profile directory, or join the vault again with a new profile."),
  PROFILE_PERMISSIONS_AND_SPACE(
      "Check the permissions of the directory and the free space, or choose another one with --home."),
  OTHER_PROFILE("Choose another profile with --home."),
  KEEP_UNLOCKED_FILE_OR_NO(
      "Use --keep-unlocked=file, or --keep-unlocked=no to be asked for the passphrase."),
  KEEP_UNLOCKED_FILE("Add --keep-unlocked=file."),
  COMPARE_BEFORE_JOINING("Compare the devices and the fingerprint with a device that you trust."),
  SET_UP("Set one up with tidelock create or tidelock join."),
  GIVE_PASSPHRASE("Give the passphrase with which this device was set up."),
  CONNECT_DRIVE("Connect its drive, or put the folder back."),
  USE_AGAIN_OR_CONNECT(
      "If its drive is not connected, connect it. If you deleted .tidelock, use the folder again: in the window under Issues, or with `tidelock hold approve folder`. It is compared with what was synced first, and nothing is deleted anywhere."),
  PUT_BACK_OR_BRING_BACK(
      "Put the files back, then use the folder again. Or have everything brought back into it: in the window under Issues, or with `tidelock hold undo folder`; what is in it now stays, and is synced as well."),
  NOTHING("Nothing has to be done."),
  PUT_FILES_BACK(
      "Have everything brought back: in the window under Issues, or with `tidelock hold undo folder`. Or put the files back; or, if you meant to delete everything, put any one file there."),
  OTHER_FOLDER_FOR_PROFILE("Choose another folder for this profile."),
  ROOM_IN_STORAGE("Make room in your storage."),
  STORAGE_PERMISSIONS("Check the permissions of your storage."),
  STORAGE_PASSWORD(
      "Check the user name in the address and the password. Give the right one with tidelock storage sign-in: it is tried, and kept."),
  SIGN_IN_ANEW("Sign in once more."),
  SERVER_NOT_SAFE(
      "Check the address, this computer's clock and the server's certificate. Somebody may be in between."),
  TRUST_KEY(
      "If it is your own server, compare the fingerprint with the one that the server shows, and trust its key with --storage-key {0}. Otherwise somebody may be in between."),
  TRUST_CHANGED_KEY(
      "Find out first whether the server was set up anew. If so, compare the fingerprint, and trust the new key once with tidelock storage sign-in --storage-key {0}."),
  OTHER_STORAGE("Choose another storage."),
  STORAGE_SIGN_IN_AGAIN(
      "Sign in with `tidelock storage sign-in`; then everything goes on by itself."),
  WAIT_FOR_STORAGE("Nothing has to be done: Tidelock tries again."),
  WAIT_FOR_STORAGE_UNTIL("Nothing has to be done: Tidelock tries again after {0}."),
  RAISE_LIMIT(
      "Allow larger uploads on the server or the proxy before it, at best 16 MiB (nginx: client_max_body_size; Apache: LimitRequestBody); then everything goes on by itself."),
  MIRROR_RAISE_LIMIT(
      "Allow larger uploads on the server or the proxy before it, at best 16 MiB (nginx: client_max_body_size; Apache: LimitRequestBody), or choose another storage."),
  SIGN_IN_TO_NETWORK(
      "Open a web page in your browser and sign in there. If none asks you to, check the address of the storage."),
  PROXY_SETTINGS("Check the proxy settings of this computer."),
  CONNECTION("Check the connection to your storage, then try again."),
  VERIFY("Run `tidelock verify` to see what is affected."),
  VERIFY_AND_COMPARE("Run `tidelock verify`, and compare the fingerprint with another device."),
  OTHER_NAME("Give another name."),
  CHECK_TYPING("Check Caps Lock and the keyboard layout, or use the recovery kit."),
  UPDATE_HERE("Update Tidelock on this computer."),
  UPDATE_THERE("The device {0} has written something impossible. Update Tidelock there."),
  SEND_AGAIN(
      "A device that still has the file can send it again. Run `tidelock verify` to see what is affected; `tidelock undo --lost` gives up what no device has any more."),
  NEWER_STATE_BACK(
      "If you restored the storage from a backup yourself, put the newer state back; otherwise somebody may have tampered with it."),
  LOOK_AND_REMOVE("Look with `tidelock provider-view` at what was put there, and remove it."),
  PUT_OBJECT_BACK(
      "Put it back from a copy of the storage. Run `tidelock verify` to see what else is affected."),
  COMPARE_DEVICES("Compare the list of devices with `tidelock devices` on another device."),
  COMPARE_FINGERPRINT(
      "Somebody shows your devices different states. Compare the fingerprint with another device."),
  OTHER_PASSPHRASE("Choose another one."),
  SECRETS_AGAIN("Try again with a new kit."),
  REMOVE_ELSEWHERE("Remove it on another device of the vault."),
  TYPE_CODE_AGAIN("Compare it with the screen of the new device: it has 27 digits and letters."),
  LOOK_AT_NEW_DEVICE(
      "See whether the new device still shows this code, and uses the same storage."),
  RIGHT_STORAGE_THERE("Check the address of the storage on the new device."),
  NEW_CODE(
      "Begin again on the new device, which shows another code then. If the other device says that it was added, remove it there before."),
  CHECK_AGAIN("Check that one."),
  ADD_AGAIN("Try again while the new device shows its code."),
  REMOVE_AGAIN("Try again; tidelock devices says whether the device is removed."),
  JOIN_AGAIN(
      "If that was a mistake, join again with a new profile; what is only here is merged into the vault then."),
  WAIT_FOR_KEY(
      "Start Tidelock on another device: it gives this one the key. If it tells you there that this one does not belong to the vault, join again with a new profile."),
  REMOVE_WITH_ALL_KEYS(
      "Do it on another device, or start one that has been in the vault for longer: it gives this one the keys. If there is none any more, tidelock devices remove --losing gives up what lies under them."),
  NEW_KEY(
      "Make one, on any device of the vault: tidelock devices remove, once more for one of the removed devices (if none was, tidelock passphrase change --rotate)."),
  FILE_PERMISSIONS("Check the permissions of the file and its folder."),
  FREE_SPACE(
      "Free some space there; then syncing carries on, and anything else can be tried again."),
  NEXT_SYNC("Tidelock tries again with the next sync; the log tells more."),
  CLOSE_IT("Close it there: Tidelock tries again."),
  SHORTEN_IT("Shorten it on a device that has it, or choose a folder with a shorter path here."),
  MOVE_WHAT_IS_THERE("Move or rename what is there."),
  PROFILE_DISK("Check the profile directory and its disk, then try again; the log tells more."),
  START_FOR_NEW_INDEX("Start Tidelock again: it builds the index anew from the storage."),
  START_AGAIN("Start it again: it carries on where it was."),
  TRY_AGAIN("Try again; if it stays, the log tells more."),
  KIT_AGAIN("Make a new recovery kit again; if it stays, check the storage."),
  RIGHT_KIT_OR_NEW("Look for the right kit; if there is none, make a new one."),
  GIVE_ONE("Give one of them."),
  GIVE_TIME("Give a time with --at."),
  SEE_VERSIONS("See its versions with tidelock history {0}."),
  VERSION_OR_TIME(
      "Give --version or --at; tidelock history lists versions, tidelock ls --deleted what was deleted in a folder."),
  CHOOSE_OR_ELSEWHERE(
      "Choose it with tidelock select first, or restore it into another folder with --to."),
  SEE_DELETED("See what is deleted with tidelock ls --deleted."),
  OTHER_TIME("See what there was with tidelock ls --at, or choose another time."),
  SEARCH_OR_LIST(
      "Look for it with tidelock search --history, or list its folder with tidelock ls."),
  NAME_A_FILE("Name a file, or see the folder as it was with tidelock ls --at TIME."),
  ONE_LINE("Give one line, as in a .gitignore file."),
  ESCAPE_HASH("If names that begin with # are meant, put a \\ before it."),
  CLOSE_BRACKET("Close it with ], or put a \\ before it if the name has one."),
  SEE_PATTERNS("See the patterns with tidelock ignore."),
  SEE_HOLDS("See what waits with tidelock hold."),
  SHORTEN_FILE("Shorten the file, or delete it."),
  CHOOSE_INSIDE("Choose files or folders in it, or all."),
  SEE_CONFLICTS("See the conflicts with tidelock conflicts."),
  NAME_THE_ONE("Name the one that you want to keep."),
  KEEP_BOTH("Keep both, or rename the folder."),
  SEE_BATCHES("See what was changed with tidelock undo."),
  WAIT_FOR_HISTORY(
      "Try again later: it comes with each sync, and in the background while Tidelock runs. Versions of files and deleted files can be seen and restored now."),
  SEE_DEVICES("See the devices with tidelock devices.");

  private final String english;

  Todo(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
