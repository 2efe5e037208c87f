package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.phrase.Sight;

/// `verify`, `provider-view`, `devices`, `fingerprint`, `recovery-kit`, `export`.
final class SafetyCommandsTest extends CliFixture {
  @Test
  void aSoundVaultIsSaidToBeSound() {
    TestVault vault = ready();
    vault.verified = new VerifyReport(false, 53_284, 213_100_000_000L, List.of());
    assertThat(run("verify"))
        .isEqualTo(
            new Result(
                0, lines("Checked: 53,284 objects, 213 GB, names and sizes", "All is well"), ""));
    assertThat(vault.calls).containsExactly("verify false", "close");
    run("verify", "--deep");
    assertThat(vault.calls).contains("verify true");
  }

  @Test
  void aRepairTellsWhatItDidAndWhatIsLeft() {
    TestVault vault = ready();
    Finding gone = new Finding(ErrorCode.MISSING, "packs/3f/aa", "It is gone.", List.of("a"));
    vault.repaired =
        new RepairReport(2, 14, List.of(), new VerifyReport(false, 9, 10, List.of(gone)));
    Result result = run("verify", "--repair");
    assertThat(result.exit()).isEqualTo(23);
    assertThat(result.out())
        .isEqualTo(
            lines(
                "Put back: 2 objects",
                "Sent anew: 14 files",
                "Found: packs/3f/aa: It is gone. [MISSING]",
                "  affects a",
                "Checked: 9 objects, 10 bytes, names and sizes",
                "1 object needs attention",
                "All present files are whole; what is damaged is needed for earlier versions only"));
    assertThat(vault.calls).containsExactly("repair false", "close");
    vault.repaired =
        new RepairReport(
            0, 1, List.of("d/large\u001b[31m"), new VerifyReport(true, 9, 10, List.of(gone)));
    assertThat(runAnew("verify", "--repair", "--deep").out())
        .contains(
            "Sent anew: 1 file\n", "Not on this computer, try it on another: d/large\\x1b[31m")
        .doesNotContain("All present files");
    Result document = runAnew("verify", "--repair", "--json");
    assertThat(json(document).get("repaired").toString()).isEqualTo("{\"objects\":0,\"files\":1}");
    assertThat(json(document).get("lost").size()).isOne();
    assertThat(json(document).get("findings").size()).isOne();
  }

  @Test
  void findingsNameTheObjectAndTheFiles() {
    ready().verified =
        new VerifyReport(
            true,
            2,
            4_096,
            List.of(
                new Finding(
                    ErrorCode.MISSING, "packs/3f/aa", "It is gone.", List.of("Photos/a.jpg", "b")),
                new Finding(ErrorCode.INTEGRITY, "log/w/1", "It was altered.", List.of())));
    Result result = run("verify", "--deep");
    assertThat(result)
        .isEqualTo(
            new Result(
                20,
                lines(
                    "Found: packs/3f/aa: It is gone. [MISSING]",
                    "  affects Photos/a.jpg",
                    "  affects b",
                    "Found: log/w/1: It was altered. [INTEGRITY]",
                    "Checked: 2 objects, 4.1 kB, every byte",
                    "2 objects need attention"),
                ""));
    Result document = runAnew("verify", "--json");
    assertThat(document.exit()).isEqualTo(20);
    assertDocument(
        document,
        """
        {"deep":true,"objects":2,"bytes":4096,"findings":[\
        {"code":"MISSING","object":"packs/3f/aa","message":"It is gone.","affected":["Photos/a.jpg","b"]},\
        {"code":"INTEGRITY","object":"log/w/1","message":"It was altered.","affected":[]}]}""");
  }

  @Test
  void oneMissingObjectIs23() {
    ready().verified =
        new VerifyReport(
            false, 1, 1, List.of(new Finding(ErrorCode.MISSING, "packs/x", "Gone.", List.of())));
    Result result = run("verify");
    assertThat(result.exit()).isEqualTo(23);
    assertThat(result.out()).endsWith("1 object needs attention\n");
  }

  @Test
  void theProvidersViewIsTheRealListing() {
    ready().view =
        new ProviderView(
            TestVault.NOON,
            "file:///mnt/store",
            2,
            16_781_312,
            List.of(
                new ProviderView.StoredObject("heads/w-1", 4_096, TestVault.NOON),
                new ProviderView.StoredObject("packs/3f/aa", 16_777_216, TestVault.NOON)),
            List.of(Sight.PACKS.of(2)),
            List.of(Sight.NO_COUNT.of()));
    assertThat(run("provider-view").out())
        .isEqualTo(
            lines(
                "2026-11-24 13:00          4096  heads/w-1",
                "2026-11-24 13:00      16777216  packs/3f/aa",
                "In all: 2 objects, 17 MB",
                "The storage can see: 2 packs with parts of files, each filled up to one of a few lengths",
                "The storage cannot see: how many files and folders there are"));
    assertDocument(
        runAnew("provider-view", "--json"),
        """
        {"listed":"2026-11-24T12:00:00Z","storage":"file:///mnt/store","objects":2,"bytes":16781312,"listing":[\
        {"name":"heads/w-1","size":4096,"modified":"2026-11-24T12:00:00Z"},\
        {"name":"packs/3f/aa","size":16777216,"modified":"2026-11-24T12:00:00Z"}],\
        "canSee":["2 packs with parts of files, each filled up to one of a few lengths"],"cannotSee":["how many files and folders there are"]}""");
  }

