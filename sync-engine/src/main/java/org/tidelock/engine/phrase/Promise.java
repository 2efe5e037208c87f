package org.tidelock.engine.phrase;

/// What a storage keeps of what an object store has to promise, as it was tried out.
public enum Promise implements Phrase {
  COMES_BACK("What is stored comes back as it was."),
  ALTERED("What is stored comes back altered."),
  LOST("What it says it has stored is not there."),
  RANGES("A part of an object can be read alone."),
  WRONG_RANGES("Of an object, it gives other parts than those asked for."),
  REFUSES("A name that exists is refused, and keeps what it has."),
  WOULD_OVERWRITE("It would overwrite a name that exists, so that Tidelock looks each time first."),
  OVERWRITES("A name that exists is overwritten, though it must not be."),
  ONE_WINS("Of several who store under one name at the same moment, one wins."),
  SEVERAL_WIN(
      "Of several who store under one name at the same moment, more than one is told that it has won. Tidelock gives no name twice, so that nothing rests on it."),
  NONE_WINS(
      "Of several who store under one name at the same moment, none may win. Tidelock tries again."),
  MIXED(
      "When several store under one name at the same moment, what is there afterwards is none of theirs."),
  CUT_LEAVES_NOTHING("An upload that is cut off leaves nothing."),
  CUT_LEAVES_TEMPORARY(
      "An upload that is cut off leaves a hidden file at most, which is cleared away later."),
  CUT_LEAVES_PART(
      "An upload that is cut off leaves a part, so that Tidelock uploads under another name first, and renames."),
  LISTS("What was stored is in its lists at once."),
  LISTS_LATE("What was stored comes into its lists only after a while."),
  LISTS_NOT("What was stored does not come into its lists."),
  TAKES_FULL("Objects of {0} are taken, the largest that Tidelock makes."),
  TAKES_LESS(
      "Objects of {0} are taken, larger ones are not, so that Tidelock makes none. Syncing is a little slower by that."),
  TAKES_SOME("Objects of {0} are taken; larger ones were not tried, as the line is slow."),
  TAKES_TOO_LITTLE(
      "It does not take objects of {0}. Perhaps the server or a proxy before it limits how much may be sent at once."),
  DELETES("What is deleted is gone."),
  KEEPS_DELETED("What is deleted is still there.");

  private final String english;

  Promise(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
