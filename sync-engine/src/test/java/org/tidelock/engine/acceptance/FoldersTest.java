package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Activity;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Device;
import org.tidelock.engine.sim.SimFleet.Operations;

/// Folders that are deleted, moved and turned inside out, by one person and by two.
final class FoldersTest extends FleetFixture {
  /// A folder `d` with two files and a folder in it.
  private void folder() throws Exception {
    twoDevices();
    a.user().write("d/one", "1");
    a.user().write("d/two", "2");
    a.user().write("d/in/three", "3");
    settle();
  }

  @Acceptance(42)
  @Test
  void aNewFileKeepsItsDeletedFolder() throws Exception {
    folder();
    a.user().delete("d");
    b.user().write("d/in/new", "4");
    assertAll(tree("d", "d/in", "d/in/new=4"));
  }

  @Acceptance(42)
  @Test
  void aNewFileKeepsItsDeletedFolderWhoeverIsFirst() throws Exception {
    folder();
    a.user().write("d/in/new", "4");
    b.user().delete("d");
    assertAll(tree("d", "d/in", "d/in/new=4"));
  }

  @Acceptance(43)
  @Test
  void anEditedFileStaysInItsDeletedFolder() throws Exception {
    folder();
    a.user().delete("d");
    b.user().write("d/one", "edited");
    assertAll(tree("d", "d/one=edited"));
    b.user().delete("d");
    a.user().append("d/one", " again");
    assertAll(tree("d", "d/one=edited again"));
  }

  @Acceptance(44)
  @Test
  void aFolderGoesThoughTheOtherDeletedAPart() throws Exception {
    folder();
    a.user().delete("d/in");
    b.user().delete("d");
    assertAll(tree());
  }

  @Acceptance(45)
  @Test
  void aFolderThatIsMovedStaysWithAllThatIsInIt() throws Exception {
    folder();
    a.user().delete("d");
    b.user().rename("d", "e");
    assertAll(tree("e", "e/one=1", "e/two=2", "e/in", "e/in/three=3"));
    a.user().makeFolder("f");
    settle();
    a.user().rename("e", "f/e");
    b.user().delete("e");
    assertAll(tree("f", "f/e", "f/e/one=1", "f/e/two=2", "f/e/in", "f/e/in/three=3"));
  }

  @Acceptance(47)
  @Test
  void aRenamedFolderHasWhatTheOtherEdited() throws Exception {
    folder();
    a.user().rename("d", "e");
    b.user().write("d/one", "edited");
    b.user().rename("d/two", "d/in/two");
    assertAll(tree("e", "e/one=edited", "e/in", "e/in/two=2", "e/in/three=3"));
  }

  @Acceptance(48)
  @Test
  void aFolderThatBothRenameIsOne() throws Exception {
    folder();
    a.user().rename("d", "of a");
    b.user().rename("d", "of b");
    SortedMap<String, String> tree = same();
    String name = tree.firstKey();
    assertThat(name).isIn("of a", "of b");
    assertThat(tree)
        .isEqualTo(
            tree(name, name + "/one=1", name + "/two=2", name + "/in", name + "/in/three=3"));
  }

  @Acceptance(49)
  @Test
  void twoMovesThatMakeACircleAreOne() throws Exception {
    twoDevices();
    a.user().write("a/f", "1");
    a.user().write("b/g", "2");
    settle();
    a.user().rename("a", "b/a");
    b.user().rename("b", "a/b");
    SortedMap<String, String> tree = same();
    assertThat(tree)
        .isIn(
            tree("b", "b/g=2", "b/a", "b/a/f=1"), //
            tree("a", "a/f=1", "a/b", "a/b/g=2"));
    String stayed = tree.firstKey();
    String wanted = stayed.equals("a") ? "b" : "a";
    for (Device device : devices())
      assertThat(toldToStay(device))
          .containsExactly(stayed + " to " + wanted + " by dev" + stayed.toUpperCase(Locale.ROOT));
    Device mover = stayed.equals("a") ? a : b;
    for (Device device : devices())
      assertThat(device.vault().activity(100, Optional.empty()))
          .filteredOn(line -> line.kind() == Activity.Kind.STAYED)
          .allMatch(line -> line.thisDevice() == device.equals(mover));
  }

