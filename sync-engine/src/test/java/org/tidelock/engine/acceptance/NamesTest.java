package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Operations;

/// Names that disks take for one, or do not take at all.
final class NamesTest extends FleetFixture {
  private static final String COMPOSED = "caf\u00e9";
  private static final String DECOMPOSED = "cafe\u0301";

  @Acceptance(value = 69, needs = "Windows and macOS")
  @Test
  void onlyTheCaseOfAFilesNameChanges() throws Exception {
    fleet(
        FileSystemMode.MAC,
        FileSystemMode.WINDOWS,
        FileSystemMode.LINUX,
        FileSystemMode.OLD_MAC,
        FileSystemMode.STICK);
    a.user().write("Read.txt", "text");
    settle();
    a.user().rename("Read.txt", "READ.txt");
    assertAll(Map.of("READ.txt", "text"));
    fleet.device(2).user().rename("READ.txt", "read.txt");
    assertAll(Map.of("read.txt", "text"));
  }

  @Acceptance(value = 70, needs = "Windows and macOS")
  @Test
  void onlyTheCaseOfAFoldersNameChanges() throws Exception {
    fleet(FileSystemMode.MAC, FileSystemMode.WINDOWS, FileSystemMode.LINUX);
    a.user().write("Folder/In/file", "text");
    settle();
    a.user().rename("Folder", "FOLDER");
    assertAll(Map.of("FOLDER", "/", "FOLDER/In", "/", "FOLDER/In/file", "text"));
    b.user().rename("FOLDER/In", "FOLDER/IN");
    assertAll(Map.of("FOLDER", "/", "FOLDER/IN", "/", "FOLDER/IN/file", "text"));
  }

  @Acceptance(value = 70, needs = "macOS")
  @Test
  void onlyTheCaseOfALinksNameChanges() throws Exception {
    fleet(FileSystemMode.MAC, FileSystemMode.LINUX);
    a.user().write("file", "text");
    a.user().link("Link", "file");
    settle();
    a.user().rename("Link", "LINK");
    assertAll(Map.of("file", "text", "LINK", "-> file"));
  }

  @Acceptance(value = 71, needs = "Windows and macOS")
  @Test
  void twoNamesThatADiskTakesForOneAreBothKept() throws Exception {
    for (FileSystemMode mode : List.of(FileSystemMode.WINDOWS, FileSystemMode.MAC)) {
      fleet(FileSystemMode.LINUX, mode);
      a.user().write("A.txt", "of A");
      a.user().write("a.txt", "of a");
      Operations before = a.operations();
      settle();
      SortedMap<String, String> there = b.tree();
      assertThat(there.values()).containsExactlyInAnyOrder("of A", "of a");
      assertThat(there.keySet()).anyMatch(n -> n.equals("A.txt") || n.equals("a.txt"));
      assertThat(there.keySet()).anyMatch(n -> n.matches("[Aa]~[0-9a-f]{8,}\\.txt"));
      assertThat(a.tree()).isEqualTo(Map.of("A.txt", "of A", "a.txt", "of a"));
      assertThat(a.operations()).isEqualTo(before.plus(0, 2, 0));
      String marked =
          there.keySet().stream().filter(n -> n.contains("~")).findFirst().orElseThrow();
      String text = there.get(marked) + ", edited there";
      b.user().write(marked, text);
      settle();
      assertThat(a.tree()).hasSize(2).containsOnlyKeys("A.txt", "a.txt").containsValue(text);
    }
  }

