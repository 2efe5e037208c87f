package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.FakeDisk.Habits;

/// Whole situations: a disk that the base equals, what happens to it, and what the scan tells.
class ScannerTest {
  interface Step {
    void on(FakeDisk disk, FakeBase base) throws IOException;
  }

  record Situation(
      String name, Habits habits, List<String> ignored, Step before, Step then, String expected) {
    Situation(String name, Step before, Step then, String expected) {
      this(name, Habits.LINUX, List.of(), before, then, expected);
    }

    Situation(String name, Habits habits, Step before, Step then, String expected) {
      this(name, habits, List.of(), before, then, expected);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"files", "folders", "kinds", "odd", "names", "interrupted", "ignoring"})
  void scan(Situation s) throws IOException {
    FakeDisk disk = new FakeDisk(s.habits);
    FakeBase nothing = FakeBase.empty();
    s.before.on(disk, nothing);
    FakeBase base = FakeBase.of(disk);
    s.then.on(disk, base);
    LeftOut leftOut = (path, _) -> s.ignored.contains(path.name());
    LocalNames names = new LocalNames(disk.facts(), base, leftOut, base::pathOf);

    Scan scan = new Scanner(disk, base, leftOut, names, MissedFiles.inMemory()).scan();

    assertThat(told(scan, base)).isEqualTo(lines(s.expected));
    base.record(scan);
    assertThat(new Scanner(disk, base, leftOut, names, MissedFiles.inMemory()).scan().differences())
        .as("a second scan")
        .isEmpty();
  }

  /// What is missing from the folder that was looked at may have been put into one that was not: its lookalikes are read by the next scan of all that is
  /// recorded, by another process too, and not again.
  @Test
  void howMissingFilesLookedIsRememberedOnce() throws IOException {
    FakeDisk disk = new FakeDisk(Habits.STICK);
    disk.write("p/a", "1");
    disk.write("q/b", "2");
    FakeBase base = FakeBase.of(disk);
    LeftOut nothing = (_, _) -> false;
    LocalNames names = new LocalNames(disk.facts(), base, nothing, base::pathOf);
    MissedFiles missed = MissedFiles.inMemory();
    Scanner scanner = new Scanner(disk, base, nothing, names, missed);
    NodeId p = base.at("p").entry().id();
    disk.remove("q/b");
    disk.move("p/a", "q/b");
    Scan part = scanner.scan(List.of(p));
    assertThat(told(part, base)).containsExactly("gone p/a");
    base.record(part);
    assertThat(told(scanner.look(), base)).containsExactly("changed q/b");
    Scanner restarted = new Scanner(disk, base, nothing, names, missed);
    assertThat(told(restarted.scan(), base)).containsExactly("changed q/b");
    assertThat(told(restarted.scan(), base)).containsExactly("changed q/b");
    restarted.recorded();
    assertThat(told(restarted.scan(), base)).isEmpty();
  }

  /// A user moves a folder to a bigger drive and leaves a link.
  @ParameterizedTest
  @ValueSource(strings = {"top", "a", "a/in"})
  void whatALinkOutOfTheFolderHasReplacedIsNotGone(String looked) throws IOException {
    FakeDisk disk = new FakeDisk(Habits.LINUX);
    disk.write("a/x", "1");
    disk.write("a/in/y", "2");
    disk.write("b", "3");
    FakeBase base = FakeBase.of(disk);
    LeftOut nothing = (_, _) -> false;
    LocalNames names = new LocalNames(disk.facts(), base, nothing, base::pathOf);
    disk.remove("a");
    disk.link("a", "/mnt/big/a");
    disk.remove("b");
    disk.link("b", "../b");
    NodeId folder = looked.equals("top") ? Nodes.ROOT : base.at(looked).entry().id();
    Scan part =
        new Scanner(disk, base, nothing, names, MissedFiles.inMemory()).scan(List.of(folder));
    assertThat(told(part, base)).containsExactly("link_outside a", "link_outside b");
  }

  static List<String> lines(String text) {
    return text.isBlank() ? List.of() : Stream.of(text.split(";")).map(String::strip).toList();
  }

