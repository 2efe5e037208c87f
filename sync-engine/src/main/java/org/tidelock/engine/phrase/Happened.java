package org.tidelock.engine.phrase;

/// What has gone wrong, in one sentence with its full stop. `{0}` alone stands for the words of whatever found it.
public enum Happened implements Phrase {
  OTHER_OBJECT_OF_OURS(
      "The storage has another object under a name that only this device writes: {0}."),
  FOLDER_AND_STORAGE_IN_EACH_OTHER("The folder and the storage lie in each other: {0} and {1}."),
  PROFILE_IN_FOLDER("The profile of this device lies in the folder: {0}."),
  FOLDER_SYNCED_ALREADY(
      "Another profile of this computer keeps this folder in sync already: {0}, with the profile {1}."),
  FOLDERS_IN_EACH_OTHER("Two synced folders would lie in each other: {0} and {1}."),
  PLACED_ELSEWHERE(
      "The folder {0} lies on another drive than the vault's folder, or takes names in another way."),
  PLACED_ALREADY("The vault's folder {0} lies elsewhere on this computer already: {1}."),
  NOT_PLACED("No folder of the vault lies at {0}."),
  NO_FOLDER_NAME("A folder of the vault cannot have the name {0}."),
  NAME_LEFT_OUT("An ignore pattern leaves out the name {0}."),
  NAME_OF_A_FILE("The vault has a file of the name {0}."),
  NAME_TAKEN_HERE("Something that is not synced lies under the name {0} in the vault's folder."),
  NOT_PUT_AWAY("The vault's folder {0} could not be taken out of its place on this computer."),
  ONLY_THIS_CHOSEN("Nothing else of the vault is chosen for this computer."),
  WHOLE_HOME(
      "A whole home folder cannot be synced, as programs keep in it what belongs to this computer: {0}."),
  SYSTEM_FOLDER("A folder of the system cannot be synced: {0}."),
  FOLDER_IN_PROFILE("The folder lies in the profile of this device."),
  PLACE_IN_STORAGE("The place lies in the storage of the vault: {0}."),
  FOLDER_NOT_MADE("The folder cannot be made: {0}."),
  NOT_A_FOLDER("{0} is not a folder."),
  FOLDER_NOT_EMPTY("The folder is not empty: {0}."),
  OUR_OWN_FOLDER("Tidelock keeps its own things in {0}."),
  INCOMPLETE("Not everything could be brought: {0}. {1}"),
  INCOMPLETE_WITH_MORE("Not everything could be brought: {0} and {1} more. {2}"),
  NO_STORAGE_URL("{0}"),
  NO_SERVER_KEY("{0}"),
  STORAGE_NOT_MADE("The storage folder cannot be made: {0}."),
  STORAGE_NOT_WRITABLE("The storage folder cannot be written: {0}."),
  STORAGE_NOT_READABLE("The storage folder cannot be read: {0}."),
  STORAGE_NOT_EMPTY("The storage folder is not empty."),
  STORAGE_UNFIT("A vault would not be safe in this storage: {0}"),
  STORAGE_HAS_VAULT("There is a vault in this storage already."),
  STORAGE_HAS_NO_VAULT("There is no vault in this storage."),
  VAULT_GONE("The vault is gone from its storage: the object `vault` is not there."),
  MIRROR_NONE("This device keeps no second copy of the vault."),
  MIRROR_LACKS("The second copy lacks {0} objects that this device knows of, of which {1} is one."),
  MIRROR_LACKS_FILES(
      "The second copy lacks parts of {0} files that are not in the folder here, of which {1} is one, and the vault's storage cannot be used."),
  MIRROR_ALREADY("This device keeps a second copy of the vault already: {0}."),
  MIRROR_IS_MAIN("This is the vault's own storage: {0}."),
  MIRROR_TAKES_LESS(
      "The storage takes objects of {0} at most, and a second copy of this vault needs some of {1}."),
  MIRROR_NOT_EMPTY("Something that is no copy of this vault lies at the place."),
  STORAGES_IN_EACH_OTHER(
      "The vault's storage and the second copy would lie in each other: {0} and {1}."),
  ALREADY_RUNNING("Tidelock is already running with this profile."),
  SETTINGS_NOT_READABLE("This profile's settings cannot be read."),
  PROFILE_FILE_NOT_READABLE("The profile file {0} cannot be read."),
  PROFILE_NOT_WRITABLE("The profile cannot be written."),
  PROFILE_HAS_VAULT("This profile has a vault already."),
  PROFILE_HAS_NO_VAULT("There is no vault in this profile yet."),
  PROFILE_LOCKED("This profile is locked."),
  KIT_CANNOT_UNLOCK(
      "The recovery kit cannot unlock this profile: an earlier version of Tidelock has set it up."),
  NO_SUCH_HOLD("Nothing waits for an answer under {0}."),
  NO_CONFLICT("Nothing else wants to be at {0}."),
  SEVERAL_OTHERS("There are {0} others."),
  FOLDER_HAS_THE_NAME("A folder in {0} has this name, which a file cannot have then."),
  NO_SUCH_BATCH("There is no batch of changes {0}."),
  NOTHING_OF_DEVICE("Nothing is known of a device {0}."),
  NO_KEYCHAIN("This version cannot keep the profile's key in the system's keychain."),
  NOTHING_TO_SEAL_UNDER(
      "A device that joins by recovery key has no passphrase to seal its own key under."),
  JOIN_NOT_CONFIRMED("The join was not confirmed."),
  NO_VAULT_NAME("A vault's name has 1 to 255 bytes and no control characters."),
  DEVICE_NAME_TOO_LONG("A device's name has at most {0} bytes."),
  FOLDER_GONE("The folder cannot be found: {0}."),
  FOLDER_EMPTIED("Everything in the folder is gone: {0}."),
  MARKER_GONE("The folder is not marked as the synced one any more: {0} is missing."),
  FOLDER_NOT_RECOGNISED(
      "The folder does not look like the one that was synced: of {1} files, {0} are in it as they were. It is {2}."),
  FOLDER_IN_USE("The folder is marked, and needs no decision: {0}."),
  FOLDER_OF_OTHER_VAULT("The folder belongs to another vault: {0}."),
  STORAGE_FULL("{0}"),
  STORAGE_FORBIDS("{0}"),
  STORAGE_SIGN_IN("{0}"),
  STORAGE_SIGN_IN_ENDED("{0}"),
  STORAGE_UNTRUSTED("{0}"),
  CERTIFICATE_UNKNOWN("{0} The fingerprint of that certificate is {1}; it ends {2}."),
  CERTIFICATE_CHANGED(
      "The server's certificate has changed: its key is not the one that was trusted. It may have been renewed, or somebody is in between. The fingerprint of the new certificate is {0}."),
  HOST_KEY_NEW("{0}"),
  HOST_KEY_CHANGED("{0}"),
  STORAGE_BUSY("{0}"),
  STORAGE_TAKES_LESS("{0}"),
  STORAGE_OFFLINE("{0}"),
  STORAGE_PAGE("{0}"),
  STORAGE_PROXY("{0}"),
  STORAGE_TROUBLE("{0}"),
  NEW_KIT_DOES_NOT_OPEN(
      "The storage did not keep the new recovery kit as it was sent, so that it would not open the vault."),
  OBJECT_MISSING("{0}"),
  OBJECT_TOO_LARGE("{0}"),
  OBJECT_ALTERED("{0}"),
  OBJECT_OLDER("{0}"),
  OBJECT_FORKED("{0}"),
  OBJECT_NEWER_FORMAT("{0}"),
  OBJECT_OF_OTHER_VAULT("{0}"),
  WRONG_SECRET(
      "This passphrase or recovery key does not open the vault, or the stored key slot is damaged."),
  KIT_OF_OTHER_VAULT(
      "These 24 words are those of a recovery kit, but not of this vault, which has had one kit only."),
  KIT_REPLACED(
      "These 24 words do not open this vault: they are those of a recovery kit from before {0}, when a new one was made, or of another vault."),
  OLDER_HISTORY_COMING(
      "Older history of the vault is still being fetched: {0} records of changes are not here yet."),
  HISTORY_BEING_COMPARED(
      "The older history of the vault is here, and is still being compared with what this device began with."),
  PART_MISSING("A part of the vault is missing in the storage: {0}."),
  PACK_MISSING("{0}"),
  PACK_DAMAGED("{0}"),
  OLDER_STATE("Your storage shows an older state than before: {0} is gone."),
  TOO_MANY_OBJECTS("The storage has more than {0} objects in {1}/, which cannot be right."),
  NOT_WHAT_ITS_NAME_SAYS("{0}: It is not what its name says."),
  LARGER_THAN_ANY("{0}: It is larger than any such object."),
  WRONG_LENGTH("{0}: It is {1} bytes long, but should be {2}."),
  OTHER_BYTES("{0}: Its bytes are not those that were written."),
  IMPOSSIBLE_COMMIT("{0}: {1}."),
  NOT_A_MEMBER("{0}: it was written by a device that is not a member of the vault."),
  SAME_PASSPHRASE(
      "This passphrase opens the vault already, so somebody who has it would still get in."),
  NO_CODE("This is no code as a new device shows it."),
  NOBODY_WAITS("No device waits with this code in the storage of this vault."),
  SHOWN_OTHER_VAULT("The storage has shown another vault to the device {0}."),
  OTHER_APPLICANT("Another device than before asks with this code."),
  NOT_LET_IN("No device of the vault has let this one in."),
  WORDS_NOT_CONFIRMED("That the other device has shown the same words was not confirmed."),
  NOTHING_OF_ITS_OWN(
      "A device that joins by a code needs a passphrase of its own to seal its key under."),
  NO_SUCH_DEVICE("The vault has no device {0}."),
  REMOVES_ITSELF("This is the device that you are using."),
  REMOVED_ALREADY("The device {0} was removed already."),
  NOT_STORED_AS_SENT("The storage does not show what was sent to it: {0}."),
  OLD_KEY(
      "{0}: its author wrote it under a key that a removed device has, though it knew of that."),
  DEVICE_REMOVED("This device was removed from the vault, {0}."),
  DEVICE_NOT_LISTED(
      "This device does not belong to the vault any more: it was added with a passphrase or recovery kit that was replaced at the same time."),
  NO_KEY(
      "Devices were removed from the vault at the same time on two devices, so there is no key yet that no removed one has."),
  KEY_NOT_GIVEN("The vault has a new key that this device was not given yet."),
  OTHER_SEGMENT("{0}: it names another segment than the one that is known."),
  OTHER_SEGMENT_THAN_SEEN("{0}: another device has seen another segment there."),
  OTHER_STORAGE_NOW("The vault has another storage than when this check began."),
  WRITING_REFUSED("The system does not let Tidelock write here."),
  DISK_FULL("There is not enough space on the disk that holds {0}."),
  FILE_NOT_WRITTEN("A file of the folder could not be written."),
  IN_USE("Another program is using the file."),
  PATH_TOO_LONG("Its name or path is too long for this computer."),
  IN_THE_WAY("Something else is in its place."),
  INDEX_TROUBLE("{0}"),
  INTERRUPTED("The work was interrupted."),
  UNEXPECTED("Something unexpected went wrong."),
  VERSION_AND_TIME("A version and a time exclude each other."),
  TOP_HAS_NO_VERSIONS("The top of the vault has no versions."),
  NO_SUCH_VERSION("There is no version {0} of {1}."),
  NOT_DELETED("{0} is there, so it has to be said what to bring back."),
  TOP_NOT_DELETED("The vault's top is there, so it has to be said what to bring back."),
  NOT_DELETED_ANY_MORE("Nothing of that is deleted any more."),
  NOT_CHOSEN_HERE("{0} is not to be on this device, as you have chosen."),
  NOTHING_AT_THAT_TIME("At that time there was nothing at {0} in the vault."),
  RULES_TOO_LARGE("{0} is too large to be a list of rules."),
  TOP_NOT_CHOSEN("The whole vault cannot be chosen as a part of it."),
  NOTHING_THERE("There is nothing at {0} in the vault."),
  FOLDER_HAS_NO_VERSIONS("{0} is a folder: only files have versions."),
  TOP_IS_A_FOLDER("The top of the vault is a folder: only files have versions."),
  NO_PATTERN("This is no pattern."),
  PATTERN_IS_COMMENT("A line that begins with # is a remark, and leaves nothing out."),
  PATTERN_BRACKET("In {0} a bracket is opened and not closed."),
  NO_SUCH_PATTERN("There is no such pattern: {0}.");

  private final String english;

  Happened(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
