package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Stories in which something did not hold once, as the simulator wrote them.
final class KeptStoriesTest {
  private static void holds(Story story) {
    assertThat(SimWorld.live(story)).isEmpty();
  }

  /// Read within the tick in which it got an old time, a file was taken for one that cannot change without a trace.
  @Test
  void aFileWhoseTimeWasSetBackIsReadAgain() {
    holds(
        new Story(
            202982126L,
            List.of(Drive.OLD_MAC, Drive.OLD_MAC),
            List.of(
                new Event.Act(0, new Deed.Write("a", 10, 6000)),
                new Event.Sync(
                    0,
                    List.of(),
                    List.of(
                        new Event.During(3, new Event.Act(0, new Deed.Touch("a", 1000000014L))))),
                new Event.Act(0, new Deed.Patch("a", 22)),
                new Event.Peace())));
  }

  /// Without file numbers, a file that took the place of another one of the same size and time was removed in its stead.
  @Test
  void aFileThatLooksLikeTheOneToBeRemovedStays() {
    holds(
        new Story(
            632599040L,
            Collections.nCopies(6, Drive.STICK),
            List.of(
                new Event.Sync(4, List.of(), List.of()),
                new Event.Act(0, new Deed.Write("y ", 2, 0)),
                new Event.Act(2, new Deed.Write("x.", 5, 0)),
                new Event.Act(4, new Deed.Write("x.", 6, 0)),
                new Event.Peace(),
                new Event.Act(5, new Deed.Rename("y", "b")),
                new Event.Sync(5, List.of(), List.of()),
                new Event.Sync(
                    2,
                    List.of(),
                    List.of(
                        new Event.During(
                            33,
                            new Event.Act(
                                2, new Deed.Rename("x (devE, 2026-06-03, b3b9)", "y "))))),
                new Event.Peace())));
  }

  /// Not seen as a change of what it was put over.
  @Test
  void aFileIsPutOverOneThatLooksTheSame() {
    holds(
        new Story(
            1L,
            List.of(Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(0, new Deed.Write("a", 1, 0)),
                new Event.Act(0, new Deed.Write("b", 2, 0)),
                new Event.Peace(),
                new Event.Act(0, new Deed.Rename("a", "b")),
                new Event.Peace())));
  }

  /// The engine looked at the folder that it was taken from before it looked at the one that it was put into.
  @Test
  void aFileIsPutOverOneThatLooksTheSameInAnotherFolder() {
    holds(
        new Story(
            1L,
            List.of(Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(0, new Deed.MakeFolder("p")),
                new Event.Act(0, new Deed.MakeFolder("q")),
                new Event.Act(0, new Deed.Write("p/a", 1, 0)),
                new Event.Act(0, new Deed.Write("q/b", 2, 0)),
                new Event.Peace(),
                new Event.Act(0, new Deed.Rename("p/a", "q/b")),
                new Event.Sync(0, List.of("p"), List.of()),
                new Event.Peace())));
  }

  /// Every tenth look asks each writer for more than its head says: that is no unrest.
  @Test
  void fiveDevicesComeToRestThoughOneOfThemProbes() {
    holds(
        new Story(
            887098325L,
            Collections.nCopies(5, Drive.WINDOWS),
            List.of(
                new Event.Sync(3, List.of(), List.of()),
                new Event.Act(3, new Deed.Write("d", 3, 0)),
                new Event.Sync(4, List.of(), List.of()),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Sync(1, List.of(), List.of()),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Peace(),
                new Event.Act(4, new Deed.Write("y ", 9, 0)),
                new Event.Act(2, new Deed.Write("c", 10, 70000)),
                new Event.Sync(1, List.of(), List.of()),
                new Event.Sync(1, List.of(), List.of()),
                new Event.Sync(3, List.of(), List.of()),
                new Event.Act(0, new Deed.Write("a", 17, 0)),
                new Event.Peace())));
  }

  /// As before, and a look at the heads and the header beside.
  @Test
  void fiveDevicesComeToRestThoughOneOfThemProbesAndReadsAgain() {
    holds(
        new Story(
            403354999L,
            List.of(Drive.STICK, Drive.LINUX, Drive.MAC, Drive.LINUX, Drive.OLD_MAC),
            List.of(
                new Event.Act(1, new Deed.Write("a:b", 8, 0)),
                new Event.Peace(),
                new Event.SetClock(2, 269985723L),
                new Event.Restart(0),
                new Event.PowerCut(3, 446651L),
                new Event.Act(2, new Deed.Write("A", 19, 0)),
                new Event.Peace())));
  }