  static List<String> told(Scan scan, FakeBase base) {
    List<String> told = new ArrayList<>();
    for (Difference difference : scan.differences()) told.add(told(difference, base));
    for (Scan.Unsyncable u : scan.unsyncable())
      told.add(u.reason().name().toLowerCase(java.util.Locale.ROOT) + " " + u.path());
    if (!scan.complete()) told.add("incomplete");
    return told;
  }

  private static String told(Difference difference, FakeBase base) {
    return switch (difference) {
      case Difference.New n -> "new " + n.found().path() + as(n.found());
      case Difference.Moved m ->
          "moved " + base.path(m.row()) + " -> " + m.found().path() + as(m.found());
      case Difference.Changed c -> "changed " + base.path(c.row());
      case Difference.Renumbered r -> "renumbered " + base.path(r.row());
      case Difference.Stranded s ->
          "stranded "
              + base.path(s.row())
              + " -> "
              + s.found().path().toString().replaceAll("moving-.*", "moving");
      case Difference.Gone g -> "gone " + base.path(g.row());
    };
  }

  private static String as(Difference.Found found) {
    return found.name().equals(found.localName()) ? "" : " as " + found.name();
  }

  static Stream<Situation> files() {
    Step abc =
        (d, _) -> {
          d.write("a", "1");
          d.write("b", "22");
          d.write("f/c", "333");
        };
    return Stream.of(
        new Situation("nothing happened", abc, (_, _) -> {}, ""),
        new Situation("an empty disk and base", (_, _) -> {}, (_, _) -> {}, ""),
        new Situation("a new file", abc, (d, _) -> d.write("d", ""), "new d"),
        new Situation("an edit in place", abc, (d, _) -> d.write("a", "2"), "changed a"),
        new Situation("an atomic save", abc, (d, _) -> d.replace("a", "2"), "changed a"),
        new Situation(
            "a save that keeps a backup",
            abc,
            (d, _) -> {
              d.move("a", "a~");
              d.write("a", "2");
            },
            "changed a; new a~"),
        new Situation("a delete", abc, (d, _) -> d.remove("a"), "gone a"),
        new Situation("a rename", abc, (d, _) -> d.move("a", "z"), "moved a -> z"),
        new Situation("a move", abc, (d, _) -> d.move("a", "f/a"), "moved a -> f/a"),
        new Situation(
            "a rename and an edit",
            abc,
            (d, _) -> {
              d.move("a", "z");
              d.write("z", "other");
            },
            "moved a -> z"),
        new Situation(
            "renamed over another",
            abc,
            (d, _) -> {
              d.remove("b");
              d.move("a", "b");
            },
            "changed b; gone a"),
        new Situation(
            "two files swapped",
            abc,
            (d, _) -> {
              d.move("a", "t");
              d.move("b", "a");
              d.move("t", "b");
            },
            "changed a; changed b"),
        new Situation(
            "deleted, and its number used again by a new file",
            abc,
            (d, _) -> {
              d.remove("a");
              d.write("new", "1");
            },
            "new new; gone a"),
        new Situation("a racy row", abc, (_, b) -> b.makeRacy("a"), "changed a"),
        new Situation(
            "executable", abc, (d, _) -> d.setExecutable(FakeDisk.of("a"), true), "changed a"),
        new Situation("a hard link", abc, (d, _) -> d.hardLink("a", "z"), "changed a; new z"),
        new Situation(
            "the first name of a hard link removed",
            abc,
            (d, _) -> {
              d.hardLink("a", "z");
              d.remove("a");
            },
            "moved a -> z"),
        new Situation(
            "one of two names renamed",
            (d, _) -> {
              d.write("a", "1");
              d.hardLink("a", "b");
            },
            (d, _) -> d.move("b", "c"),
            "changed a; moved b -> c"),
        new Situation(
            "two new names for a removed one",
            abc,
            (d, _) -> {
              d.hardLink("a", "f/y");
              d.hardLink("a", "f/z");
              d.remove("a");
            },
            "moved a -> f/y; new f/z"),
        new Situation(
            "no numbers: a rename is seen as two things",
            Habits.STICK,
            abc,
            (d, _) -> d.move("a", "z"),
            "new z; gone a"));
  }

