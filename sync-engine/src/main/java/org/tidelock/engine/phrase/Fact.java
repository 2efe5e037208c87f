package org.tidelock.engine.phrase;

/// Why a path is, or is not, synced: one fact a sentence.
public enum Fact implements Phrase {
  THE_FOLDER("It is the folder {0} itself."),
  FOLDER_UNREACHABLE("It cannot be looked at: the folder {0} is not there, or is not readable."),
  HERE("It is on this computer, in {0}."),
  NOT_HERE("It is not on this computer, in {0}."),
  NO_FILE_FOLDER_OR_LINK(
      "It is neither a file nor a folder nor a link, and such things are not synced."),
  NOT_SEEN_YET("No round has seen it yet: the next one compares it with the vault."),
  CHANGED_SINCE("It was changed since the last round: the next one records that."),
  AS_LAST_SEEN("It is as the last round saw it."),
  NOT_LEFT_OUT("No ignore pattern leaves it out."),
  LEFT_OUT("The ignore pattern {0} leaves it out on this computer."),
  LEFT_OUT_WITH("The ignore pattern {0} leaves out {1}, and so all that is in it."),
  NOT_CHOSEN("Selective sync leaves it out on this computer; the vault has it."),
  NEVER_THERE("The vault has nothing at this place, and never had."),
  DELETED("It was deleted on {0}, {1}, and can be restored."),
  IN_VAULT("The vault has it: {0}, recorded on {1}."),
  IN_VAULT_SINCE("The vault has it: {0}, recorded on {1}, {2}."),
  FOLDER_IN_VAULT("The vault has this folder."),
  CONFLICT_COPY("It is the version of {0} of {1}, which was changed in two places at once."),
  DELETION_WAITS(
      "It is gone from this computer with very many others; whether to delete it elsewhere waits for your answer."),
  REMOVAL_WAITS(
      "Another device has deleted it with very many others; whether to remove it here waits for your answer."),
  REWRITE_WAITS(
      "It was rewritten on this computer with very many others and looks encrypted; whether to send that waits for your answer."),
  REPLACEMENT_WAITS(
      "Another device has rewritten it with very many others, and it looks encrypted there; whether to take that over waits for your answer."),
  NOT_HERE_YET("What the vault has is not on this computer yet."),
  NOT_SENT("This computer has not sent that yet: the storage has not confirmed it."),
  CONFIRMED("The storage has confirmed it."),
  DEVICE_KNOWS("{0} knows of it."),
  THIS_DEVICE_KNOWS("{0} (this device) knows of it."),
  DEVICE_SILENT(
      "{0} has not said that it knows of it: it wrote last {1}, and a device says what it knows with its next change."),
  PAUSED("Syncing in the background is paused."),
  OPEN("Open: {0}. {1} [{2}]"),
  OPEN_ABOVE("Open, of {0}, which it is in: {1}. {2} [{3}]"),
  OPEN_OF_ALL("Open, of the vault as a whole: {0}. {1} [{2}]"),
  NOTHING_OPEN("Nothing about it is open.");

  private final String english;

  Fact(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