  /// It was left out, because the vault's file of this name, which lies under a marked one here, was taken for one beside it.
  @Test
  void aFileTakesTheNameOfAMarkedOne() {
    holds(
        new Story(
            33273405L,
            List.of(Drive.MAC, Drive.LINUX, Drive.OLD_MAC),
            List.of(
                new Event.Act(0, new Deed.Link("e.txt", "d")),
                new Event.Act(2, new Deed.Write("E.TXT", 4, 0)),
                new Event.Act(0, new Deed.Write("A", 5, 0)),
                new Event.Peace(),
                new Event.Act(0, new Deed.Rename("A", "E.TXT")),
                new Event.Peace())));
  }

  /// It could not be read just then, and was not suspected any more later.
  @Test
  void aFileIsPutOverOneThatLooksTheSameAndIsInUse() {
    holds(
        new Story(
            1007L,
            List.of(Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(0, new Deed.Write("a", 1, 0)),
                new Event.Act(0, new Deed.Write("b", 2, 0)),
                new Event.Peace(),
                new Event.Act(0, new Deed.Rename("a", "b")),
                new Event.InUse(0, "b"),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Peace())));
  }

  /// A new process had forgotten how the missing one looked.
  @Test
  void aFileIsPutOverOneThatLooksTheSameBeforeARestart() {
    holds(
        new Story(
            1L,
            List.of(Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(0, new Deed.Write("p/a", 1, 0)),
                new Event.Act(0, new Deed.Write("q/b", 2, 0)),
                new Event.Peace(),
                new Event.Act(0, new Deed.Rename("p/a", "q/b")),
                new Event.Sync(0, List.of("p"), List.of()),
                new Event.Restart(0),
                new Event.Peace())));
  }

  /// It was told each time that the storage has another object of its own, and sent nothing any more.
  @Test
  void aCopyOfADeviceThatLosesARaceGoesOn() {
    holds(
        new Story(
            2010L,
            List.of(Drive.LINUX, Drive.LINUX),
            List.of(
                new Event.Act(0, new Deed.Write("e.txt", 17, 0)),
                new Event.Act(0, new Deed.Link("c", "a")),
                new Event.Clone(1, 0),
                new Event.Sync(
                    1,
                    List.of(),
                    List.of(new Event.During(40, new Event.Sync(0, List.of(), List.of())))),
                new Event.Peace())));
  }

  /// Where looks do not tell files apart, nothing was replaced by the vault's versions, for good.
  @Test
  void scrambledFilesAreReplacedWhereLooksDoNotTell() {
    holds(
        new Story(
            770030030L,
            List.of(Drive.STICK, Drive.OLD_MAC),
            List.of(
                new Event.Act(0, new Deed.WriteMany("c", 5, 12)),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Act(0, new Deed.Scramble("c", 22)),
                new Event.Peace())));
  }

  /// Without file numbers a folder was read as if it were a file, after it had been moved: that failed, and it stayed under its temporary name.
  @Test
  void aFolderWithoutANumberIsMoved() {
    holds(
        new Story(
            31L,
            List.of(Drive.LINUX, Drive.STICK),
            List.of(
                new Event.Act(1, new Deed.MakeFolder("e.txt")),
                new Event.Peace(),
                new Event.Act(0, new Deed.Rename("e.txt", "a")),
                new Event.Act(1, new Deed.Write("a/a", 7, 0)),
                new Event.Peace())));
  }

  /// What waited for an answer filled each portion, and a file that is to be read again was recorded with each of them: the round went on for ever.
  @Test
  void aRoundEndsThoughMuchWaitsForAnAnswer() {
    holds(
        new Story(
            4L,
            List.of(Drive.STICK),
            List.of(
                new Event.Act(0, new Deed.WriteMany("d", 1, 110)),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Pass(60_000L),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Act(0, new Deed.Scramble("", 2)),
                new Event.Act(0, new Deed.Write("x", 3, 0)),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Peace())));
  }

  /// A file that was left out was put over one that looked the same. When the rule went the base forgot that anything was missing, and with it what to read.
  @Test
  void aFileThatWasLeftOutIsPutOverOneThatLooksTheSame() {
    holds(
        new Story(
            300285L,
            List.of(Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(1, new Deed.Write("e.txt", 4, 0)),
                new Event.Act(0, new Deed.Write("e.txt", 5, 0)),
                new Event.Act(0, new Deed.Rename("e.txt", "a")),
                new Event.Peace(),
                new Event.IgnoreEverywhere(0, "/a"),
                new Event.Sync(1, List.of(), List.of()),
                new Event.Act(1, new Deed.Rename("a", "e.txt")),
                new Event.Peace())));
  }