  @Test
  void devicesAreListedWithWhatTellsThemApart() {
    ready().devices =
        List.of(
            new DeviceInfo(
                "d1",
                "Laptop",
                true,
                TestVault.NOON,
                Optional.empty(),
                "a b c d e f",
                Optional.empty()),
            new DeviceInfo(
                "d2",
                "Old\nNAS",
                false,
                TestVault.NOON,
                Optional.of(TestVault.NOON.plusSeconds(60)),
                "g h i j k l",
                Optional.of(TestVault.NOON.plusSeconds(120))));
    assertThat(run("devices").out())
        .isEqualTo(
            lines(
                "Laptop (this device), added 2026-11-24 13:00, a b c d e f, id d1",
                "Old\\x0aNAS (removed), added 2026-11-24 13:00, last seen 2026-11-24 13:01, g h i j k l, id d2"));
    assertDocument(
        runAnew("devices", "--json"),
        """
        {"devices":[{"id":"d1","name":"Laptop","thisDevice":true,"added":"2026-11-24T12:00:00Z","lastSeen":null,\
        "fingerprint":"a b c d e f","removed":false,"removedAt":null},\
        {"id":"d2","name":"Old\\nNAS","thisDevice":false,"added":"2026-11-24T12:00:00Z","lastSeen":"2026-11-24T12:01:00Z",\
        "fingerprint":"g h i j k l","removed":true,"removedAt":"2026-11-24T12:02:00Z"}]}""");
  }

  @Test
  void theFingerprintIsSixWords() {
    ready();
    assertThat(run("fingerprint"))
        .isEqualTo(new Result(0, "river stamp onion kite velvet harbor\n", ""));
    assertDocument(
        runAnew("fingerprint", "--json"),
        """
        {"fingerprint":"river stamp onion kite velvet harbor"}""");
  }

