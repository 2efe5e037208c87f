package org.tidelock.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Difference.Parent;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.LocalPath;

class NestingTest {
  private final Found a = found(new Parent.Known(Nodes.ROOT), Kind.FOLDER, "a");
  private final Found ab = found(new Parent.Fresh(a), Kind.FOLDER, "a", "b");
  private final Found c = found(new Parent.Known(Nodes.ROOT), Kind.FOLDER, "c");
  private final Found empty = found(new Parent.Fresh(c), Kind.FOLDER, "c", "empty");

  @Test
  void aNewFolderComesRightBeforeTheFirstThingInItAndAnEmptyOneAtLast() {
    Found one = found(new Parent.Fresh(ab), Kind.FILE, "a", "b", "1");
    Found two = found(new Parent.Fresh(a), Kind.FILE, "a", "2");
    Found three = found(new Parent.Fresh(c), Kind.FILE, "c", "3");
    Found top = found(new Parent.Known(Nodes.ROOT), Kind.FILE, "top");

    assertThat(paths(Nesting.of(differences(a, ab, c, empty, top, one, two, three))))
        .containsExactly("top", "a", "a/b", "a/b/1", "a/2", "c", "c/3", "c/empty");
  }

  @Test
  void foldersWithoutFilesKeepTheirOrder() {
    assertThat(paths(Nesting.of(differences(a, ab, c, empty))))
        .containsExactly("a", "a/b", "c", "c/empty");
  }

  @Test
  void nothingIsLostAndNothingComesTwice() {
    List<Difference> all =
        differences(a, c, ab, empty, found(new Parent.Fresh(ab), Kind.FILE, "a", "b", "1"));
    assertThat(Nesting.of(all)).containsExactlyInAnyOrderElementsOf(all);
  }

  private static List<Difference> differences(Found... found) {
    return List.of(found).stream().<Difference>map(Difference.New::new).toList();
  }

  private static List<String> paths(List<Difference> differences) {
    return differences.stream().map(d -> d.onDisk().orElseThrow().path().toString()).toList();
  }

  private static Found found(Parent parent, Kind kind, String... names) {
    String name = names[names.length - 1];
    return new Found(
        parent,
        name,
        name,
        new LocalPath(List.of(names)),
        new Fingerprint(kind, 1, 2, 3, 4, 5, names.length, false));
  }
}
