package org.tidelock.engine.phrase;

/// What did not change and what is kept when something went wrong.
public enum Safe implements Phrase {
  NOTHING_CHANGED("Nothing was changed."),
  NOTHING_OVERWRITTEN("Nothing was overwritten, and your files are untouched."),
  NOTHING_HERE_CHANGED("Nothing on this computer was changed."),
  NOTHING_UNVERIFIED_USED("Nothing on this computer was changed, and nothing unverified was used."),
  NOTHING_RECEIVED("Nothing was received, and nothing on this computer was changed."),
  NOTHING_DELETED("Nothing was deleted anywhere."),
  NOTHING_LOST("Nothing was lost."),
  FOLDER_AND_VAULT_UNTOUCHED("Your folder and your vault are untouched."),
  FILES_AS_THEY_WERE("Your files are as they were."),
  KEPT_HERE("Your changes are kept here."),
  NOTHING_SENT_THERE("Nothing was sent there, and nothing is lost."),
  OLD_SECRETS_OPEN(
      "The passphrase and the recovery kit until now open the vault, and nothing was removed; a kit that was just saved opens nothing."),
  NEW_SECRETS_OPEN("The new secrets open the vault now, and the old ones do not any more."),
  NEW_PASSPHRASE_OPENS(
      "The new passphrase opens the vault now, and the old one does not any more."),
  IS_REMOVED("The device is removed, and the others hear of it with the next sync."),
  IS_LISTED(
      "Nothing on this computer was changed; but the vault lists this device as {0} already: remove that on another one before it joins again."),
  IS_ADDED("The device is in the vault."),
  EITHER_SECRETS_OPEN(
      "Either the passphrase and the recovery kit until now open the vault, or the new ones do: keep both."),
  MAY_BE_ADDED("The device may be in the vault already, or not; nothing else was changed."),
  MAY_BE_REMOVED("The device may be removed already, or not; nothing else was changed."),
  FILES_STAY_HERE("Your files stay in their folder as they are; nothing is synced any more."),
  SENT_LATER("Your changes are kept here and will be sent later."),
  SENT_WHEN_ONLINE("Your changes are kept here and will be sent when you are online."),
  SENT_WHEN_THERE_IS_ROOM("Your changes are kept here and will be sent when there is room."),
  OTHERS_UP_TO_DATE(
      "Nothing of it was used. Files that do not need it are up to date; the others are as they were."),
  SECRET_OPENS("What you gave opens the vault, and nothing was changed."),
  OLD_KIT_OPENS("The old recovery kit still opens the vault."),
  NEW_KIT_OPENS("The new recovery kit opens the vault, and the old one may, too."),
  PASSPHRASE_OPENS(
      "The passphrase opens the vault. The old recovery kit does not any more, and the new one may not."),
  LEFT_ALONE("It was left alone, and the vault keeps the file."),
  ONE_OTHER_ARRIVED("One other file is there, and nothing was overwritten."),
  OTHERS_ARRIVED("{0} other files are there, and nothing was overwritten."),
  VERIFIED_IS_KEPT(
      "This device keeps what it has verified; everything else was verified and synced."),
  NO_FILE_RESTS_ON_IT("No file rests on it; everything else was verified and synced.");

  private final String english;

  Safe(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
