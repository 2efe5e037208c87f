package org.tidelock.engine.phrase;

/// Why there is an issue, and whether data is safe.
public enum Body implements Phrase {
  BOTH_KEPT(
      "Both versions are kept: this one is that of {1}, beside {0}. Keep what you want under the name you want, and delete the other."),
  NOT_LET_READ("The system does not let Tidelock read it. Nothing was deleted elsewhere."),
  NO_SPECIAL_FILES("Sockets, pipes and devices are not synced."),
  LINKS_INSIDE_ONLY(
      "Only links to something inside the folder, written relatively, can be synced."),
  RENAME_IT("The name is no text, or too long. Rename it to have it synced."),
  RENAME_ONE("The vault holds one of the two. Rename one."),
  SPLIT_IT(
      "A file may have {0} GiB at most. It stays here as it is; the other files are synced. Leave it out, or split it."),
  NO_OTHER_DRIVES("What lies on other drives is not synced."),
  FOLDER_STAYS(
      "Another device has deleted it. Ignore patterns leave out what is still in it, so nothing of that was deleted, and it is only here now."),
  FOLDER_PUT_BACK(
      "It is older than what was synced. What it lacks is brought back instead of being deleted elsewhere; its older files are brought up to date, or kept beside the newer ones where nothing tells which you want. Earlier states are in the history."),
  NOT_CHOSEN(
      "What lies here stays on this computer only, as selective sync leaves out what the vault has under this name. Nothing was deleted. Rename it to have it synced, or choose the vault's."),
  PLACED_GONE(
      "It is not there, or lies on another drive now. Nothing was deleted anywhere. Put it back where it was, or end its syncing with tidelock folder remove."),
  PLACED_UNMARKED(
      "Its marker .tidelock/root is gone or of another vault, so that it may be another folder. Nothing was deleted anywhere. Put the right one back; or, if it is the one, end its syncing with tidelock folder remove and add it again: what is the same in it and in the vault is not sent twice."),
  PLACED_EMPTIED(
      "Everything that was synced in it is gone. Nothing was deleted anywhere. Put the files back; or have them brought back: end its syncing with tidelock folder remove, and add it again."),
  PLACED_NO_MORE(
      "Another device has deleted it, or moved it into another folder, or it is not chosen for this computer any more. What lies in it stays here. What the vault has of it comes to its place in the vault's folder."),
  HIDDEN(
      "What lies under this name in the vault's folder itself stays as it is and is not synced. Nothing was deleted. Move it into the other folder, or rename it, to have it synced."),
  CHECKPOINT_REFUSED(
      "It is damaged or incomplete, or the log that it tells of is not there, or the device {0} wrote it wrongly. This device took another one, or all of the log that the storage shows, instead. Compare the fingerprint with another device."),
  CHECKPOINT_DIFFERS(
      "The device {0} wrote another history into it than the vault has: that is a mistake of Tidelock, or that device is not to be trusted. Start Tidelock again: it builds the index anew from the whole history. No file is lost."),
  CHECKPOINT_CONTRADICTED(
      "What was changed since does not fit what the device {0} wrote into it: that is a mistake of Tidelock, or one of the devices is not to be trusted. Start Tidelock again: it builds the index anew from the whole history. No file is lost."),
  INDEX_REBUILT(
      "It was damaged, gone or of another version, and came from the storage again. No file was lost. Removals that waited for your answer wait no longer: those files are there again."),
  STORAGE_LOST_FILES(
      "What this computer has of them was sent again. It does not have the present version of {0} files, of which {1} is one: another device that has them sends them again within a day while it watches, or at once by tidelock verify --repair. What no device has any more is given up by tidelock undo --lost."),
  STORAGE_LOST_OBJECT(
      "{0} is missing or altered, and this computer cannot put it back. Files are not affected. tidelock verify says what is wrong; an object of another device is put back by that device."),
  STORAGE_LOST_MUCH(
      "{0} of its objects are missing or altered, and nothing was sent again yet. If a drive or a folder of the storage is not all there, bring it back. If they are gone for good, tidelock verify --repair sends again what this computer has. The files here are as they were."),
  MIRROR_BEHIND(
      "It lacks something since {0}. It is tried again by itself, and syncing goes on without it."),
  MIRROR_LACKS(
      "{0} objects cannot be copied, of which {1} is one: the vault's storage does not have them as they were written, or something else lies in their place. tidelock mirror tells of each."),
  MIRROR_SHOWS_NEWER(
      "The second copy has {0}, which a device of yours has signed, and the vault's storage does not have it. That was set back, or one of your devices has moved to the copy. If none has, compare the fingerprint with your other devices, and ask who runs the storage."),
  MIRROR_SHOWS_OTHER(
      "The second copy and the vault's storage have different objects {0}, both signed by one of your devices. If you did not copy that device or put it back from a backup, somebody shows your devices different states: compare the fingerprint with your other devices."),
  SENT_WHEN_STILL("It is sent when it holds still."),
  TRIED_AGAIN("Another program keeps it from being read. It is tried again; close it there."),
  RAISE_LIMIT(
      "The system watches no more folders, so changes here are noticed within 2 minutes instead of at once. Nothing is lost. On Linux the limit is fs.inotify.max_user_watches: raise it with sudo sysctl fs.inotify.max_user_watches=1048576; Tidelock tries again within an hour."),
  CHANGED_SILENTLY(
      "Its bytes are others now, though its size and its times are as before. That was recorded as a new version. Some programs write so, for instance encrypted containers; a failing drive does it, too. If no program did it, restore the version before and check the drive."),
  LOOKED_AT_NOW_AND_THEN(
      "The system does not tell of changes in this folder, as on network drives, so they are noticed within 2 minutes instead of at once. Nothing is lost."),
  REPORT_MISTAKE(
      "Until both see the same again, nothing is removed from this folder. Please report this: it is a mistake of Tidelock."),
  IF_NOT_YOURS(
      "If it is not yours, somebody has your passphrase or recovery kit and can read the vault: remove it, and replace both, with tidelock devices remove --stolen."),
  ADDED_BY_OLD_SECRETS(
      "It was added with a passphrase or recovery kit that was replaced at the same time, or before. If it is yours, add it again with the new one; if not, somebody has the old one, which opens nothing any more."),
  SET_BY_OLD_SECRETS(
      "All secrets were replaced at the same time, or before; what opens the vault is what was set then. If nobody of yours did this, somebody has the old secrets, which open nothing any more."),
  DELETION_HELD(
      "They are gone from this folder. Nothing was deleted on other devices; everything else is synced. tidelock hold undo {0} brings them back, tidelock hold approve {0} deletes them everywhere."),
  REMOVAL_HELD(
      "Another device has deleted them. They are still in this folder; everything else is synced. tidelock hold undo {0} keeps them, for all devices, tidelock hold approve {0} moves them to the trash here."),
  REWRITE_HELD(
      "They were rewritten in this folder within minutes and no longer look like what they are called. Nothing of that was sent; everything else is synced. If it was not you, end what does it first. tidelock hold undo {0} brings the vault's versions back and keeps these in the trash, tidelock hold approve {0} sends them."),
  REPLACEMENT_HELD(
      "Another device has rewritten them within minutes, and they look encrypted. They are as they were in this folder; everything else is synced. tidelock hold undo {0} keeps them, for all devices, tidelock hold approve {0} takes the others over."),
  TRY_THE_KIT(
      "Paper gets lost, and a kit is of use only as long as you can find it and it opens the vault. Test it: in the window under Security, or while that is closed with tidelock drill --recovery-key. Nothing is changed by that."),
  SAVE_AND_CONFIRM(
      "Without it a forgotten passphrase means that the vault cannot be opened. If it is not saved or not confirmed, make and confirm a new one: in the window, or while that is closed with tidelock recovery-kit FILE.");

  private final String english;

  Body(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
