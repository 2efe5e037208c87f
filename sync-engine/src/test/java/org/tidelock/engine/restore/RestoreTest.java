package org.tidelock.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.RandomBytes;
import org.tidelock.engine.core.TestDevice;

/// Bringing back what was: nothing that is there is lost by it, and nothing is sent twice.
final class RestoreTest {
  @TempDir Path root;
  private TestDevice a;

  @BeforeEach
  void makeVault() throws Exception {
    a = TestDevice.create(root, "a");
    a.write("anchor", "so that the folder is never empty");
  }

  @AfterEach
  void close() {
    a.close();
  }

  private RestoreReport newest(String path) throws Exception {
    return a.vault.restore(
        new RestoreRequest(path, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private RestoreReport at(String path, Instant time) throws Exception {
    return a.vault.restore(
        new RestoreRequest(path, Optional.empty(), Optional.of(time), Optional.empty()));
  }

  private RestoreReport version(String path, String id) throws Exception {
    return a.vault.restore(
        new RestoreRequest(path, Optional.of(id), Optional.empty(), Optional.empty()));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TidelockException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /// A time between two rounds.
  private static Instant now() throws InterruptedException {
    Instant now = Instant.now();
    Thread.sleep(5);
    return now;
  }

  private long stored() throws Exception {
    try (Stream<Path> files = Files.walk(root.resolve("store"))) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  @Test
  void anOldVersionTakesThePlaceOfTheNewOneAndBothStayInTheHistory() throws Exception {
    a.write("plan", RandomBytes.of(400_000, 1));
    Files.setLastModifiedTime(
        a.folder.resolve("plan"), FileTime.from(Instant.parse("2020-02-03T04:05:06Z")));
    a.sync();
    String first = a.tree().get("plan");
    a.write("plan", "second");
    a.sync();
    List<FileVersion> versions = a.vault.history("plan");
    long before = stored();
    RestoreReport report = version("plan", versions.getLast().id());
    assertThat(report).isEqualTo(new RestoreReport(1, 400_000, List.of("plan")));
    assertThat(a.tree().get("plan")).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(a.folder.resolve("plan")).toInstant())
        .isEqualTo(Instant.parse("2020-02-03T04:05:06Z"));
    assertThat(stored() - before).isLessThan(20_000);
    assertThat(a.vault.history("plan").stream().map(FileVersion::size))
        .containsExactly(400_000L, 6L, 400_000L);
    assertThat(a.vault.activity(10, Optional.empty()).stream().map(Activity::kind))
        .contains(Activity.Kind.RESTORED);
  }

  @Test
  void anEditThatNobodyHasRecordedIsRecordedBeforeItIsReplaced() throws Exception {
    a.write("plan", "first");
    a.sync();
    String id = a.vault.history("plan").getFirst().id();
    a.write("plan", "never synced");
    version("plan", id);
    assertThat(a.read("plan")).isEqualTo("first");
    List<FileVersion> versions = a.vault.history("plan");
    assertThat(versions).hasSize(3);
    version("plan", versions.get(1).id());
    assertThat(a.read("plan")).isEqualTo("never synced");
  }

  @Test
  void aVersionThatIsThereAlreadyIsLeftAlone() throws Exception {
    a.write("plan", "first");
    a.sync();
    RestoreReport report = version("plan", a.vault.history("plan").getFirst().id());
    assertThat(report).isEqualTo(new RestoreReport(0, 0, List.of()));
    assertThat(a.vault.history("plan")).hasSize(1);
  }

  @Test
  void aDeletedFileComesBackWithItsHistory() throws Exception {
    a.write("d/plan", "first");
    a.sync();
    a.write("d/plan", "second one");
    a.sync();
    a.delete("d");
    a.sync();
    assertThat(newest("d/plan").paths()).containsExactly("d/plan");
    assertThat(a.read("d/plan")).isEqualTo("second one");
    assertThat(a.vault.history("d/plan").stream().map(FileVersion::size))
        .containsExactly(10L, 10L, 5L);
    version("d/plan", a.vault.history("d/plan").getLast().id());
    assertThat(a.read("d/plan")).isEqualTo("first");
  }

  @Test
  void aDeletedFolderComesBackWithAllThatWentWithIt() throws Exception {
    a.write("photos/2024/one", "1");
    a.write("photos/2024/two", "2");
    Files.createDirectories(a.folder.resolve("photos/empty"));
    Files.createSymbolicLink(a.folder.resolve("photos/link"), Path.of("2024/one"));
    a.sync();
    SortedMap<String, String> before = a.tree();
    a.delete("photos/2024/two");
    a.sync();
    a.delete("photos");
    a.sync();
    assertThat(a.tree()).hasSize(1);
    assertThat(newest("photos").files()).isEqualTo(3);
    assertThat(a.tree()).isEqualTo(before);
    try (TestDevice b = TestDevice.join(root, "b")) {
      b.sync();
      assertThat(b.tree()).isEqualTo(before);
    }
  }

  @Test
  void aFolderIsAsItWasAndWhatCameSinceStays() throws Exception {
    a.write("d/changed", "old");
    a.write("d/same", "same");
    a.write("d/gone", "gone");
    a.sync();
    Instant then = now();
    a.write("d/changed", "new and longer");
    a.delete("d/gone");
    a.write("d/new", "new");
    a.sync();
    RestoreReport report = at("d", then);
    assertThat(report.paths()).containsExactlyInAnyOrder("d/changed", "d/gone");
    assertThat(a.read("d/changed")).isEqualTo("old");
    assertThat(a.read("d/gone")).isEqualTo("gone");
    assertThat(a.read("d/new")).isEqualTo("new");
    assertRefused(ErrorCode.USAGE, () -> at("d", Instant.EPOCH));
  }

  @Test
  void aFolderThatIsNowAFileIsRestoredBesideIt() throws Exception {
    a.write("thing/inside", "x");
    a.sync();
    Instant then = now();
    a.delete("thing");
    a.sync();
    a.write("thing", "a file now");
    a.sync();
    assertThat(at("thing", then).paths()).containsExactly("thing (restored)/inside");
    assertThat(a.read("thing")).isEqualTo("a file now");
    assertThat(a.read("thing (restored)/inside")).isEqualTo("x");
  }

  @Test
  void whatTheVaultDoesNotHaveIsNeverReplaced() throws Exception {
    a.write("plan.txt", "first");
    a.sync();
    String id = a.vault.history("plan.txt").getFirst().id();
    a.delete("plan.txt");
    a.sync();
    Files.createSymbolicLink(a.folder.resolve("plan.txt"), Path.of("/etc/hostname"));
    RestoreReport report = version("plan.txt", id);
    assertThat(report.paths()).containsExactly("plan (restored).txt");
    assertThat(Files.isSymbolicLink(a.folder.resolve("plan.txt"))).isTrue();
    assertThat(a.read("plan (restored).txt")).isEqualTo("first");
  }

  @Test
  void intoAnotherFolderNothingIsOverwrittenAndNothingElseIsLeftThere() throws Exception {
    a.write("d/one", "1");
    a.write("d/sub/two.txt", "22");
    a.sync();
    Instant then = now();
    Path to = root.resolve("elsewhere/new");
    RestoreRequest folder =
        new RestoreRequest("d", Optional.empty(), Optional.of(then), Optional.of(to));
    assertThat(a.vault.restore(folder).paths())
        .containsExactlyInAnyOrder(
            to.resolve("d/one").toString(), to.resolve("d/sub/two.txt").toString());
    a.vault.restore(folder);
    RestoreRequest file =
        new RestoreRequest("d/sub/two.txt", Optional.empty(), Optional.of(then), Optional.of(to));
    a.vault.restore(file);
    a.vault.restore(file);
    SortedMap<String, String> found = new TreeMap<>(TestDevice.tree(to));
    assertThat(found.keySet())
        .containsExactly(
            "d",
            "d (restored)",
            "d (restored)/one",
            "d (restored)/sub",
            "d (restored)/sub/two.txt",
            "d/one",
            "d/sub",
            "d/sub/two.txt",
            "two (restored).txt",
            "two.txt");
    assertThat(to.resolve(".tidelock")).doesNotExist();
    assertThat(a.vault.history("d/one")).hasSize(1);
  }

  @Test
  void aFolderInsideTheSyncedOneIsAPlaceToo() throws Exception {
    a.write("d/one", "1");
    a.sync();
    Path to = a.folder.resolve("old/things");
    a.vault.restore(new RestoreRequest("d", Optional.empty(), Optional.of(now()), Optional.of(to)));
    assertThat(a.read("old/things/d/one")).isEqualTo("1");
    assertThat(to.resolve(".tidelock")).doesNotExist();
    a.sync();
    assertThat(a.vault.history("old/things/d/one")).hasSize(1);
  }

  @Test
  void nothingIsRestoredIntoTheStorage() throws Exception {
    a.write("d/one", "1");
    a.sync();
    Instant then = now();
    assertRefused(
        ErrorCode.USAGE,
        () ->
            a.vault.restore(
                new RestoreRequest(
                    "d",
                    Optional.empty(),
                    Optional.of(then),
                    Optional.of(root.resolve("store/x")))));
    assertThat(root.resolve("store/x")).doesNotExist();
  }

  @Test
  void whatIsNotDeletedNeedsAVersionOrATime() throws Exception {
    a.write("d/one", "1");
    a.sync();
    assertRefused(ErrorCode.USAGE, () -> newest("d/one"));
    assertRefused(ErrorCode.USAGE, () -> newest("d"));
    assertRefused(ErrorCode.USAGE, () -> newest("never/was"));
    assertRefused(ErrorCode.USAGE, () -> version("d/one", "no version"));
    assertRefused(
        ErrorCode.USAGE,
        () ->
            a.vault.restore(
                new RestoreRequest(
                    "d/one", Optional.of("v"), Optional.of(Instant.now()), Optional.empty())));
  }

  @Test
  void whatCannotBeHadIsNamedAndTheRestComes() throws Exception {
    a.write("d/lost", RandomBytes.of(9 << 20, 3));
    a.sync();
    List<Path> packs = packs();
    a.write("d/kept", "kept");
    a.sync();
    Instant then = now();
    a.delete("d");
    a.sync();
    for (Path pack : packs) if (Files.size(pack) > 1 << 20) Files.delete(pack);
    assertThatThrownBy(() -> at("d", then))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MISSING);
              assertThat(e.whatHappened()).contains("d/lost");
            });
    assertThat(a.read("d/kept")).isEqualTo("kept");
    assertThat(a.has("d/lost")).isFalse();
    assertThat(Files.list(a.folder.resolve(".tidelock/staging"))).isEmpty();
  }

  private List<Path> packs() throws Exception {
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      return packs.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void anEmptiedFolderIsRestoredAsAWholeOnly() throws Exception {
    a.write("d/one", "1");
    a.write("two", "2");
    a.sync();
    SortedMap<String, String> before = a.tree();
    a.delete("d");
    a.delete("two");
    a.delete("anchor");
    assertRefused(ErrorCode.NEEDS_YOU, () -> version("two", "any"));
    assertRefused(ErrorCode.NEEDS_YOU, () -> at("d", now()));
    assertThat(a.tree()).isEmpty();
    assertThat(newest("").files()).isEqualTo(3);
    assertThat(a.tree()).isEqualTo(before);
    assertThat(a.vault.listDeleted("")).isEmpty();
  }
}
