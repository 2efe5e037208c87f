package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.servers.DavServers;
import org.tidelock.engine.storage.servers.LocalServer;

/// `mirror`: what it asks of the vault and says of the second copy; and once with the engine and a server that people use.
final class MirrorCommandTest extends CliFixture {
  private static final Finding OLDER =
      new Finding(ErrorCode.ROLLBACK, "log/aa/0000000000000007", "It is not there.", List.of());

  @Test
  void anUpdateSaysWhatWasCopiedAndThatNothingIsMissing() {
    TestVault vault = ready();
    assertThat(run("mirror"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Second copy: file:///second",
                    "Copied: 3 objects, 17 MB",
                    "It has everything: 53,284 objects, 213 GB"),
                ""));
    assertThat(vault.calls).containsExactly("updateMirror", "close");
  }

  @Test
  void whatIsMissingAndWhatWasFoundIsTold() {
    TestVault vault = ready();
    vault.mirrored =
        new MirrorReport(vault.mirror.orElseThrow(), 10, 2_000_000, 0, 0, 1, List.of(OLDER));
    Result result = run("mirror");
    assertThat(result.exit()).isEqualTo(21);
    assertThat(result.out())
        .isEqualTo(
            lines(
                "Found: log/aa/0000000000000007: It is not there. [ROLLBACK]",
                "Second copy: file:///second",
                "Copied: 0 objects, 0 bytes",
                "It lacks 1 object of 10 objects, 2.0 MB; it had everything on 2026-11-24 10:00"));
    assertDocument(
        runAnew("mirror", "--json"),
        """
        {"storage":"file:///second","since":"2026-11-20T10:00:00Z","complete":"2026-11-24T09:00:00Z","behind":null,"objects":10,"bytes":2000000,"copied":{"objects":0,"bytes":0},"missing":1,"findings":[{"code":"ROLLBACK","object":"log/aa/0000000000000007","message":"It is not there.","affected":[]}]}
        """);
  }

  @Test
  void whereItCannotBeBroughtUpToDateWhatIsKnownOfItIsStillTold() {
    TestVault vault = ready();
    vault.mirror =
        Optional.of(
            new Mirror(
                "file:///second",
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-24T09:00:00Z")),
                Optional.empty()));
    vault.failure = problem(ErrorCode.STORAGE);
    Result result = run("mirror", "--json");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(json(result).get("behind").asString()).isEqualTo("2026-11-24T09:00:00Z");
    assertThat(json(result).get("error").get("code").asString()).isEqualTo("STORAGE");
  }

  @Test
  void whatOpensTheMainStorageIsNotSentToTheSecondOne() {
    TestVault vault = ready();
    vaults.needs = StorageNeeds.ACCESS_KEY;
    environment.put("TIDELOCK_STORAGE_SECRET", "of the main storage");
    environment.put("AWS_ACCESS_KEY_ID", "of the main storage");
    environment.put("AWS_SECRET_ACCESS_KEY", "of the main storage");
    String s3 = "s3://bucket/copy?endpoint=https://host";
    assertThat(run("mirror", "--to", s3).exit()).isEqualTo(3);
    assertThat(terminal.complained()).contains("TIDELOCK_MIRROR_KEY_ID and TIDELOCK_MIRROR_SECRET");
    environment.put("TIDELOCK_MIRROR_KEY_ID", "id");
    environment.put("TIDELOCK_MIRROR_SECRET", "its own");
    assertThat(runAnew("mirror", "--to", s3).exit()).isZero();
    assertThat(vault.mirrorAccess)
        .isEqualTo(StorageAccess.NONE.withUser("id").withSecret("its own"));
    assertThat(vault.calls).contains("beginMirror " + s3);
  }

  @Test
  void aCheckReadsAllOfIt() {
    TestVault vault = ready();
    vault.verified = new VerifyReport(true, 9, 10, List.of(OLDER));
    Result result = run("mirror", "--verify");
    assertThat(result.exit()).isEqualTo(21);
    assertThat(result.out())
        .contains("Second copy: file:///second", "Checked: 9 objects, 10 bytes, every byte");
    assertThat(vault.calls).containsExactly("verifyMirror", "close");
  }

  @Test
  void aRepairSaysWhatWasWrittenAnewAndWhatIsLeft() {
    TestVault vault = ready();
    vault.repaired =
        new RepairReport(2, 0, List.of(), new VerifyReport(true, 9, 10, List.of(OLDER)));
    Result result = run("mirror", "--verify", "--repair");
    assertThat(result.exit()).isEqualTo(21);
    assertThat(result.out()).contains("Written anew: 2 objects", "Checked: 9 objects");
    assertThat(vault.calls).containsExactly("repairMirror", "close");
    assertThat(runAnew("mirror", "--repair").exit()).isEqualTo(2);
  }

  @Test
  void aMoveSaysWhereTheVaultLiesNowAndWhatCouldNotBeTakenAlong() {
    TestVault vault = ready();
    assertThat(run("mirror", "--use").out())
        .isEqualTo(
            lines(
                "The vault's storage is now file:///second",
                "Other devices go on with the storage until now, until each of them is moved as well.",
                "The recovery kit names the storage until now: note the new address on it."));
    assertThat(vault.calls).containsExactly("useMirror", "close");
    vault.movedTo = new MirrorMove("file:///second", true, 2);
    assertThat(runAnew("mirror", "--use", "--losing").out())
        .contains("could not be used", "2 objects with parts of earlier versions");
  }

  @Test
  void itsEndSaysWhatStays() {
    TestVault vault = ready();
    assertThat(run("mirror", "--stop").out())
        .isEqualTo("No second copy is kept any more. What lies there stays: file:///second\n");
    assertThat(vault.calls).containsExactly("endMirror", "close");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mirror --verify --stop",
        "mirror --losing",
        "mirror --use --to file:///x",
        "mirror --to file:///x --verify",
        "mirror --storage-secret-file p",
        "mirror --verify --allow-cleartext"
      })
  void wrongUseIsRefusedBeforeAnythingIsOpened(String line) {
    ready();
    assertThat(run(line.split(" ")).exit()).isEqualTo(2);
    assertThat(vaults.opened).isNull();
  }

  /// From a folder to a WebDAV server: an independent copy from which a device joins when the folder is gone.
  @Test
  void fromAFolderToAServerAndBackToANewDevice() throws Exception {
    Files.writeString(temp.resolve("pass"), GOOD + "\n");
    Path files = Files.createDirectories(temp.resolve("files/sub"));
    Files.writeString(files.resolve("letter"), "a letter");
    Files.write(files.resolve("film"), new byte[300_000]);
    environment.put("TIDELOCK_MIRROR_SECRET", DavServers.PASSWORD);
    try (LocalServer server = DavServers.APACHE.start()) {
      String second = DavServers.APACHE.url(server, "copy");
      setUp("create", temp.resolve("first").toUri().toString(), "files", "--name", "Test");
      assertThat(real("sync").exit()).isZero();
      Result begun = real("mirror", "--to", second);
      assertThat(begun.exit()).as(begun.err()).isZero();
      assertThat(begun.out()).contains("It has everything");
      environment.clear();
      assertThat(real("mirror", "--verify").out())
          .as("with the password it has kept")
          .contains("All is well");
      try (Stream<Path> all = Files.walk(temp.resolve("first"))) {
        for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(p);
      }
      environment.put("TIDELOCK_STORAGE_SECRET", DavServers.PASSWORD);
      home = "other";
      setUp("join", second, "joined", "--yes");
      assertThat(real("sync").exit()).isZero();
    }
    assertThat(temp.resolve("joined/sub/letter")).hasContent("a letter");
    assertThat(temp.resolve("joined/sub/film")).hasSize(300_000);
  }

  private String home = "home";

  private void setUp(String command, String storage, String folder, String... more) {
    List<String> words =
        Stream.concat(
                Stream.of(command, "--storage", storage, "--folder", folder),
                Stream.concat(
                    Stream.of("--passphrase-file", "pass", "--keep-unlocked=file"),
                    Stream.of(more)))
            .toList();
    assertThat(real(words.toArray(String[]::new)).exit()).as(terminal.complained()).isZero();
  }

  private Result real(String... words) {
    terminal = ScriptedTerminal.none();
    List<String> line =
        Stream.concat(
                Stream.of(words[0], "--home", temp.resolve(home).toString()),
                Stream.of(words).skip(1))
            .toList();
    Context engine = new Context(terminal, environment, temp, TestDevice::ownVaults, CLOCK);
    int exit = new Cli(engine).run(line);
    return new Result(exit, terminal.printed(), terminal.complained());
  }
}
