package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.FastTempDir;

/// Files, folders, storages and profiles that their user may not read or not write: it is said, nothing is deleted anywhere, and when it is allowed
/// again the next sync goes on.
final class PlainUserSyncTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  @Acceptance({110, 111})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unreadableFile",
        "unreadableFolder",
        "readOnlyTarget",
        "readOnlyRoot",
        "closedStorage",
        "readOnlyStorage",
        "readOnlyProfile"
      })
  void whatIsNotAllowedIsSaidAndLosesNothing(String scenario) throws Exception {
    List<String> plain = ChildJava.asPlainUser(root);
    Path temporary = Files.createDirectories(root.resolve("tmp"));
    try (ChildJava user =
        ChildJava.start(
            plain, List.of("-ea"), temporary, PlainUserSync.class, scenario, root.toString())) {
      assertThat(user.await()).as(user.said()).isZero();
    }
  }
}