  static Stream<Situation> folders() {
    Step tree =
        (d, _) -> {
          d.write("a/x", "1");
          d.write("a/in/y", "2");
          d.write("b/x", "3");
          d.folder("empty");
        };
    return Stream.of(
        new Situation(
            "new folders before what is in them",
            tree,
            (d, _) -> {
              d.write("n/m/file", "4");
              d.folder("n/void");
            },
            "new n; new n/m; new n/void; new n/m/file"),
        new Situation(
            "deleted from the bottom upwards",
            tree,
            (d, _) -> d.remove("a"),
            "gone a/in/y; gone a/in; gone a/x; gone a"),
        new Situation("renamed as a whole", tree, (d, _) -> d.move("a", "z"), "moved a -> z"),
        new Situation(
            "renamed, with changes inside",
            tree,
            (d, _) -> {
              d.move("a", "z");
              d.write("z/in/y", "22");
              d.write("z/new", "5");
              d.remove("z/x");
            },
            "moved a -> z; changed a/in/y; new z/new; gone a/x"),
        new Situation(
            "moved into a new folder",
            tree,
            (d, _) -> {
              d.folder("n");
              d.move("a", "n/a");
            },
            "new n; moved a -> n/a"),
        new Situation(
            "swapped",
            tree,
            (d, _) -> {
              d.move("a", "t");
              d.move("b", "a");
              d.move("t", "b");
            },
            "moved b -> a; moved a -> b"),
        new Situation(
            "swapped, and what was in one of them in the place of a third",
            (d, _) -> {
              d.write("a/in/y", "1");
              d.folder("b");
              d.folder("c");
            },
            (d, _) -> {
              d.move("a", "t");
              d.move("b", "a");
              d.move("t", "b");
              d.remove("c");
              d.move("b/in", "c");
            },
            "moved b -> a; moved a -> b; moved a/in -> c; gone c"),
        new Situation(
            "turned inside out",
            tree,
            (d, _) -> {
              d.move("a/in", "in");
              d.move("a", "in/a");
            },
            "moved a/in -> in; moved a -> in/a"),
        new Situation(
            "renamed, and a new one in its place",
            tree,
            (d, _) -> {
              d.move("a", "z");
              d.write("a/x", "fresh");
            },
            "moved a -> z; new a; new a/x"),
        new Situation(
            "a chain of renames",
            tree,
            (d, _) -> {
              d.move("b", "c");
              d.move("a", "b");
            },
            "moved b -> c; moved a -> b"),
        new Situation(
            "removed, made again with the same content",
            tree,
            (d, _) -> {
              d.remove("a");
              d.write("a/x", "1");
            },
            "renumbered a; changed a/x; gone a/in/y; gone a/in"),
        new Situation(
            "content moved out before the folder was removed",
            tree,
            (d, _) -> {
              d.move("a/x", "x");
              d.move("a/in", "b/in");
              d.remove("a");
            },
            "moved a/in -> b/in; moved a/x -> x; gone a"),
        new Situation(
            "no numbers",
            Habits.STICK,
            tree,
            (d, _) -> d.move("b", "c"),
            // Those that look like what is gone may have changed places with it.
            "new c; new c/x; changed a/x; changed a/in/y; gone b/x; gone b"),
        new Situation(
            "no numbers, and one put over another that looks the same",
            Habits.STICK,
            (d, _) -> {
              d.write("a", "1");
              d.write("b", "2");
              d.write("c", "33");
            },
            (d, _) -> {
              d.remove("b");
              d.move("a", "b");
            },
            "changed b; gone a"));
  }

