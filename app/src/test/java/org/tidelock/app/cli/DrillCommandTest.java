package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.DrillReport.Secret;
import org.tidelock.engine.ErrorCode;

/// `drill`: what was typed is tried, and it is said what was shown and what was not.
final class DrillCommandTest extends CliFixture {
  private static DrillReport report(
      Secret by, List<Read> read, List<Problem> problems, boolean signedIn) {
    return new DrillReport(
        by, TestVault.NOON, 2, 1_204, 3_410, 12_000_000_000L, read, problems, signedIn);
  }

  private static Read read(String path, long size, long bytes) {
    return new Read(path, size, bytes, Optional.of("Dear Anna"));
  }

  private String kitFile() throws Exception {
    String words = String.join(" ", RecoveryKey.random(new SecureRandom()).words());
    Files.writeString(temp.resolve("kit.txt"), words);
    return words;
  }

  @Test
  void aKitThatOpensTheVaultIsSaidTo() throws Exception {
    TestVault vault = ready();
    String words = kitFile();
    vault.drilled =
        report(
            Secret.RECOVERY_KIT,
            List.of(read("Letters/to Anna.txt", 40, 40), read("film", 4_000_000_000L, 16_000_000)),
            List.of(),
            true);
    Result result = run("drill", "--recovery-key-file", "kit.txt");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "The recovery kit opens this vault",
                    "Opened from the storage alone: 2 devices, 1,204 changes, 3,410 files, 12 GB",
                    "Read back, each byte as the vault says: 2 files, 16 MB, such as Letters/to Anna.txt",
                    "Not tried: the other files (tidelock verify --deep reads all); the passphrase;"
                        + " whether you can sign in to the storage from another computer: this one's sign-in was used"),
                ""));
    assertThat(vault.calls).containsExactly("drill", "close");
    assertThat(vault.ownerSecret).isEqualTo(words);
  }

  @Test
  void thePassphraseIsAskedForAlsoWhereTheProfileIsKeptUnlocked() {
    TestVault vault = ready();
    vault.drilled = report(Secret.PASSPHRASE, List.of(), List.of(), false);
    terminal = ScriptedTerminal.typing("what it is");
    Result result = run("drill", "-q");
    assertThat(result)
        .isEqualTo(new Result(0, "The passphrase opens this vault\n", "Passphrase: "));
    assertThat(vault.ownerSecret).isEqualTo("what it is");
  }

  @Test
  void aVaultWithoutFilesHasNothingToBeReadBack() throws Exception {
    ready().drilled =
        new DrillReport(Secret.PASSPHRASE, TestVault.NOON, 1, 1, 0, 0, List.of(), List.of(), false);
    environment.put("TIDELOCK_PASSPHRASE", "what it is");
    assertThat(run("drill").out())
        .isEqualTo(
            lines(
                "The passphrase opens this vault",
                "Opened from the storage alone: 1 device, 1 change, nothing",
                "Read back: nothing",
                "Not tried: the other files (tidelock verify --deep reads all); the recovery kit (--recovery-key)"));
  }

  @Test
  void whatCannotBeReadIsNamedAndEndsWithItsCode() throws Exception {
    kitFile();
    ready().drilled =
        report(
            Secret.RECOVERY_KIT,
            List.of(read("a", 4, 4)),
            List.of(
                new Problem(Optional.of("b\u001b[31m"), problem(ErrorCode.MISSING)),
                new Problem(Optional.empty(), problem(ErrorCode.INTEGRITY))),
            false);
    Result result = run("drill", "--recovery-key-file", "kit.txt");
    assertThat(result.exit()).isEqualTo(20);
    assertThat(result.out())
        .startsWith("The recovery kit opens this vault\n")
        .contains(
            "Found: b\\x1b[31m: The object packs/3f/aa is damaged. Ask for help. [MISSING]\n",
            "Found: The object packs/3f/aa is damaged. Ask for help. [INTEGRITY]\n")
        .doesNotContain("Not tried");
  }

  @Test
  void theDocumentHasAllOfItButNothingThatAFileSays() throws Exception {
    kitFile();
    ready().drilled =
        report(
            Secret.RECOVERY_KIT,
            List.of(read("a", 4, 4)),
            List.of(new Problem(Optional.of("b"), problem(ErrorCode.MISSING))),
            true);
    Result result = run("drill", "--recovery-key-file", "kit.txt", "--json");
    assertThat(result.exit()).isEqualTo(23);
    assertDocument(
        result,
        """
        {"by":"recovery-kit","at":"%s","good":false,"devices":2,"changes":1204,"files":3410,"bytes":12000000000,"read":[{"path":"a","size":4,"bytes":4}],"problems":[{"code":"MISSING","path":"b","object":"packs/3f/aa","message":"The object packs/3f/aa is damaged."}],"signedIn":true}"""
            .formatted(TestVault.NOON));
  }

  @Test
  void whatOpensNothingIsAFailure() throws Exception {
    kitFile();
    ready().failure = problem(ErrorCode.AUTH);
    Result result = run("drill", "--recovery-key-file", "kit.txt");
    assertThat(result.exit()).isEqualTo(26);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).endsWith("[AUTH]\n");
  }
}
