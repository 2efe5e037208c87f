package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Shell;

/// A Linux that watches no more folders: a namespace of users has a limit of its own.
final class NarrowWatchTest {
  private static final String LIMIT = "echo 40 > /proc/sys/user/max_inotify_watches";

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Acceptance(162)
  @Test
  void whereTheSystemWatchesNoMoreFoldersThatIsToldAndEditsAreFoundAllTheSame() throws Exception {
    Shell.require(
        root, "unshare -Ur sh -c '" + LIMIT + "'", "a limit of watches needs a namespace of users");
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      for (int i = 0; i < 100; i++) a.write("d" + i + "/in/first", "first " + i);
      a.sync();
      b.sync();
    }
    Path temporary = Files.createDirectories(root.resolve("tmp"));
    List<String> narrow = List.of("unshare", "-Ur", "sh", "-c", LIMIT + " && exec \"$0\" \"$@\"");
    try (ChildJava child =
        ChildJava.start(narrow, List.of(), temporary, NarrowWatchMain.class, root.toString())) {
      assertThat(child.await()).as(child.said()).isZero();
      assertThat(child.said())
          .contains(
              "LOC-08: Too many folders to watch. The system watches no more folders, so changes here are noticed within 2 minutes instead of at once."
                  + " Nothing is lost. On Linux the limit is fs.inotify.max_user_watches: raise it with sudo sysctl fs.inotify.max_user_watches=1048576;"
                  + " Tidelock tries again within an hour.")
          .contains("found by looking");
    }
  }
}