  @Test
  void aNewKitAsksForThePassphraseEvenWhereTheProfileIsKeptUnlocked() throws Exception {
    TestVault vault = ready();
    terminal = ScriptedTerminal.typing("what it is");
    Result result = run("recovery-kit", "kit.txt");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                "Recovery kit: "
                    + temp.resolve("kit.txt")
                    + "; the old one no longer opens this vault\n",
                "Passphrase: Type three words of the recovery kit, or press Enter to do it later.\n"
                    + terminal.lastPrompt()
                    + "The recovery kit is not confirmed yet.\n"));
    assertThat(vault.ownerSecret).isEqualTo("what it is");
    assertThat(terminal.lastPrompt()).matches("Word \\d+: ");
    assertThat(vault.calls).containsExactly("newRecoveryKey", "close");
    assertThat(KitWords.recoveryKey(Files.readString(temp.resolve("kit.txt"))).words())
        .isEqualTo(vault.newWords);
  }

  @Test
  void theOldKitCanMakeTheNewOne() throws IOException {
    TestVault vault = locked();
    RecoveryKey old = RecoveryKey.random(new SecureRandom());
    Files.writeString(temp.resolve("old.txt"), String.join(" ", old.words()));
    Result result = run("recovery-kit", "new.pdf", "--recovery-key-file", "old.txt", "--json");
    assertDocument(
        result,
        """
        {"recoveryKit":"%s"}"""
            .formatted(temp.resolve("new.pdf")));
    assertThat(vault.ownerSecret).isEqualTo(String.join(" ", old.words()));
  }

  @Test
  void aKitThatCannotBeMadeLeavesNoFileAndTheOldOneWorking() {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "wrong");
    vault.failure = problem(ErrorCode.AUTH);
    assertThat(run("recovery-kit", "kit.pdf").exit()).isEqualTo(26);
    assertThat(temp.resolve("kit.pdf")).doesNotExist();
    vault.failure = null;
    assertThat(run("recovery-kit", "kit.doc").exit()).isEqualTo(2);
    assertThat(run("recovery-kit", "folder/kit.pdf").exit()).isEqualTo(2);
    assertThat(vault.calls.stream().filter("newRecoveryKey"::equals)).hasSize(1);
  }

  /// The engine lets the old kit go only after the keeper has returned.
  @Test
  void theSheetIsOnTheDiskBeforeTheOldKitStopsWorking() throws Exception {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    vault.failureAfterKeeping = problem(ErrorCode.STORAGE);
    Result result = run("recovery-kit", "kit.txt");
    assertThat(result)
        .isEqualTo(
            new Result(
                5,
                "",
                "tidelock: The object packs/3f/aa is damaged. "
                    + "The new recovery kit is saved and opens the vault: "
                    + temp.resolve("kit.txt")
                    + ". The old one may still open it, too. "
                    + "Keep both, and make a new kit again. [STORAGE]\n"));
    assertThat(KitWords.recoveryKey(Files.readString(temp.resolve("kit.txt"))).words())
        .isEqualTo(vault.newWords);
  }

  @Test
  void aNewKitThatMayNotOpenIsNotSaidToOpen() {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    vault.failureAfterKeeping =
        new org.tidelock.engine.TidelockException(
            ErrorCode.STORAGE,
            org.tidelock.engine.phrase.Happened.NEW_KIT_DOES_NOT_OPEN.of(),
            org.tidelock.engine.phrase.Safe.PASSPHRASE_OPENS.of(),
            org.tidelock.engine.phrase.Todo.KIT_AGAIN.of());
    Result result = run("recovery-kit", "kit.txt");
    assertThat(result.exit()).isEqualTo(5);
    assertThat(result.err())
        .contains("The passphrase opens the vault.")
        .doesNotContain("and opens the vault:");
  }

  @Test
  void soItIsSaidWhateverGoesWrongAfterTheSheetIsSaved() {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    vault.bugAfterKeeping = new IllegalStateException("a bug");
    Result result = run("recovery-kit", "kit.txt");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains("is saved and opens the vault: " + temp.resolve("kit.txt") + ". The old one may")
        .doesNotContain("What was done before is kept");
    vault.bugAfterKeeping = null;
    vault.during =
        () -> {
          throw new InterruptedException();
        };
    result = runAnew("recovery-kit", "kit2.txt", "--json");
    Thread.interrupted();
    assertThat(result.exit()).isEqualTo(1);
    assertThat(json(result).get("error").get("safe").asString())
        .isEqualTo(
            "The new recovery kit is saved and opens the vault: "
                + temp.resolve("kit2.txt")
                + ". The old one may still open it, too.");
  }

  @Test
  void theKeyIsWipedWhenItsWordsAreOnTheSheet() {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    assertThat(run("recovery-kit", "kit.txt").exit()).isZero();
    assertThat(vault.newWords).hasSize(24);
    assertThat(vault.newKey.words()).isNotEqualTo(vault.newWords);
  }

  @Test
  void aKitIsNotPutIntoTheStorage() throws Exception {
    TestVault vault = ready();
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    Files.createDirectory(temp.resolve("store"));
    vault.info =
        new org.tidelock.engine.VaultInfo(
            "7f3a91c4",
            "Personal",
            "Laptop",
            temp.resolve("folder"),
            "file://" + temp.resolve("store"),
            org.tidelock.engine.VaultInfo.StorageKind.FOLDER,
            TestVault.NOON,
            true);
    Result result = run("recovery-kit", "store/kit.txt");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: This folder is in the storage of the vault: "
                + temp.resolve("store/kit.txt")
                + ". Nothing was changed. Keep the kit somewhere else: "
                + "whoever runs the storage could read the words there. [USAGE]\n");
    assertThat(vault.calls).doesNotContain("newRecoveryKey");
    assertThat(temp.resolve("store/kit.txt")).doesNotExist();
  }

  @Test
  void exportNeedsNoProfile() {
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    Result result = run("export", "--storage", "file:///mnt/store", "--to", "out");
    assertThat(result)
        .isEqualTo(new Result(0, "Exported: 3 files, 4.1 kB to " + temp.resolve("out") + "\n", ""));
    assertThat(vaults.exported.storage()).isEqualTo("file:///mnt/store");
    assertThat(vaults.exported.to()).isEqualTo(temp.resolve("out"));
    assertThat(vaults.secret).isEqualTo("what it is");
    assertDocument(
        runAnew("export", "--storage", "file:///mnt/store", "--to", "out", "--json"),
        """
        {"files":3,"bytes":4096,"paths":["a","b","c"]}""");
  }

  @ParameterizedTest
  @CsvSource({"full, 2", "file, 6"})
  void exportWritesIntoAnEmptyFolderOnly(String to, int exit) throws IOException {
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    Files.createDirectories(temp.resolve("full/x"));
    Files.writeString(temp.resolve("file"), "x");
    assertThat(run("export", "--storage", "file:///mnt/store", "--to", to).exit()).isEqualTo(exit);
    assertThat(vaults.exported).isNull();
  }
}
