package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Launcher.Result;
import org.tidelock.engine.Acceptance;
import tools.jackson.databind.JsonNode;

/// Two profiles, one storage folder, real files, through the launcher: what a script sees.
final class TwoDevicesIT {
  @TempDir static Path shared;
  private Mould mould;
  private Path temp;
  private Device a;
  private Device b;

  @BeforeEach
  void prepare() throws IOException {
    Launcher.require();
    mould = new Mould(shared);
    temp = mould.emptied();
    a = new Device(temp, "a");
    b = new Device(temp, "b");
    a.write("Documents/plan.txt", "first version");
    a.write("Documents/Letters/aunt canary-Hedwig.txt", "dear canary-aunt");
    a.write("Größe 東京 😀.txt", "not all ASCII");
    a.write("empty", "");
    Files.write(a.folder.resolve("film.mov"), randomBytes(3_000_000));
    Files.createSymbolicLink(a.folder.resolve("link"), Path.of("Documents/plan.txt"));
    Files.createDirectories(a.folder.resolve("empty folder"));
  }

  private static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    new java.security.SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private void pair() throws Exception {
    mould.pour(this::setUp);
    a.sync(); // so that the devices know their copied files
    b.sync();
  }

  private void setUp() throws Exception {
    assertThat(a.create().code()).isZero();
    a.sync();
    assertThat(b.join().code()).isZero();
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  private void settle() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void theWholeLifeOfAVault() throws Exception {
    JsonNode created = created();
    assertThat(created.get("storage").asString()).isEqualTo(a.storage());
    JsonNode sent = a.json(0, "sync");
    assertThat(sent.get("state").asString()).isEqualTo("up-to-date");
    assertThat(sent.get("sent").get("files").asLong()).isEqualTo(6);
    assertThat(sent.get("sent").get("bytes").asLong()).isGreaterThanOrEqualTo(3_000_000);
    JsonNode status = a.json(0, "status");
    assertThat(status.get("state").asString()).isEqualTo("up-to-date");
    assertThat(status.get("files").asLong()).isEqualTo(6);
    assertThat(status.get("folders").asLong()).isEqualTo(3);
    assertThat(status.get("waiting").asLong()).isZero();
    assertThat(status.get("vault").get("name").asString()).isEqualTo("Hedwig's");

    JsonNode joined =
        b.json(
            0,
            "join",
            "--storage",
            b.storage(),
            "--folder",
            b.folder.toString(),
            "--device",
            "b",
            "--keep-unlocked=file",
            "--yes");
    assertThat(joined.get("vault")).isEqualTo(created.get("vault"));
    assertThat(joined.get("name").asString()).isEqualTo("Hedwig's");
    assertThat(b.json(0, "sync").get("received").get("files").asLong()).isEqualTo(6);
    assertThat(b.tree()).isEqualTo(a.tree());

    assertThat(a.json(0, "sync").get("sent").get("files").asLong())
        .as("nothing to do is nothing done")
        .isZero();
  }

  private JsonNode created() throws Exception {
    return a.json(
        0,
        "create",
        "--storage",
        a.storage(),
        "--folder",
        a.folder.toString(),
        "--name",
        "Hedwig's",
        "--keep-unlocked=file");
  }

  @Test
  void bothVersionsOfAFileThatBothChangedAreKeptOnBoth() throws Exception {
    pair();
    a.write("Documents/plan.txt", "version of A");
    b.write("Documents/plan.txt", "version of B");
    a.write("only A", "a");
    b.write("only B", "b");
    a.sync();
    JsonNode report = b.json(0, "sync");
    assertThat(report.get("conflicts")).hasSize(1);
    JsonNode conflict = report.get("conflicts").get(0);
    assertThat(conflict.get("path").asString()).isEqualTo("Documents/plan.txt");
    assertThat(conflict.get("copy").asString())
        .matches("Documents/plan \\((a|b), \\d{4}-\\d\\d-\\d\\d, [0-9a-f]{4}\\)\\.txt");
    settle();
    Map<String, String> tree = a.tree();
    assertThat(tree).containsEntry("only A", "a").containsEntry("only B", "b");
    assertThat(
            Stream.of("Documents/plan.txt", conflict.get("copy").asString())
                .map(tree::get)
                .toList())
        .containsExactlyInAnyOrder("version of A", "version of B");
  }

  @Test
  void renamesDeletionsAndNewFilesArriveAndNothingComesBack() throws Exception {
    pair();
    Files.move(a.folder.resolve("Documents"), a.folder.resolve("Papers"));
    Files.delete(b.folder.resolve("empty"));
    Files.delete(b.folder.resolve("empty folder"));
    b.write("Documents/new.txt", "made in the old folder");
    settle();
    assertThat(a.tree())
        .containsEntry("Papers/new.txt", "made in the old folder")
        .containsKey("Papers/Letters/aunt canary-Hedwig.txt")
        .doesNotContainKeys("Documents", "empty", "empty folder");
    assertThat(a.json(0, "sync").get("received").get("files").asLong()).isZero();
  }

  @Test
  void oldVersionsAndDeletedFilesComeBack() throws Exception {
    pair();
    a.write("Documents/plan.txt", "second version");
    a.sync();
    Files.delete(a.folder.resolve("empty"));
    a.sync();
    JsonNode versions = a.json(0, "history", "Documents/plan.txt").get("versions");
    assertThat(versions).hasSize(2);
    assertThat(versions.get(0).get("current").asBoolean()).isTrue();
    assertThat(versions.get(1).get("size").asLong()).isEqualTo("first version".length());
    String old = versions.get(1).get("id").asString();
    JsonNode restored = a.json(0, "restore", "Documents/plan.txt", "--version", old);
    assertThat(restored.get("files").asLong()).isOne();
    assertThat(a.tree()).containsEntry("Documents/plan.txt", "first version");
    assertThat(a.json(0, "ls", "--deleted").get("entries").get(0).get("path").asString())
        .isEqualTo("empty");
    a.json(0, "restore", "empty");
    a.json(0, "restore", "Documents/plan.txt", "--version", old, "--to", "elsewhere");
    assertThat(Device.treeOf(temp.resolve("elsewhere"))).containsValue("first version");
    settle();
    assertThat(b.tree()).containsEntry("Documents/plan.txt", "first version").containsKey("empty");
    assertThat(b.json(0, "history", "Documents/plan.txt").get("versions").size())
        .isGreaterThanOrEqualTo(3);
  }

  @Test
  void whatIsThereIsListedFoundAndExplained() throws Exception {
    pair();
    JsonNode top = b.json(0, "ls").get("entries");
    assertThat(top.size()).isEqualTo(6);
    assertThat(top.get(0).get("type").asString()).isEqualTo("folder");
    assertThat(b.json(0, "ls", "Documents/Letters").get("entries").get(0).get("size").asLong())
        .isEqualTo("dear canary-aunt".length());
    assertThat(b.json(0, "search", "HEDWIG").get("entries").get(0).get("path").asString())
        .isEqualTo("Documents/Letters/aunt canary-Hedwig.txt");
    assertThat(b.json(0, "why", "empty").get("facts").size()).isPositive();
    assertThat(b.json(0, "devices").get("devices").size()).isEqualTo(2);
    JsonNode verified = b.json(0, "verify", "--deep");
    assertThat(verified.get("findings")).isEmpty();
    long objects = verified.get("objects").asLong();
    assertThat(objects).isPositive();
    JsonNode view = b.json(0, "provider-view");
    assertThat(view.get("listing").size()).isEqualTo((int) view.get("objects").asLong());
    assertThat(view.toString()).doesNotContain("canary");
    assertThat(a.run("ls", "no such folder").code()).isEqualTo(2);
    assertThat(a.run("history", "no such file").code()).isEqualTo(2);
    assertThat(a.run("restore", "no such file").code()).isEqualTo(2);
  }

  @Test
  void devicesThatHaveSeenTheSameShowTheSameFingerprint() throws Exception {
    pair();
    b.write("from b", "hello");
    b.sync();
    a.sync();
    b.sync();
    assertThat(b.json(0, "fingerprint")).isEqualTo(a.json(0, "fingerprint"));
  }

  @Acceptance(156)
  @Test
  void rulesLeaveOutAndDeleteNothing() throws Exception {
    pair();
    a.json(0, "ignore", "add", "*.mov");
    Files.write(a.folder.resolve("new.mov"), randomBytes(100));
    a.write("Thumbs.db", "junk");
    settleWithout("new.mov", "Thumbs.db");
    assertThat(b.tree()).containsKey("film.mov").doesNotContainKeys("new.mov", "Thumbs.db");
    assertThat(a.json(0, "ignore", "test", "new.mov").get("pattern").asString()).isEqualTo("*.mov");
    assertThat(a.json(0, "ignore", "test", "Thumbs.db").get("ignored").asBoolean()).isTrue();
    a.json(0, "ignore", "remove", "*.mov");
    Files.delete(a.folder.resolve("Thumbs.db"));
    settle();
    assertThat(b.tree()).containsKey("new.mov");
  }

  private void settleWithout(String... names) throws Exception {
    a.sync();
    b.sync();
    Map<String, String> here = a.tree();
    List.of(names).forEach(here::remove);
    assertThat(b.tree()).isEqualTo(here);
  }

  @Test
  void aPausedDeviceStaysPausedOverStarts() throws Exception {
    pair();
    assertThat(a.json(0, "pause", "--for", "1h").get("until").isNull()).isFalse();
    assertThat(a.json(0, "status").get("state").asString()).isEqualTo("paused");
    a.write("asked for", "y");
    assertThat(a.json(0, "sync").get("state").asString())
        .as("an explicit round")
        .isEqualTo("up-to-date");
    assertThat(b.json(0, "sync").get("received").get("files").asLong()).isOne();
    assertThat(a.json(0, "status").get("state").asString())
        .as("the pause goes on")
        .isEqualTo("paused");
    a.json(0, "resume");
    a.write("after", "x");
    settle();
  }

  @Acceptance(152)
  @Test
  void aFolderThatIsGoneOrEmptiedStopsAndDeletesNothing() throws Exception {
    pair();
    Map<String, String> before = b.tree();
    Path away = temp.resolve("away");
    Files.move(a.folder, away);
    assertThat(a.json(4, "sync").get("state").asString()).isEqualTo("error");
    Files.createDirectories(a.folder);
    assertThat(a.run("sync").code()).as("an empty folder in its place").isEqualTo(4);
    Files.delete(a.folder);
    Files.move(away, a.folder);
    a.sync();
    b.sync();
    assertThat(b.tree()).isEqualTo(before);
  }

  @Test
  void whatIsNotThereHasACodeOfItsOwn() throws Exception {
    Files.createDirectories(b.store);
    assertThat(b.join().code()).as("a storage without a vault").isEqualTo(3);
    assertThat(b.run("status").code()).as("nothing was set up").isEqualTo(3);
    setUp();
    Map<String, String> before = a.tree();
    Path away = temp.resolve("away");
    Files.move(a.store, away);
    assertThat(a.run("sync").code()).as("no storage").isEqualTo(5);
    Files.createDirectories(a.store);
    assertThat(a.run("sync").code()).as("a storage that forgot the vault").isEqualTo(27);
    Files.delete(a.store);
    Files.move(away, a.store);
    settle();
    assertThat(a.tree()).isEqualTo(before);
  }

  @Test
  void foldersAndStorageMustLieApart() throws Exception {
    Device inside = new Device(temp, "a/inner");
    assertThat(
            a.run(
                    "create",
                    "--storage",
                    "file://" + a.folder.resolve("s"),
                    "--folder",
                    a.folder.toString())
                .code())
        .isEqualTo(2);
    assertThat(
            a.run("create", "--storage", "file://" + temp, "--folder", a.folder.toString()).code())
        .isEqualTo(2);
    assertThat(inside.home).doesNotExist();
    assertThat(a.folder.resolve("s")).doesNotExist();
    assertThat(a.create().code()).as("a refusal leaves nothing in the way").isZero();
  }

  @Test
  void aStorageWithAVaultTakesNoSecondOne() throws Exception {
    assertThat(a.create().code()).isZero();
    Result second = b.create();
    assertThat(second.code()).isEqualTo(2);
    assertThat(b.run("status").code()).isEqualTo(3);
    assertThat(new Device(temp, "b").join().code()).isZero();
  }

  @Test
  void aLockedProfileOpensWithThePassphraseOnly() throws Exception {
    assertThat(a.run("create", "--storage", a.storage(), "--folder", a.folder.toString()).code())
        .isZero();
    a.sync();
    a.environment.put("TIDELOCK_PASSPHRASE", "something else entirely");
    Result wrong = a.run("status");
    assertThat(wrong.code()).as(wrong.toString()).isEqualTo(26);
    assertThat(wrong.err()).doesNotContain("something else");
    a.environment.put("TIDELOCK_PASSPHRASE", "");
    assertThat(a.run("status").code()).isEqualTo(3);
  }

  @Test
  void theRecoveryKitUnlocksAProfileWhosePassphraseIsForgotten() throws Exception {
    Result made =
        a.run(
            "create",
            "--storage",
            a.storage(),
            "--folder",
            a.folder.toString(),
            "--recovery-kit",
            "kit.txt");
    assertThat(made.code()).as(made.toString()).isZero();
    a.environment.put("TIDELOCK_PASSPHRASE", "");
    assertThat(a.run("sync").code()).as("locked").isEqualTo(3);
    a.json(0, "sync", "--recovery-key-file", "kit.txt");
    assertThat(a.json(0, "ls", "--recovery-key-file", "kit.txt").get("entries")).isNotEmpty();
    // The kit makes a new one, too, and is nothing after that.
    a.json(0, "recovery-kit", "new.txt", "--recovery-key-file", "kit.txt");
    Result old = a.run("status", "--recovery-key-file", "kit.txt");
    assertThat(old.code()).as(old.toString()).isEqualTo(26);
    a.json(0, "sync", "--recovery-key-file", "new.txt");
  }

  @Test
  void recoveryKitsOpenTheVaultUntilANewOneIsMade() throws Exception {
    assertThat(a.create("--recovery-kit", "old.txt").code()).isZero();
    a.sync();
    b.environment.put("TIDELOCK_PASSPHRASE", "");
    assertThat(
            b.run(
                    "export",
                    "--storage",
                    b.storage(),
                    "--to",
                    "out",
                    "--recovery-key-file",
                    "old.txt")
                .code())
        .isZero();
    assertThat(Device.treeOf(temp.resolve("out"))).isEqualTo(a.tree());
    Files.copy(temp.resolve("old.txt"), temp.resolve("copy.txt"));
    assertThat(a.run("recovery-kit", "new.pdf").code()).isZero();
    Result old = b.join("--recovery-key-file", "copy.txt");
    assertThat(old.code()).as(old.toString()).isEqualTo(26);
    assertThat(b.run("status").code()).as("nothing was set up").isEqualTo(3);
    String words;
    try (var pdf = org.apache.pdfbox.Loader.loadPDF(temp.resolve("new.pdf").toFile())) {
      words = new org.apache.pdfbox.text.PDFTextStripper().getText(pdf);
    }
    Files.writeString(temp.resolve("new.txt"), words);
    assertThat(b.join("--recovery-key-file", "new.txt").code()).isZero();
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void watchingDevicesStayTheSameAndAnswer() throws Exception {
    pair();
    Path out = temp.resolve("watch.out");
    Path err = temp.resolve("watch.err");
    Process watch = Launcher.start(temp, a.environment, a.command("watch", "--json"), out, err);
    Process other =
        Launcher.start(
            temp, b.environment, b.command("watch"), temp.resolve("o"), temp.resolve("e"));
    try {
      a.json(0, "status", "--wait", "up-to-date");
      b.json(0, "status", "--wait", "up-to-date");
      a.write("Documents/watched.txt", "seen");
      awaitFile(b.folder.resolve("Documents/watched.txt"), "seen");
      Files.delete(b.folder.resolve("Documents/watched.txt"));
      awaitGone(a.folder.resolve("Documents/watched.txt"));
      assertThat(a.json(3, "watch").get("error").get("code").asString())
          .isEqualTo("ALREADY_RUNNING");
      a.json(0, "sync");
      assertThat(a.json(0, "ls", "Documents").get("entries").size()).isEqualTo(2);

      watch.destroy();
      assertThat(watch.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.exitValue()).as(Files.readString(err)).isZero();
      List<String> events = Files.readAllLines(out);
      assertThat(events.getFirst()).startsWith("{\"event\":\"started\"");
      assertThat(events.getLast()).isEqualTo("{\"event\":\"stopped\"}");
      assertThat(events).anyMatch(line -> line.contains("\"kind\":\"sent\""));
      other.destroyForcibly().waitFor();
      settle();
    } finally {
      watch.destroyForcibly();
      other.destroyForcibly();
    }
  }

  private static void awaitFile(Path file, String text) throws Exception {
    for (int i = 0; i < 1_200; i++) {
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(file + " did not arrive in a minute");
  }

  private static void awaitGone(Path file) throws Exception {
    for (int i = 0; i < 1_200; i++) {
      if (!Files.exists(file)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(file + " was not removed in a minute");
  }

  /// Names and contents are in no object, no log, no message and no temporary file; nothing is left in the temporary directory.
  @Test
  void nothingKnownLeaksAndNothingIsLeftBehind() throws Exception {
    Path scratch = Files.createDirectories(temp.resolve("scratch"));
    for (Device device : List.of(a, b)) {
      device.environment.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + scratch);
    }
    setUp();
    a.run("sync", "-v");
    assertThat(scratch).isEmptyDirectory();
    for (Path place : List.of(a.store, a.home.resolve("logs"), b.home.resolve("logs"))) {
      assertThat(filesWith(place, "canary")).as("in " + place).isEmpty();
    }
    assertThat(filesWith(a.folder, "canary")).as("the search finds what is there").isNotEmpty();
  }

  private static List<Path> filesWith(Path top, String text) throws IOException {
    if (!Files.exists(top)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file -> {
                try {
                  return file.toString().contains(text)
                      || Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }
}
