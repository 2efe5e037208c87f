package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;

/// A file that was changed on two devices is told of on both until a person has settled it.
final class ConflictIssuesTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private static List<Issue> conflicts(TestDevice device) {
    return device.vault.issues().stream().filter(i -> i.code().equals("SYN-01")).toList();
  }

  @Test
  void aConflictIsAnIssueUntilItIsSettled() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("plan.txt", "base");
      a.write("other.txt", "other");
      a.sync();
      b.sync();
      a.write("plan.txt", "a's");
      b.write("plan.txt", "b's way");
      a.sync();
      b.sync();
      a.sync();
      String copy =
          a.tree().keySet().stream().filter(name -> name.contains("(")).findFirst().orElseThrow();
      for (TestDevice device : List.of(a, b)) {
        assertThat(conflicts(device)).extracting(i -> i.path().orElseThrow()).containsExactly(copy);
        assertThat(conflicts(device).getFirst().severity()).isEqualTo(Issue.Severity.INFO);
        assertThat(conflicts(device).getFirst().body().english()).contains("plan.txt");
        assertThat(device.vault.look().state()).isNotEqualTo(State.ATTENTION);
      }
      a.restart();
      assertThat(conflicts(a)).hasSize(1);
      a.delete(copy);
      a.sync();
      b.sync();
      assertThat(conflicts(a)).isEmpty();
      assertThat(conflicts(b)).isEmpty();
    }
  }
}
