package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.FakeWatcher;
import org.tidelock.engine.local.FolderListener.Loss;

/// What a person should know and only the log knew: an index that was made anew, with the conflicts from before, and a folder that cannot be watched.
final class ToldIssuesTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final FakeWatcher watcher = new FakeWatcher();
  private TestDevice a;
  private TestDevice b;

  @BeforeEach
  void twoDevices() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(watcher));
    b = TestDevice.join(root, "b");
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private static List<Issue> told(TestDevice device, String code) {
    return device.vault.issues().stream().filter(i -> i.code().equals(code)).toList();
  }

  private Path index() {
    return a.home.resolve("index.db");
  }

  private void loseIndex() throws Exception {
    a.vault.close();
    for (String name : List.of("index.db", "index.db-wal", "index.db-shm"))
      Files.deleteIfExists(a.home.resolve(name));
    a.restart();
  }

  private void damageIndex() throws Exception {
    a.vault.close();
    Files.write(index(), new byte[8192]);
    a.restart();
  }

  // APP-02

  @Test
  void anIndexThatWasDamagedAndMadeAnewIsToldOf() throws Exception {
    a.write("file", "text");
    a.sync();
    assertThat(told(a, "APP-02")).isEmpty();
    damageIndex();
    assertThat(told(a, "APP-02")).hasSize(1);
    assertThat(told(a, "APP-02").getFirst().body().english()).contains("damaged");
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    a.restart();
    assertThat(told(a, "APP-02")).hasSize(1);
    assertThat(a.vault.look().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  void anIndexThatWasLostIsToldOf() throws Exception {
    loseIndex();
    assertThat(told(a, "APP-02")).hasSize(1);
    assertThat(told(a, "APP-02").getFirst().body().english()).contains("gone");
    assertThat(told(b, "APP-02")).isEmpty();
  }

  // SYN-01

  private String conflict() throws Exception {
    a.write("in/plan.txt", "base");
    a.sync();
    b.sync();
    a.write("in/plan.txt", "a's");
    b.write("in/plan.txt", "b's way");
    a.sync();
    b.sync();
    a.sync();
    assertThat(told(a, "SYN-01")).hasSize(1);
    return told(a, "SYN-01").getFirst().path().orElseThrow();
  }

  @Test
  void conflictsFromBeforeTheIndexWasLostAreToldAgainUntilTheyAreSettled() throws Exception {
    String copy = conflict();
    Issue before = told(a, "SYN-01").getFirst();
    loseIndex();
    a.sync();
    assertThat(told(a, "SYN-01")).hasSize(1);
    Issue now = told(a, "SYN-01").getFirst();
    assertThat(now.path()).contains(copy);
    assertThat(now.body()).isEqualTo(before.body());
    a.delete(copy);
    a.sync();
    assertThat(told(a, "SYN-01")).isEmpty();
  }

  @Test
  void whoJoinsWithTheFilesAlreadyThereIsToldOfConflicts() throws Exception {
    String copy = conflict();
    Path folder = root.resolve("folder-c");
    Files.createDirectories(folder.resolve("in"));
    for (String path : a.tree().keySet())
      if (!path.endsWith("/") && Files.isRegularFile(a.folder.resolve(path)))
        Files.copy(a.folder.resolve(path), folder.resolve(path));
    try (TestDevice c = TestDevice.join(root, "c")) {
      c.sync();
      assertThat(told(c, "SYN-01")).extracting(i -> i.path().orElseThrow()).containsExactly(copy);
    }
  }

  @Test
  void whatWasSettledIsNotToldOfAgain() throws Exception {
    a.delete(conflict());
    a.sync();
    loseIndex();
    a.sync();
    assertThat(told(a, "SYN-01")).isEmpty();
  }

  // LOC-08

  @Acceptance(162)
  @Test
  void tooManyFoldersToWatchAreToldOfWhileTheFolderIsWatched() throws Exception {
    try (Vault.Subscription _ = a.vault.watch()) {
      assertThat(told(a, "LOC-08")).isEmpty();
      watcher.tell(w -> w.lost(Loss.TOO_MANY_FOLDERS, "of a test"));
      assertThat(told(a, "LOC-08")).hasSize(1);
      assertThat(told(a, "LOC-08").getFirst().severity()).isEqualTo(Issue.Severity.INFO);
      assertThat(a.vault.status().issues()).extracting(Issue::code).contains("LOC-08");
    }
    assertThat(told(a, "LOC-08")).isEmpty();
    try (Vault.Subscription _ = a.vault.watch()) {
      assertThat(told(a, "LOC-08")).isEmpty();
    }
  }

  @Test
  void thatNothingIsToldForAnotherReasonHasAnotherCode() throws Exception {
    try (Vault.Subscription _ = a.vault.watch()) {
      watcher.tell(w -> w.lost(Loss.NOT_TOLD, "of a test"));
      assertThat(told(a, "LOC-18")).hasSize(1);
      assertThat(told(a, "LOC-08")).isEmpty();
    }
  }
}