  static Stream<Situation> kinds() {
    Step tree =
        (d, _) -> {
          d.write("a/x", "1");
          d.write("f", "2");
          d.link("l", "f");
        };
    return Stream.of(
        new Situation(
            "a file becomes a folder",
            tree,
            (d, _) -> {
              d.remove("f");
              d.write("f/inside", "3");
            },
            "new f; new f/inside; gone f"),
        new Situation(
            "a folder becomes a file, its content goes elsewhere",
            tree,
            (d, _) -> {
              d.move("a/x", "x");
              d.remove("a");
              d.write("a", "3");
            },
            "moved a/x -> x; new a; gone a"),
        new Situation(
            "a file moves, and a link takes its place",
            tree,
            (d, _) -> {
              d.move("f", "g");
              d.link("f", "g");
            },
            "moved f -> g; new f"),
        new Situation(
            "another target",
            tree,
            (d, _) -> {
              d.remove("l");
              d.link("l", "a");
            },
            "changed l"),
        new Situation("a link is renamed", tree, (d, _) -> d.move("l", "k"), "moved l -> k"));
  }

  static Stream<Situation> odd() {
    Step tree =
        (d, _) -> {
          d.write("a/x", "1");
          d.write("a/in/y", "2");
          d.write("b", "3");
        };
    return Stream.of(
        new Situation(
            "an unreadable folder is not gone",
            tree,
            (d, _) -> d.breakPath("a"),
            "unreadable a; incomplete"),
        new Situation(
            "an unreadable folder that was renamed",
            tree,
            (d, _) -> {
              d.move("a", "z");
              d.breakPath("z");
            },
            "moved a -> z; unreadable z; incomplete"),
        new Situation(
            "an unreadable new folder",
            tree,
            (d, _) -> {
              d.write("n/x", "4");
              d.breakPath("n");
            },
            "unreadable n; incomplete"),
        new Situation(
            "a file hard-linked out of an unreadable folder",
            tree,
            (d, _) -> {
              d.hardLink("a/x", "x");
              d.breakPath("a");
            },
            "new x; unreadable a; incomplete"),
        new Situation("another volume", tree, (d, _) -> d.mount("a"), "other_volume a"),
        new Situation("a new socket", tree, (d, _) -> d.special("s"), "special s"),
        new Situation(
            "a socket instead of a file",
            tree,
            (d, _) -> {
              d.remove("b");
              d.special("b");
            },
            "special b"),
        new Situation(
            "a file moves, and a socket takes its place",
            tree,
            (d, _) -> {
              d.move("b", "c");
              d.special("b");
            },
            "moved b -> c; special b"),
        new Situation(
            "a socket instead of a folder",
            tree,
            (d, _) -> {
              d.remove("a");
              d.special("a");
            },
            "special a"),
        new Situation(
            "a link out of the folder instead of a file",
            tree,
            (d, _) -> {
              d.remove("b");
              d.link("b", "/mnt/big/b");
            },
            "link_outside b"),
        new Situation(
            "a link out of the folder instead of a folder",
            tree,
            (d, _) -> {
              d.remove("a");
              d.link("a", "/mnt/big/a");
            },
            "link_outside a"),
        new Situation(
            "a link out of the folder instead of a folder, on a disk that ignores case",
            Habits.MAC,
            tree,
            (d, _) -> {
              d.remove("a");
              d.link("A", "/mnt/big/a");
            },
            "link_outside A"),
        new Situation(
            "a folder moves, and a link out of the folder takes its place",
            tree,
            (d, _) -> {
              d.move("a", "z");
              d.link("a", "/mnt/big/a");
            },
            "moved a -> z; link_outside a"),
        new Situation(
            "a file moves out of a folder, and a link out of the folder takes the folder's place",
            tree,
            (d, _) -> {
              d.move("a/in/y", "y");
              d.remove("a");
              d.link("a", "/mnt/big/a");
            },
            "moved a/in/y -> y; link_outside a"),
        new Situation(
            "a link that cannot be read instead of a folder",
            tree,
            (d, _) -> {
              d.remove("a");
              d.link("a", "b");
              d.breakPath("a");
            },
            "unreadable a"),
        new Situation(
            "a name that is no text", tree, (d, _) -> d.unreadableName("a/?"), "name a/?"),
        new Situation(
            "renamed to a name that is no text",
            tree,
            (d, _) -> {
              d.move("b", "?");
              d.makeNameUnreadable("?");
            },
            "name ?"),
        new Situation(
            "a folder renamed to a name that is no text",
            tree,
            (d, _) -> {
              d.move("a", "?");
              d.makeNameUnreadable("?");
            },
            "name ?"),
        new Situation("a newline", tree, (d, _) -> d.write("a/1\n2", "4"), "new a/1\n2"),
        new Situation("a link within", tree, (d, _) -> d.link("a/l", "../b"), "new a/l"),
        new Situation("a link to nothing", tree, (d, _) -> d.link("l", "none"), "new l"),
        new Situation("a link to itself", tree, (d, _) -> d.link("l", "l"), "new l"),
        new Situation("a link to its folder", tree, (d, _) -> d.link("a/l", "."), "new a/l"),
        new Situation(
            "links out of the folder",
            tree,
            (d, _) -> {
              d.link("abs", "/etc/passwd");
              d.link("a/up", "../../x");
              d.link("round", "a/../../x");
              d.link("win", "..\\x");
            },
            "link_outside abs; link_outside round; link_outside win; link_outside a/up"),
        new Situation(
            "a link that leads out of the folder now",
            (d, _) -> d.link("a/l", "../b"),
            (d, _) -> d.move("a/l", "l"),
            "link_outside l"),
        new Situation(
            "Tidelock's own folder", tree, (d, _) -> d.write(".tidelock/trash/x", "4"), ""),
        new Situation(
            "one of that name elsewhere, of a synced folder in this one",
            tree,
            (d, _) -> d.folder("a/.tidelock"),
            ""),
        new Situation(
            "one of that name elsewhere that an earlier version has recorded",
            (d, _) -> d.write("a/.tidelock/x", "4"),
            (d, _) -> {
              d.remove("a/.tidelock/x");
              d.remove("a/.tidelock");
            },
            ""),
        new Situation(
            "on a disk that ignores case",
            Habits.WINDOWS,
            tree,
            (d, _) -> d.folder(".Tidelock"),
            ""));
  }

