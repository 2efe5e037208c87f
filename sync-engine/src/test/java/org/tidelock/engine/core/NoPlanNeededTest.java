package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.effects.CallsOfStore;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.system.SystemEffects;

/// What a plan would compare without anything to do: it needs memory for each file.
final class NoPlanNeededTest {
  /// More than go into one commit.
  private static final int FILES = 1700;

  @TempDir Path root;

  /// Looks into the index when everything is recorded and sent, and nothing is planned yet.
  private final class Watched extends CallsOfStore {
    final List<Long> left = new ArrayList<>();

    @Override
    public void after(String call, Object[] arguments) {
      if (!call.equals("create") || !((ObjectName) arguments[0]).value().startsWith("heads/"))
        return;
      Path index = root.resolve("home-a").resolve("index.db");
      try (Database db = Database.open(index, Database.Access.READ)) {
        left.add(Tables.over(db).dirty().things());
      }
    }
  }

  @Test
  void aFolderThatTookSeveralCommitsIsKnownToBeEqual() throws Exception {
    Watched watched = new Watched();
    try (TestDevice a =
        TestDevice.create(root, "a", TestDevice.vaults(SystemEffects.create().in(watched)))) {
      for (int i = 0; i < FILES; i++) a.write("folder/" + i, "");
      watched.left.clear();
      a.sync();
      // After the writer's first commit, which is empty (decision 0109), and after the files: the
      // folder itself.
      assertThat(watched.left).as("things to plan").containsExactly(0L, 1L);
    }
  }
}
