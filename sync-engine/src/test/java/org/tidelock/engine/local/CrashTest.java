package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.local.WriterFixture.at;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The process dies at every single call to the disk, in turn; then the next one starts and clears its staging folder.
class CrashTest {
  @TempDir Path temp;

  private interface Deed {
    void run(WriterFixture f) throws IOException;
  }

  /// What is left after each crash: first at `a` (nothing if it is gone), then in the trash.
  private List<List<String>> afterEachCrash(boolean exchanges, Deed before, Deed deed)
      throws IOException {
    List<List<String>> outcomes = new ArrayList<>();
    boolean crashed = true;
    for (int calls = 0; crashed; calls++) {
      Path root = Files.createDirectory(temp.resolve("crash" + calls));
      WriterFixture f = new WriterFixture(root, exchanges);
      before.run(f);
      f.disk.crashAfter(calls);
      crashed = dies(f, deed);
      WriterFixture next = new WriterFixture(root, exchanges);
      next.folder.clearStaging();
      List<String> left = new ArrayList<>();
      left.add(next.tree().getOrDefault("a", ""));
      left.addAll(next.trashed());
      outcomes.add(left);
    }
    assertThat(outcomes).as("calls").hasSizeGreaterThan(5);
    return outcomes;
  }

  private static boolean dies(WriterFixture f, Deed deed) throws IOException {
    try {
      deed.run(f);
      return false;
    } catch (MeddlingDisk.Crash e) {
      return true;
    } catch (StaleException e) {
      return false;
    }
  }

  private BaseRow row;
  private LocalPath staged;

  private void prepare(WriterFixture f) throws IOException {
    f.write("a", "old");
    row = f.row("a");
    staged = f.staged("new");
  }

  @Test
  void atEveryMomentOfASwapTheOldOrTheNewIsThere() throws Exception {
    List<List<String>> outcomes =
        afterEachCrash(true, this::prepare, f -> f.writer.replace(staged, at("a"), row));
    assertThat(outcomes)
        .allSatisfy(
            left -> {
              assertThat(left).contains("old");
              assertThat(left.getFirst()).isIn("old", "new");
            });
    assertThat(outcomes.getLast()).containsExactly("new", "old");
  }

  @Test
  void withoutASwapTheOldIsNeverLost() throws Exception {
    List<List<String>> outcomes =
        afterEachCrash(false, this::prepare, f -> f.writer.replace(staged, at("a"), row));
    assertThat(outcomes).allSatisfy(left -> assertThat(left).contains("old"));
    assertThat(outcomes.getLast()).containsExactly("new", "old");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEditInTheLastMomentIsNeverLost(boolean exchanges) throws Exception {
    List<List<String>> outcomes =
        afterEachCrash(
            exchanges,
            f -> {
              prepare(f);
              f.disk.before("exchange", () -> f.save("a", "edit"));
            },
            f -> f.writer.replace(staged, at("a"), row));
    assertThat(outcomes)
        .allSatisfy(left -> assertThat(left).containsAnyOf("old", "edit"))
        .anySatisfy(left -> assertThat(left).contains("edit"));
    // Once the edit has been made, it is there.
    int first = 0;
    while (!outcomes.get(first).contains("edit")) first++;
    assertThat(outcomes.subList(first, outcomes.size()))
        .allSatisfy(left -> assertThat(left).contains("edit"));
    assertThat(outcomes.getLast().getFirst()).isEqualTo("edit");
  }

  @Test
  void atEveryMomentOfARemovalTheFileIsThereOrInTheTrash() throws Exception {
    List<List<String>> outcomes =
        afterEachCrash(true, this::prepare, f -> f.writer.remove(at("a"), row));
    assertThat(outcomes).allSatisfy(left -> assertThat(left).contains("old"));
    assertThat(outcomes.getLast()).containsExactly("", "old");
  }
}
