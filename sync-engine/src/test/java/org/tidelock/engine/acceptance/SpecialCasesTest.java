package org.tidelock.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet.Operations;

/// What cannot be read, what rules leave out, and what is on its way while folders move.
final class SpecialCasesTest extends FleetFixture {
  @Acceptance({110, 141})
  @Test
  void whatCannotBeReadIsToldAndDeletedNowhere() throws Exception {
    twoDevices();
    a.user().write("d/in", "1");
    a.user().write("f", "2");
    a.user().write("free", "3");
    settle();
    a.trouble().deny("d");
    a.trouble().deny("f");
    a.user().write("f", "2, edited");
    a.user().write("free", "3, edited");
    SyncReport report = a.sync();
    assertThat(report.problems()).extracting(SyncReport.Problem::path).contains("d", "f");
    b.sync();
    assertThat(b.tree()).isEqualTo(tree("d", "d/in=1", "f=2", "free=3, edited"));
    a.trouble().clear();
    assertAll(tree("d", "d/in=1", "f=2, edited", "free=3, edited"));
  }

  @Acceptance(106)
  @Test
  void aLinkToNothingIsALink() throws Exception {
    twoDevices();
    a.user().link("link", "not there");
    assertAll(tree("link=-> not there"));
  }

  @Acceptance(156)
  @Test
  void whatARuleLeavesOutFromNowOnIsDeletedNowhere() throws Exception {
    twoDevices();
    a.user().write("d/f.tmp", "1");
    a.user().write("d/g", "2");
    settle();
    Operations before = a.operations();
    a.vault().addIgnorePattern("*.tmp");
    settle();
    a.user().write("d/f.tmp", "1, edited here");
    b.user().write("d/f.tmp", "1, edited there");
    settle();
    assertThat(a.tree()).isEqualTo(tree("d", "d/f.tmp=1, edited here", "d/g=2"));
    assertThat(b.tree()).isEqualTo(tree("d", "d/f.tmp=1, edited there", "d/g=2"));
    a.user().delete("d/f.tmp");
    settle();
    assertThat(b.tree()).isEqualTo(tree("d", "d/f.tmp=1, edited there", "d/g=2"));
    assertThat(b.operations()).isEqualTo(before.plus(0, 1, 0));
  }

  /// What is left out lies in a folder that the other deletes: it stays, with the folder around it.
  @Acceptance(156)
  @Test
  void whatARuleLeavesOutStaysInADeletedFolder() throws Exception {
    twoDevices();
    a.vault().addIgnorePattern("*.tmp");
    a.user().write("d/f.tmp", "1");
    a.user().write("d/g", "2");
    settle();
    b.user().delete("d");
    b.sync();
    a.sync();
    assertThat(a.tree()).isEqualTo(tree("d", "d/f.tmp=1"));
    a.user().write("later", "2");
    a.sync();
    b.sync();
    assertThat(a.tree()).isEqualTo(tree("d", "d/f.tmp=1", "later=2"));
    assertThat(b.tree()).isEqualTo(tree("later=2"));
  }

  @Acceptance(63)
  @Test
  void aFileOnItsWayComesIntoTheFolderThatIsRenamedMeanwhile() throws Exception {
    for (boolean there : new boolean[] {true, false}) {
      twoDevices();
      a.user().write("d/old", "1");
      settle();
      List<String> names = new ArrayList<>(List.of("d"));
      Map<String, String> files = new TreeMap<>(Map.of("old", "1"));
      for (int call = 1; call < 120; call += 4) {
        String now = "d" + call;
        String before = names.getLast();
        a.user().write(before + "/new" + call, "text " + call);
        files.put("new" + call, "text " + call);
        a.sync();
        boolean[] done = new boolean[1];
        b.sync(
            call,
            () -> {
              (there ? a : b).user().rename(before, now);
              if (there) a.sync();
              done[0] = true;
            });
        if (!done[0]) break;
        names.add(now);
        settle();
      }
      assertThat(names).hasSizeGreaterThan(5);
      Map<String, String> tree = new TreeMap<>(Map.of(names.getLast(), "/"));
      files.forEach((name, text) -> tree.put(names.getLast() + "/" + name, text));
      assertAll(tree);
    }
  }

  @Acceptance({164, 165})
  @Test
  void whatIsAtRestStaysAtRest() throws Exception {
    fleet(FileSystemMode.LINUX, FileSystemMode.WINDOWS, FileSystemMode.OLD_MAC);
    for (int i = 0; i < 20; i++) a.user().write("d" + i % 3 + "/F" + i, "text " + i);
    a.user().write("CON", "reserved");
    a.user().write("f1", "1");
    settle();
    a.user().rename("d1", "d2/in");
    b.user().write("f1", "2");
    settle();
    Operations operations = a.operations();
    long objects = fleet.storage.listAll().size();
    for (SyncReport report : settle()) {
      assertThat(report.sent().requests()).isZero();
      assertThat(report.received().files()).isZero();
    }
    assertThat(a.operations()).isEqualTo(operations);
    assertThat(fleet.storage.listAll()).hasSize((int) objects);
  }
}