  static Stream<Situation> names() {
    String nfc = "caf\u00e9";
    String nfd = "cafe\u0301";
    return Stream.of(
        new Situation(
            "decomposed", (_, _) -> {}, (d, _) -> d.write(nfd, "1"), "new " + nfd + " as " + nfc),
        new Situation(
            "a disk that decomposes",
            Habits.MAC,
            (_, _) -> {},
            (d, _) -> d.write(nfc, "1"),
            "new " + nfd + " as " + nfc),
        new Situation(
            "two names that are one in the vault",
            (_, _) -> {},
            (d, _) -> {
              d.write(nfc, "1");
              d.write(nfd, "2");
            },
            "new " + nfd + " as " + nfc + "; name_clash " + nfc),
        new Situation(
            "the one with a row stays",
            (d, _) -> d.write(nfc, "1"),
            (d, _) -> d.write(nfd, "2"),
            "name_clash " + nfd),
        new Situation(
            "the second spelling of a new folder",
            (d, _) -> d.write(nfc + "/x", "1"),
            (d, _) -> d.write(nfd + "/x", "2"),
            "name_clash " + nfd),
        new Situation(
            "only the composition changed",
            (d, _) -> d.write(nfc, "1"),
            (d, _) -> d.move(nfc, nfd),
            "moved " + nfc + " -> " + nfd + " as " + nfc),
        new Situation(
            "only the case changed",
            Habits.MAC,
            (d, _) -> d.write("Read", "1"),
            (d, _) -> d.move("Read", "read"),
            "moved Read -> read"),
        new Situation(
            "only the case of a folder changed",
            Habits.WINDOWS,
            (d, _) -> d.write("Read/me", "1"),
            (d, _) -> d.move("Read", "read"),
            "moved Read -> read"),
        new Situation(
            "only the case changed, on a disk without numbers",
            Habits.STICK,
            (d, _) -> d.write("Read/me", "1"),
            (d, _) -> d.move("Read", "read"),
            "moved Read -> read"),
        new Situation(
            "case matters", (d, _) -> d.write("a", "1"), (d, _) -> d.write("A", "2"), "new A"),
        new Situation(
            "escaped for Windows",
            Habits.WINDOWS,
            (_, _) -> {},
            (d, _) -> {
              d.write("12%3A30", "1");
              d.write("%43ON", "2");
              d.write("100%", "3");
            },
            "new %43ON as CON; new 100%; new 12%3A30 as 12:30"),
        new Situation(
            "longer than the vault allows",
            Habits.WINDOWS,
            (_, _) -> {},
            (d, _) -> d.write("\u6f22".repeat(100), "1"),
            "name " + "\u6f22".repeat(100)),
        new Situation(
            "255 bytes",
            (_, _) -> {},
            (d, _) -> d.write("x".repeat(255), ""),
            "new " + "x".repeat(255)));
  }