  @Acceptance(50)
  @Test
  void threeMovesThatMakeACircleAreTwo() throws Exception {
    threeDevices();
    for (String name : new String[] {"a", "b", "c"}) a.user().write(name + "/f", name);
    settle();
    a.user().rename("a", "b/a");
    b.user().rename("b", "c/b");
    fleet.device(2).user().rename("c", "a/c");
    SortedMap<String, String> tree = same();
    assertThat(tree)
        .isIn(
            tree("a", "a/f=a", "a/c", "a/c/f=c", "a/c/b", "a/c/b/f=b"),
            tree("b", "b/f=b", "b/a", "b/a/f=a", "b/a/c", "b/a/c/f=c"),
            tree("c", "c/f=c", "c/b", "c/b/f=b", "c/b/a", "c/b/a/f=a"));
    String stayed = tree.firstKey();
    String wanted = Map.of("a", "b", "b", "c", "c", "a").get(stayed);
    for (Device device : devices())
      assertThat(toldToStay(device))
          .containsExactly(stayed + " to " + wanted + " by dev" + stayed.toUpperCase(Locale.ROOT));
  }

  private static List<String> toldToStay(Device device) throws Exception {
    return device.vault().activity(100, Optional.empty()).stream()
        .filter(line -> line.kind() == Activity.Kind.STAYED)
        .map(line -> line.path() + " to " + line.detail() + " by " + line.device())
        .toList();
  }

  @Acceptance(51)
  @Test
  void aFolderIsTurnedInsideOut() throws Exception {
    folder();
    Operations before = a.operations();
    a.user().rename("d/in", "in");
    a.user().rename("d", "in/d");
    a.sync();
    b.sync();
    assertThat(b.tree()).isEqualTo(tree("in", "in/three=3", "in/d", "in/d/one=1", "in/d/two=2"));
    assertThat(b.operations()).isEqualTo(before.plus(2, 0, 0));
    assertAll(a.tree());
  }

  @Acceptance(53)
  @Test
  void threeNamesGoRound() throws Exception {
    twoDevices();
    for (String name : new String[] {"x", "y", "z"}) {
      a.user().write(name, "file " + name);
      a.user().write("d" + name + "/f", "in " + name);
    }
    settle();
    long packs = packs();
    for (String kind : new String[] {"", "d"}) {
      a.user().rename(kind + "z", "aside");
      a.user().rename(kind + "y", kind + "z");
      a.user().rename(kind + "x", kind + "y");
      a.user().rename("aside", kind + "x");
    }
    a.sync();
    b.sync();
    assertThat(b.tree())
        .isEqualTo(
            tree(
                "x=file z",
                "y=file x",
                "z=file y", //
                "dx",
                "dx/f=in z",
                "dy",
                "dy/f=in x",
                "dz",
                "dz/f=in y"));
    same();
    assertThat(packs()).isEqualTo(packs);
  }

  @Acceptance({54, 55})
  @Test
  void foldersOfOneNameAreOneAndStayOneWhenRenamed() throws Exception {
    threeDevices();
    for (Device device : devices()) device.user().write("d/of " + devices().indexOf(device), "x");
    assertAll(tree("d", "d/of 0=x", "d/of 1=x", "d/of 2=x"));
    b.user().rename("d", "e");
    assertAll(tree("e", "e/of 0=x", "e/of 1=x", "e/of 2=x"));
    fleet.device(2).user().makeFolder("f");
    fleet.device(2).user().rename("e", "f/e");
    assertAll(tree("f", "f/e", "f/e/of 0=x", "f/e/of 1=x", "f/e/of 2=x"));
  }

  @Acceptance(56)
  @Test
  void aFileBecomesAFolderAndStaysInTheHistory() throws Exception {
    twoDevices();
    a.user().write("x", "a file");
    settle();
    a.user().delete("x");
    a.user().write("x/in", "a folder's");
    assertAll(tree("x", "x/in=a folder's"));
    assertThat(b.vault().listDeleted("")).extracting(e -> e.path()).containsExactly("x");
    b.user().delete("x");
    b.user().write("x", "a file again");
    assertAll(tree("x=a file again"));
    assertThat(a.vault().history("x")).extracting(FileVersion::size).contains(12L);
  }

  @Acceptance(58)
  @Test
  void aFileThatIsEditedHereAndAFolderThereAreBothKept() throws Exception {
    twoDevices();
    a.user().write("x", "base");
    settle();
    a.user().write("x", "edited");
    b.user().delete("x");
    b.user().write("x/in", "a folder's");
    SortedMap<String, String> tree = same();
    assertThat(tree)
        .containsEntry("x", "/")
        .containsEntry("x/in", "a folder's")
        .containsValue("edited")
        .hasSize(3);
  }

