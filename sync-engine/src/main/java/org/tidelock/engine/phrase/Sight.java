package org.tidelock.engine.phrase;

import java.util.EnumSet;
import java.util.List;

/// What whoever runs the storage sees, and what not: parts of a list, without a capital and a full stop.
public enum Sight implements Phrase {
  A_VAULT(
      "that this is a vault of Tidelock: the names of the objects and their first bytes say so"),
  OBJECTS("{0} objects with {1} in all, and the length of each"),
  PACKS("{0} packs with parts of files, each filled up to one of a few lengths"),
  SEGMENTS(
      "{0} records of changes, in lengths of 4, 16, 64 or 256 KiB or more; how many changes are in one it cannot see"),
  TIMES("when each object came: so when, how often and about how much you change"),
  DEVICES(
      "how many devices there are (keys for {0} lie here) and which of them wrote each record, by random numbers that stand for them"),
  MEMBERSHIP(
      "that a device was added or removed, or the passphrase or the recovery key was changed, when that happens"),
  READING("which objects your devices fetch, and which of them together"),
  ACCOUNT(
      "what every storage sees: your account with it, the internet address of your devices, and how they reach it"),
  NO_CONTENT("what is in your files: not their bytes, not their kind"),
  NO_NAMES("the names of files and folders, how long they are, and which folder holds what"),
  NO_COUNT("how many files and folders there are"),
  NO_SIZES(
      "how large a file is: files share packs, and packs are filled up to a few sizes; only the total of one large upload shows, to about one part in a hundred"),
  NO_CHANGE_TIMES("when a file was changed, and by what program"),
  NO_PLACES("where in a file something was changed: changed parts come as new packs among others"),
  NO_EQUALITY(
      "whether two files are equal, in this vault or in another one; when you add a copy of what the vault has, only little arrives"),
  NO_ACTIONS("what you renamed, moved, deleted, restored or searched for"),
  NO_OWN_NAMES(
      "the name of the vault, and the names of your devices, of your user account on them and of your folders"),
  NO_KEYS("your passphrase, your recovery key, and any key that opens something");

  private final String english;

  Sight(String english) {
    this.english = english;
  }

  /// What it never sees, whatever there is.
  public static List<Said> hidden() {
    return EnumSet.range(NO_CONTENT, NO_KEYS).stream().<Said>map(Sight::of).toList();
  }

  @Override
  public String english() {
    return english;
  }
}
