package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A vault outlives its first storage: a second copy, a move to it, and a device that joins from it, by the launcher as a script would do it.
final class MirrorIT {
  @TempDir Path temp;

  @BeforeEach
  void aLauncher() {
    Launcher.require();
  }

  @Test
  void aVaultOutlivesItsFirstStorage() throws Exception {
    Device a = new Device(temp, "a");
    Device b = new Device(temp, "b");
    String second = "file://" + temp.resolve("second");
    a.write("letters/one", "x".repeat(50_000));
    assertThat(a.create().code()).isZero();
    a.json(0, "sync");
    JsonNode begun = a.json(0, "mirror", "--to", second);
    assertThat(begun.get("missing").asLong()).isZero();
    assertThat(begun.get("copied").get("objects").asLong()).isGreaterThan(6);
    try (Stream<Path> all = Files.walk(a.store)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(p);
    }
    a.json(5, "mirror");
    JsonNode moved = a.json(0, "mirror", "--use");
    assertThat(moved.get("alone").asBoolean()).isTrue();
    a.json(0, "sync");
    String[] join = {
      "join", "--storage", second, "--folder", b.folder.toString(), "--yes", "--keep-unlocked=file"
    };
    assertThat(b.run(join).code()).isZero();
    b.json(0, "sync");
    assertThat(b.folder.resolve("letters/one")).hasContent("x".repeat(50_000));
  }
}
