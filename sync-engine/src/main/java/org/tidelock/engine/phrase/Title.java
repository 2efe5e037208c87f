package org.tidelock.engine.phrase;

/// What an issue is called, without a full stop.
public enum Title implements Phrase {
  CHANGED_ON_TWO("Changed on two devices"),
  NO_PERMISSION("No permission to read"),
  CANNOT_BE_READ("Cannot be read"),
  NOT_A_FILE("Not a file"),
  LINK_OUT("The link leads out of the folder"),
  NAME_NOT_STORED("This name cannot be stored"),
  NAMES_CLASH("Two names differ only in how letters are composed"),
  TOO_LARGE("The file is too large"),
  OTHER_DRIVE("Another drive is mounted here"),
  KEEPS_CHANGING("The file keeps changing"),
  CANNOT_BE_BROUGHT("Cannot be brought here"),
  FOLDER_STAYS("The folder stays here"),
  FOLDER_PUT_BACK("The folder was put back from a backup"),
  NOT_CHOSEN("The vault has something else here, not chosen for this computer"),
  IN_USE("A program is using the file"),
  PLACED_WAITS("This folder waits; everything else is synced"),
  PLACED_NO_MORE("This folder is not synced any more"),
  HIDDEN("A folder of this name lies elsewhere on this computer"),
  CHANGED_SILENTLY("Changed without a trace"),
  TOO_MANY_FOLDERS("Too many folders to watch"),
  CHANGES_NOT_TOLD("Changes are noticed late"),
  TREES_DIFFER("Two devices see different trees"),
  DEVICE_ADDED("The device {0} was added to the vault"),
  DEVICE_NOT_ADDED("The device {0} does not belong to the vault"),
  SECRET_NOT_SET("A passphrase or recovery kit that was set does not open the vault"),
  STORAGE_SILENT("The storage does not answer"),
  STORAGE_SLOW("The storage limits the speed"),
  STORAGE_TAKES_LESS("The storage does not take objects of this size"),
  OFFLINE("No connection"),
  NETWORK_ASKS("This network asks you to sign in"),
  PROXY_REFUSES("The proxy refused the connection"),
  STORAGE_FULL("The storage is full"),
  STORAGE_REFUSES("The storage refuses access"),
  STORAGE_SIGN_IN("User name or password not accepted"),
  STORAGE_SIGN_IN_ENDED("The sign-in to the storage has ended"),
  SERVER_UNKNOWN("The server's certificate is not known"),
  SERVER_CHANGED("The server's key has changed"),
  DELETION_HELD("Stopped before deleting {0} files"),
  REMOVAL_HELD("Stopped before removing {0} files here"),
  REWRITE_HELD("Stopped before sending {0} files that look encrypted"),
  REPLACEMENT_HELD("Stopped before replacing {0} files here"),
  STORAGE_LOST("The storage has lost parts of the vault"),
  MIRROR_BEHIND("The second copy is behind"),
  MIRROR_CONTRADICTS("The two storages of the vault do not agree"),
  OLD_HISTORY("Older history cannot be fetched"),
  CHECKPOINT_REFUSED("A checkpoint of the vault is not what it should be"),
  CHECKPOINT_DIFFERS("This device began with a checkpoint that is not true"),
  INDEX_REBUILT("The profile's index was built anew"),
  KIT_NOT_CONFIRMED("The recovery kit is not confirmed"),
  KIT_NOT_TRIED("The recovery kit was not tested for half a year");

  private final String english;

  Title(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