  @Acceptance(59)
  @Test
  void whatIsMovedIntoADeletedFolderStaysWithIt() throws Exception {
    folder();
    a.user().write("outside", "4");
    a.user().write("e/five", "5");
    settle();
    a.user().delete("d");
    b.user().rename("outside", "d/in/outside");
    b.user().rename("e", "d/e");
    assertAll(tree("d", "d/in", "d/in/outside=4", "d/e", "d/e/five=5"));
  }

  @Acceptance(60)
  @Test
  void aNewFolderLandsInTheRenamedOne() throws Exception {
    folder();
    a.user().rename("d", "e");
    b.user().write("d/in/new/four", "4");
    assertAll(
        tree("e", "e/one=1", "e/two=2", "e/in", "e/in/three=3", "e/in/new", "e/in/new/four=4"));
  }

  @Acceptance(62)
  @Test
  void whatNobodyRecordedInADeletedFolderIsKeptAndSent() throws Exception {
    folder();
    a.user().delete("d");
    a.sync();
    boolean[] seen = new boolean[2];
    for (int call = 1; call < 60; call += 7) {
      if (!b.user().has("d/in")) break;
      String name = "d/in/at " + call;
      b.sync(
          call,
          () -> {
            if (!b.user().has("d/in")) return;
            b.user().write(name, "unseen");
            seen[0] = true;
          });
      seen[1] |= b.user().has(name);
    }
    assertThat(seen).containsExactly(true, true);
    assertThat(same()).containsValue("unseen").doesNotContainValue("1").doesNotContainValue("3");
  }

  @Acceptance(value = 62, needs = "Windows")
  @Test
  void aFileInUseKeepsItsDeletedFolderUntilItIsReleased() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS);
    a.user().write("d/used", "1");
    a.user().write("d/other", "2");
    settle();
    b.trouble().use("d/used");
    a.user().delete("d");
    a.sync();
    b.sync();
    assertThat(b.tree()).isEqualTo(tree("d", "d/used=1"));
    assertThat(a.tree()).isEmpty();
    b.trouble().release("d/used");
    assertAll(tree());
  }

  @Acceptance(65)
  @Test
  void whatMovesOutOfADeletedFolderIsNeverLost() throws Exception {
    folder();
    a.user().rename("d/one", "one");
    a.user().rename("d/in", "in");
    a.user().delete("d");
    a.sync();
    boolean died = true;
    for (int call = 1; died; call++) {
      died = b.dies(call);
      assertThat(b.user().tree().values()).as("at call " + call).contains("1", "3");
      if (call > 500) throw new AssertionError("it never comes through");
    }
    assertAll(tree("one=1", "in", "in/three=3"));
  }

  @Acceptance(66)
  @Test
  void whatLeavesTheFolderIsDeletedAndWhatComesInIsNew() throws Exception {
    folder();
    String out = a.user().read("d/one");
    a.user().delete("d/one"); // to somewhere else
    assertAll(tree("d", "d/two=2", "d/in", "d/in/three=3"));
    assertThat(b.trash()).contains("1");
    a.user().write("back", out);
    assertAll(tree("d", "d/two=2", "d/in", "d/in/three=3", "back=1"));
  }

  @Acceptance(67)
  @Test
  void aCopyOfAFolderSendsNoContents() throws Exception {
    twoDevices();
    for (int i = 0; i < 30; i++) a.user().write("d/" + i % 3 + "/" + i, "text ".repeat(i * 10));
    settle();
    long packs = packs();
    a.user()
        .tree()
        .forEach(
            (path, what) -> {
              try {
                if (path.startsWith("d/") && !what.equals("/"))
                  a.user().write("copy" + path.substring(1), what);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(same()).hasSize(2 * 34).containsKey("copy/2/29");
    assertThat(packs()).isEqualTo(packs);
  }

  @Acceptance({68, 141})
  @Test
  void whatCannotBeDeletedHindersNothingElse() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS);
    for (String name : new String[] {"used", "gone", "d/gone too", "e/edited"})
      a.user().write(name, "1");
    settle();
    b.trouble().use("used");
    a.user().delete("used");
    a.user().delete("gone");
    a.user().delete("d");
    a.user().write("e/edited", "2");
    a.user().write("new", "3");
    a.sync();
    b.sync();
    assertThat(b.tree()).isEqualTo(tree("used=1", "e", "e/edited=2", "new=3"));
    b.trouble().release("used");
    assertAll(tree("e", "e/edited=2", "new=3"));
  }
}