  /// And the reverse: when the rule went, what was put there was taken for what had been there, and lost on all other devices.
  @Test
  void aFileIsPutOverOneThatLooksTheSameAndIsLeftOut() {
    holds(
        new Story(
            300382L,
            List.of(Drive.STICK, Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(2, new Deed.Write("e.txt", 1, 0)),
                new Event.Act(0, new Deed.Write("a", 2, 0)),
                new Event.Peace(),
                new Event.Ignore(0, "/e.txt"),
                new Event.Act(0, new Deed.Rename("a", "e.txt")),
                new Event.Peace())));
  }

  /// Undoing one side of a conflict of three took away another person's side with it.
  @Test
  void theThirdSideOfAConflictOutlivesAnUndo() {
    holds(
        new Story(
            600449L,
            List.of(Drive.LINUX, Drive.WINDOWS, Drive.WINDOWS, Drive.MAC, Drive.MAC),
            List.of(
                new Event.Act(3, new Deed.Write("A", 8, 0)),
                new Event.Peace(),
                new Event.Act(4, new Deed.Write("a", 10, 0)),
                new Event.Act(1, new Deed.Save("A", 13, 6000)),
                new Event.Act(2, new Deed.Write("A", 14, 0)),
                new Event.Act(1, new Deed.Copy("A", "y ")),
                new Event.Sync(
                    0,
                    List.of(),
                    List.of(new Event.During(4, new Event.Sync(2, List.of(), List.of())))),
                new Event.Sync(
                    1,
                    List.of(),
                    List.of(
                        new Event.During(194, new Event.Sync(4, List.of(), List.of())),
                        new Event.During(48, new Event.Act(1, new Deed.Write("e.txt", 20, 0))))),
                new Event.UndoBatch(1, 0, List.of()),
                new Event.Peace())));
  }

  /// Its drive was pulled between the removal of what the folder notes and the new note: the folder was told to come from a backup.
  @Test
  void aNoteThatIsReplacedIsNeverGone() {
    holds(
        new Story(
            5006L,
            List.of(Drive.OLD_MAC, Drive.WINDOWS),
            List.of(
                new Event.Act(0, new Deed.Write("a", 2, 0)),
                new Event.Sync(0, List.of(), List.of()),
                new Event.Watch(1, 3000L, List.of()),
                new Event.Act(1, new Deed.Write("a", 14, 0)),
                new Event.Sync(1, List.of(), List.of(new Event.During(60, new Event.Unplug(1)))),
                new Event.Peace())));
  }

  /// What is undone while a rule leaves it out stays on the disk until the rule goes.
  @Test
  void whatIsUndoneAndLeftOutGoesWhenItIsNotLeftOutAnyMore() {
    holds(
        new Story(
            710145L,
            List.of(Drive.LINUX, Drive.LINUX, Drive.LINUX),
            List.of(
                new Event.IgnoreEverywhere(2, "*.txt"),
                new Event.Act(1, new Deed.WriteMany("b", 4, 3)),
                new Event.UndoSince(1, 1, 20L, List.of()),
                new Event.Peace())));
  }

  /// On a device that works in portions the outer folder was missing for ever.
  @Test
  void foldersAreTurnedInsideOut() {
    holds(
        new Story(
            720463L,
            List.of(Drive.LINUX, Drive.LINUX, Drive.LINUX, Drive.LINUX),
            List.of(
                new Event.Act(3, new Deed.MakeFolder("x./d")),
                new Event.Peace(),
                new Event.Act(1, new Deed.Rename("x./d", "CON")),
                new Event.Act(1, new Deed.Rename("x.", "CON/E.TXT")),
                new Event.Peace())));
  }

  /// They were read again by the device that had just received them, as it had seen them in the moment in which it wrote them, and held there as rewritten.
  @Test
  void manyFilesThatLookEncryptedArriveAndAreNotHeld() {
    holds(
        new Story(
            731236L,
            List.of(Drive.MAC, Drive.MAC),
            List.of(
                new Event.Watch(1, 60000L, List.of()),
                new Event.Act(1, new Deed.WriteMany("c", 9, 44)),
                new Event.Act(1, new Deed.Scramble("c", 10)),
                new Event.Peace())));
  }

  /// On a drive without file numbers it was taken for the one that had been there, only spelled otherwise.
  @Test
  void aFileIsRenamedOverOneThatLooksTheSameButForItsSpelling() {
    holds(
        new Story(
            741460L,
            List.of(Drive.STICK, Drive.STICK),
            List.of(
                new Event.Act(1, new Deed.Write("d", 2, 0)),
                new Event.Act(1, new Deed.Write("e.txt", 6, 0)),
                new Event.Peace(),
                new Event.Act(1, new Deed.Rename("d", "E.TXT")),
                new Event.Peace())));
  }
}