  /// What is on its way lies in Tidelock's own folder, where no name of a person's is.
  @Acceptance(72)
  @Test
  void noTemporaryNameIsInAPersonsWay() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.MAC);
    a.user().write("f", "1");
    settle();
    b.user().write(".TIDELOCK-MOVING-f", "a person's");
    a.user().write("f", "2");
    a.user().write("F2", "new");
    settle();
    assertThat(b.calls())
        .filteredOn(call -> call.startsWith("create "))
        .isNotEmpty()
        .allMatch(call -> call.startsWith("create .tidelock/"));
    assertAll(Map.of("f", "2", "F2", "new", ".TIDELOCK-MOVING-f", "a person's"));
  }

  @Acceptance(value = 73, needs = "Windows and macOS")
  @Test
  void aFolderOnTheWayWhoseCaseChangedIsLookedAtAgain() throws Exception {
    for (FileSystemMode mode : List.of(FileSystemMode.WINDOWS, FileSystemMode.MAC)) {
      fleet(FileSystemMode.LINUX, mode);
      a.user().write("Folder/file", "1");
      settle();
      a.user().write("Folder/file", "2");
      a.user().write("Folder/new", "3");
      a.sync();
      b.user().rename("Folder", "FOLDER");
      assertAll(Map.of("FOLDER", "/", "FOLDER/file", "2", "FOLDER/new", "3"));
    }
  }

  @Acceptance(value = 74, needs = "macOS")
  @Test
  void composedAndDecomposedNamesAreOne() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.OLD_MAC, FileSystemMode.MAC);
    a.user().write(COMPOSED + "/" + COMPOSED, "text");
    settle();
    Operations before = a.operations();
    assertThat(b.tree()).containsEntry(DECOMPOSED + "/" + DECOMPOSED, "text");
    b.user().write(DECOMPOSED + "/" + DECOMPOSED, "edited");
    settle();
    assertThat(a.tree()).isEqualTo(Map.of(COMPOSED, "/", COMPOSED + "/" + COMPOSED, "edited"));
    assertThat(a.operations()).isEqualTo(before.plus(0, 1, 0));
    b.user().write(DECOMPOSED + "2", "of b");
    a.user().write(COMPOSED + "2", "of b");
    settle();
    for (var device : devices()) assertThat(composed(device.tree())).hasSize(3);
  }

  private static SortedMap<String, String> composed(SortedMap<String, String> tree) {
    SortedMap<String, String> composed = new TreeMap<>();
    tree.forEach((path, what) -> composed.put(Normalizer.normalize(path, Form.NFC), what));
    assertThat(composed).hasSameSizeAs(tree);
    return composed;
  }

  @Acceptance(
      value = {77, 78},
      needs = "Windows")
  @Test
  void whatWindowsCannotNameIsEscapedThereAndOnlyThere() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS, FileSystemMode.LINUX);
    List<String> names =
        List.of("CON", "nul.txt", "com1", "a<b>c", "12:30", "\"said\"", "a|b", "what?", "*");
    Map<String, String> tree = new TreeMap<>();
    for (String name : names) {
      a.user().write(name, "in " + name);
      tree.put(name, "in " + name);
    }
    a.user().write("back\\slash", "in it");
    tree.put("back\\slash", "in it");
    a.user().write("dot.", "in dot.");
    tree.put("dot.", "in dot.");
    settle();
    SortedMap<String, String> there = b.tree();
    assertThat(there.values()).containsExactlyInAnyOrderElementsOf(tree.values());
    assertThat(there.keySet()).noneMatch(tree::containsKey);
    for (String name : there.keySet()) b.user().append(name, ", edited");
    tree.replaceAll((_, text) -> text + ", edited");
    settle();
    assertThat(a.tree()).isEqualTo(tree);
    assertThat(fleet.device(2).tree()).isEqualTo(tree);
  }

  @Acceptance({80, 82})
  @Test
  void oddNamesAreExact() throws Exception {
    twoDevices();
    Map<String, String> tree = new TreeMap<>();
    for (String name :
        List.of(
            "line\nbreak",
            "tab\tand\u0001more",
            "\ud83d\ude00 and \ud83d\udc69\u200d\ud83d\udcbb",
            "\u202eright to left",
            "100%",
            "%3A",
            "%%")) {
      a.user().write(name, "in it");
      tree.put(name, "in it");
    }
    assertAll(tree);
  }

  @Acceptance(83)
  @Test
  void hiddenFilesAreSyncedUnlessARuleLeavesThemOut() throws Exception {
    twoDevices();
    a.user().write(".hidden", "1");
    a.user().write(".config/in", "2");
    assertAll(Map.of(".hidden", "1", ".config", "/", ".config/in", "2"));
    a.vault().addIgnorePattern(".*");
    a.user().write(".secret", "3");
    settle();
    assertThat(b.tree()).isEqualTo(Map.of(".hidden", "1", ".config", "/", ".config/in", "2"));
  }

  /// `\u00df` is not `ss`, and a capital `I` has a dot nowhere.
  @Acceptance(value = 86, needs = "Windows and macOS")
  @Test
  void caseIsThatOfNoLanguage() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS, FileSystemMode.MAC);
    Map<String, String> tree = new TreeMap<>();
    for (String name :
        List.of("TITLE", "\u03c3\u03bf\u03c6\u03cc\u03c2", "Stra\u00dfe", "STRASSE")) {
      a.user().write(name, "in " + name);
      tree.put(name, "in " + name);
    }
    assertAll(tree);
    b.user().rename("TITLE", "title");
    tree.put("title", tree.remove("TITLE"));
    assertAll(tree);
  }
}
