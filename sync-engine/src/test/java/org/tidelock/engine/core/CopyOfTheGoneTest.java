package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;

/// Two edited one file, so that A's own version has its place beside it, as the copy of a conflict. Before A could make it so, its user did more to the
/// file, which could not be recorded either, as nothing could be sent. Then there must not be both the copy, brought from elsewhere, and the file that
/// is still known as the same version: a deletion or an edit of the one was taken for one of the other (found by `FaultyStorageTest`).
final class CopyOfTheGoneTest extends TroubledPair {
  /// What the user does to the file.
  enum Deed {
    DELETE,
    EDIT,
    MOVE,
    MOVE_AND_EDIT,
    EXECUTABLE,
    FOLDER_INSTEAD;

    void to(Path file) throws IOException {
      Path moved = file.resolveSibling("moved " + file.getFileName());
      switch (this) {
        case DELETE -> Files.delete(file);
        case EDIT -> edit(file);
        case MOVE -> Files.move(file, moved);
        case MOVE_AND_EDIT -> edit(Files.move(file, moved));
        case EXECUTABLE ->
            assertThat(file.toFile().setExecutable(!Files.isExecutable(file))).isTrue();
        case FOLDER_INSTEAD -> {
          Files.delete(file);
          Files.writeString(Files.createDirectory(file).resolve("within"), "in the folder");
        }
      }
    }

    private static void edit(Path file) throws IOException {
      Files.writeString(file, ", edited", StandardOpenOption.APPEND);
    }
  }

  private static final String OF_B = "of b, which is longer";

  @BeforeEach
  void bothEdit() throws Exception {
    a.write("e.txt", "base");
    exchange();
    for (int i = 0; i < 3; i++) {
      b.write("later", "so that B's edit is the later one: " + i);
      b.sync();
    }
    a.write("e.txt", "of a");
    syncInVain("log");
    b.write("e.txt", OF_B);
    b.sync();
  }

  @Override
  Effects over(Effects effects) {
    return effects.at(new FakeTime(Instant.parse("2020-06-03T12:00:00Z")));
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 4; i++) {
      a.sync();
      b.sync();
    }
    assertThat(Trees.withAttributes(a.folder)).isEqualTo(Trees.withAttributes(b.folder));
    assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  private void syncInVain(String folder) {
    ofA.connection.faults(
        new Faults.Script().inFolder(Fault.Operation.CREATE, folder, Fault.REFUSED, 0, 999));
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    ofA.connection.faults(Faults.none());
  }

  @ParameterizedTest
  @EnumSource(Deed.class)
  void whatWasDoneToTheFileIsDoneToItAlone(Deed deed) throws Exception {
    deed.to(a.folder.resolve("e.txt"));
    a.write("new", "a new file");
    Collection<String> left = new TreeSet<>(texts().values());
    syncInVain("packs");
    exchange();
    left.add(OF_B);
    assertThat(texts().values()).containsExactlyInAnyOrderElementsOf(left);
  }

  @ParameterizedTest
  @EnumSource(Deed.class)
  void whatIsDoneAfterwardsIsNotTakenBack(Deed deed) throws Exception {
    deed.to(a.folder.resolve("e.txt"));
    a.write("new", "a new file");
    syncInVain("packs");
    // What is there now may be a copy that has come meanwhile: the user gives it another place and
    // other contents.
    for (String path : texts().keySet())
      if (path.startsWith("e (a")) Deed.MOVE_AND_EDIT.to(a.folder.resolve(path));
    Collection<String> left = new TreeSet<>(texts().values());
    exchange();
    left.add(OF_B);
    assertThat(texts().values()).containsAll(left);
  }

  private SortedMap<String, String> texts() throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    for (String path : a.tree().keySet())
      if (Files.isRegularFile(a.folder.resolve(path))) texts.put(path, a.read(path));
    return texts;
  }
}