  static Stream<Situation> interrupted() {
    Step tree =
        (d, _) -> {
          d.write("a/x", "1");
          d.write("b/x", "2");
          d.write("f", "3");
          d.write("g", "4");
        };
    return Stream.of(
        new Situation(
            "a folder under its temporary name",
            tree,
            (d, b) -> d.move("a", temporary(b, "a")),
            "stranded a -> .tidelock-moving"),
        new Situation(
            "a folder under its temporary name, another one in its place already",
            tree,
            (d, b) -> {
              d.move("a", temporary(b, "a"));
              d.move("b", "a");
            },
            "stranded a -> .tidelock-moving; moved b -> a"),
        new Situation(
            "files, half swapped",
            tree,
            (d, b) -> {
              d.move("f", temporary(b, "f"));
              d.move("g", "f");
            },
            "stranded f -> .tidelock-moving; moved g -> f"),
        new Situation(
            "a temporary name without numbers",
            Habits.STICK,
            tree,
            (d, b) -> d.move("a", temporary(b, "a")),
            "stranded a -> .tidelock-moving"),
        new Situation(
            "a temporary name that no row has",
            tree,
            (d, b) -> d.write(".tidelock-moving-" + b.newId(), "5"),
            "leftover .tidelock-moving-" + "0000000000abcdef0000000000000007"),
        new Situation(
            "a temporary name of something that is in its place",
            tree,
            (d, b) -> d.write(temporary(b, "f"), "5"),
            "leftover .tidelock-moving-" + "0000000000abcdef0000000000000005"),
        new Situation(
            "a name that only begins like one",
            tree,
            (d, _) -> d.write(".tidelock-moving-house", "5"),
            "new .tidelock-moving-house"));
  }

  private static String temporary(FakeBase base, String path) {
    return ".tidelock-moving-" + base.at(path).entry().id();
  }

  static Stream<Situation> ignoring() {
    Step tree =
        (d, _) -> {
          d.write("a/x", "1");
          d.write("a/in/y", "2");
          d.write("b", "3");
        };
    return Stream.of(
        ignoring("new and ignored", "n", tree, (d, _) -> d.write("n/x", "4"), ""),
        ignoring("ignored from now on", "a", tree, (d, _) -> d.write("a/x", "4"), ""),
        ignoring("ignored and removed", "b", tree, (d, _) -> d.remove("b"), ""),
        ignoring("an ignored folder, removed", "a", tree, (d, _) -> d.remove("a"), ""),
        ignoring(
            "an ignored file of a removed folder",
            "y",
            tree,
            (d, _) -> d.remove("a"),
            "gone a/in; gone a/x; gone a"),
        ignoring(
            "moved into an ignored folder",
            "n",
            tree,
            (d, _) -> {
              d.folder("n");
              d.move("b", "n/b");
            },
            "gone b"),
        ignoring(
            "moved out of an ignored folder", "a", tree, (d, _) -> d.move("a/x", "x"), "new x"),
        ignoring(
            "ignored and another kind",
            "b",
            tree,
            (d, _) -> {
              d.remove("b");
              d.folder("b");
            },
            ""));
  }

  private static Situation ignoring(
      String name, String ignored, Step before, Step then, String expected) {
    return new Situation(name, Habits.LINUX, List.of(ignored), before, then, expected);
  }
}
