package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.PlacedFolder;

/// What a device has forgotten of folders that lie elsewhere, or mistakes for one, is no deletion. `b` places them. There are few files in them, so that no hold
/// helps.
final class PlacedLossTest extends HoldFixture {
  private static final List<String> INDEX = List.of("index.db", "index.db-wal", "index.db-shm");
  private static final String UNKNOWN = "0123456789abcdef0123456789abcdef";

  private Path desk;
  private Path other;

  @BeforeEach
  void folders() throws IOException {
    desk = fresh("desk");
    other = fresh("other");
  }

  private Path fresh(String name) throws IOException {
    Path folder = b.folder.resolveSibling(name);
    if (Files.exists(folder)) TestDevice.deleteTree(folder);
    return Files.createDirectory(folder);
  }

  private void place(Path folder, String name) throws Exception {
    b.vault.placeFolder(folder, Optional.of(name));
    settle();
  }

  private void reopen() throws Exception {
    b.vault = b.vaults.open(b.home, Optional.empty());
  }

  @Test
  void choicesThatAreLostDeleteNothing() throws Exception {
    SortedMap<String, String> all = a.tree();
    place(desk, "notes");
    b.vault.close();
    Files.delete(b.home.resolve("choices.properties"));
    reopen();
    settle();
    assertThat(a.tree()).isEqualTo(all);
    assertThat(b.tree()).isEqualTo(all);
    assertThat(b.vault.holds()).isEmpty();
  }

  @Test
  void anOldProfileDeletesNothing() throws Exception {
    SortedMap<String, String> all = a.tree();
    b.vault.close();
    Path copy = fresh("copy");
    HostileScene.copy(b.home, copy);
    reopen();
    place(desk, "notes");
    b.vault.close();
    HostileScene.replace(b.home, copy);
    reopen();
    settle();
    assertThat(a.tree()).isEqualTo(all);
    assertThat(b.tree()).isEqualTo(all);
  }

  @Test
  void whatWasDoneInItBeforeOthersMovedItIsSent() throws Exception {
    place(desk, "notes");
    a.move("notes", "photos/notes");
    a.sync();
    Files.writeString(desk.resolve("3"), "edited");
    Files.writeString(desk.resolve("new"), "new");
    Files.move(b.folder.resolve("photos/2019/3"), desk.resolve("photo"));
    settle();
    assertThat(a.read("photos/notes/3")).isEqualTo("edited");
    assertThat(a.read("photos/notes/new")).isEqualTo("new");
    assertThat(a.read("photos/notes/photo")).isEqualTo("photo 3");
    assertThat(b.vault.placedFolders()).isEmpty();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(Files.readString(desk.resolve("3"))).isEqualTo("edited");
  }

  /// A round of the watch that looks at nothing learns of it.
  @Test
  void whatWasDoneInItIsSentByARoundThatHadNothingToLookAt() throws Exception {
    place(desk, "notes");
    a.move("notes", "photos/notes");
    a.sync();
    Files.writeString(desk.resolve("3"), "edited");
    b.learn();
    settle();
    assertThat(a.read("photos/notes/3")).isEqualTo("edited");
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void oneInThePlaceOfAnotherIsNoDeletion() throws Exception {
    place(desk, "notes");
    place(other, "photos");
    SortedMap<String, String> all = a.tree();
    Path away = fresh("away").resolve("desk");
    Files.move(desk, away);
    Files.move(other, desk);
    settle();
    assertThat(a.tree()).isEqualTo(all);
    assertThat(b.vault.placedFolders())
        .extracting(PlacedFolder::state)
        .containsOnly(PlacedFolder.State.GONE);
    Files.move(desk, other);
    Files.move(away, desk);
    Files.writeString(desk.resolve("3"), "edited");
    settle();
    assertThat(a.read("notes/3")).isEqualTo("edited");
    assertThat(a.tree().keySet()).isEqualTo(all.keySet());
  }

  /// It was recorded, but never sent, and the index was lost.
  @Test
  void oneThatNobodyKnowsIsSyncedAllTheSame() throws Exception {
    place(desk, "notes");
    b.vault.close();
    Path choices = b.home.resolve("choices.properties");
    String text = Files.readString(choices);
    String node =
        text.lines()
            .filter(l -> l.startsWith("placed.0"))
            .findFirst()
            .orElseThrow()
            .split("\\\\n")[1];
    Files.writeString(choices, text.replace(node, UNKNOWN));
    for (String file : INDEX) Files.deleteIfExists(b.home.resolve(file));
    reopen();
    Files.writeString(desk.resolve("fresh"), "fresh");
    settle();
    settle();
    assertThat(a.read("notes/fresh")).isEqualTo("fresh");
    assertThat(b.vault.placedFolders())
        .containsExactly(new PlacedFolder("notes", desk, PlacedFolder.State.SYNCED));
    assertThat(b.has("notes")).isFalse();
  }
}
