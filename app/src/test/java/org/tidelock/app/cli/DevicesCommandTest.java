package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.DeviceInfo;

/// `devices remove`.
class DevicesCommandTest extends CliFixture {
  private TestVault three() {
    TestVault vault = ready();
    vault.devices =
        List.of(
            device("d1", "Laptop", true, false),
            device("d2", "Phone", false, true),
            device("d3", "Phone", false, false),
            device("d4", "NAS", false, false),
            device("d5", "NAS", false, false));
    return vault;
  }

  private static DeviceInfo device(String id, String name, boolean self, boolean removed) {
    Optional<Instant> removedAt = removed ? Optional.of(TestVault.NOON) : Optional.empty();
    return new DeviceInfo(
        id, name, self, TestVault.NOON, Optional.empty(), "a b c d e f", removedAt);
  }

  @Test
  void removingAsksForThePassphraseEvenWhereTheProfileIsKeptUnlocked() {
    TestVault vault = three();
    terminal = ScriptedTerminal.typing("what it is");
    Result result = run("devices", "remove", "d4");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Removed NAS",
                    "What is written from now on is sealed under a new key, which that device does not get.",
                    "What lies on its disk, and what it could open until now, stays readable there.",
                    "If it knows the password of the storage, change that, too."),
                "Passphrase: "));
    assertThat(vault.ownerSecret).isEqualTo("what it is");
    assertThat(vault.calls).containsExactly("removeDevice d4", "close");
  }

  @Test
  void aDeviceIsNamedByItsNameWhereNoOtherHasIt() {
    TestVault vault = three();
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    assertThat(run("devices", "remove", "Phone", "-q"))
        .isEqualTo(new Result(0, "Removed Phone\n", ""));
    assertThat(vault.calls).contains("removeDevice d3"); // the other one is removed already
    assertThat(runAnew("devices", "remove", "d4", "--losing").exit()).isZero();
    assertThat(vault.calls).contains("removeDevice d4 losing");
    assertThat(runAnew("devices", "--losing").exit()).isEqualTo(2);
    Result result = runAnew("devices", "remove", "NAS");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "tidelock: Several devices are called NAS. Nothing was changed. Give the id: tidelock devices lists them. [USAGE]\n");
    assertThat(runAnew("devices", "remove", "Tablet").err())
        .startsWith("tidelock: The vault has no device Tablet.");
    assertThat(vault.calls).contains("sync"); // it may have joined meanwhile
    assertDocument(
        runAnew("devices", "remove", "d3", "--json"),
        """
        {"id":"d3","name":"Phone","removed":true,"recoveryKit":null}""");
  }

  @Test
  void aStolenDeviceTakesThePassphraseAndTheKitWithIt() throws Exception {
    TestVault vault = three();
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    environment.put("TIDELOCK_NEW_PASSPHRASE", "walnut meadow rides a slow ferry");
    Result result = run("devices", "remove", "d4", "--stolen", "--recovery-kit", "kit.txt");
    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Removed NAS",
                    "Recovery kit: " + temp.resolve("kit.txt"),
                    "The old passphrase and the old kit open nothing that is written from now on.",
                    "What is written from now on is sealed under a new key, which that device does not get.",
                    "What lies on its disk, and what it could open until now, stays readable there.",
                    "If it knows the password of the storage, change that, too."),
                ""));
    assertThat(vault.calls).containsExactly("replaceSecrets d4", "close");
    assertThat(vault.ownerSecret).isEqualTo(GOOD);
    assertThat(vault.newSecret).isEqualTo("walnut meadow rides a slow ferry");
    assertThat(KitWords.recoveryKey(Files.readString(temp.resolve("kit.txt"))).words())
        .isEqualTo(vault.newWords);
    assertThat(runAnew("devices", "remove", "d4", "--stolen").exit()).isEqualTo(2);
    assertThat(runAnew("devices", "remove", "d4", "--recovery-kit", "x.txt").exit()).isEqualTo(2);
    assertThat(runAnew("devices", "--stolen", "--recovery-kit", "x.txt").exit()).isEqualTo(2);
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnybodyIsAsked() {
    TestVault vault = three();
    assertThat(run("devices", "remove").err()).startsWith("tidelock: A device is missing.");
    assertThat(runAnew("devices", "list", "d1").exit()).isEqualTo(2);
    assertThat(vault.calls).isEmpty();
    assertThat(runAnew("devices", "list").exit()).isZero(); // asks nobody
  }

  @Test
  void addingAsksForTheCodeAndWhetherTheWordsAreTheSame() {
    TestVault vault = three();
    terminal = ScriptedTerminal.typing("what it is", "2f1 qz0", "y");
    assertThat(run("devices", "add"))
        .isEqualTo(
            new Result(
                0,
                lines(
                    "Added Tablet",
                    "Say there that this one has added it: then it fetches the files by itself."),
                "Passphrase: The code that the new device shows: "
                    + lines(
                        "Tablet asks to be let in.", "Words: river stamp onion kite velvet harbor")
                    + "Does Tablet show the same words? [y/N] "));
    assertThat(vault.calls).containsExactly("applicant 2f1 qz0", "admit Tablet", "close");
    assertThat(vault.ownerSecret).isEqualTo("what it is");
  }

  @Test
  void whoeverShowsOtherWordsIsNotLetIn() {
    TestVault vault = three();
    for (String answer : List.of("n", "", "maybe")) {
      terminal = ScriptedTerminal.typing("what it is", answer);
      Result result = run("devices", "add", "--code", "2F1-QZ0");
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.err())
          .contains("The words were not confirmed, so Tablet was not let in. Nothing was changed.");
    }
    assertThat(vault.calls).doesNotContain("admit Tablet");
  }

  @Test
  void aScriptAddsWithCodeAndYes() {
    TestVault vault = three();
    environment.put("TIDELOCK_PASSPHRASE", GOOD);
    for (List<String> few :
        List.of(List.of("--code", "ABC"), List.of("--yes"), List.<String>of())) {
      List<String> line = new ArrayList<>(List.of("devices", "add"));
      line.addAll(few);
      Result result = runAnew(line.toArray(String[]::new));
      assertThat(result.exit()).isEqualTo(2);
      assertThat(result.err()).contains("give --code and --yes");
    }
    assertThat(vault.calls).isEmpty();
    assertDocument(
        runAnew("devices", "add", "--code", "ABC", "--yes", "--json"),
        """
        {"id":"d9","name":"Tablet","added":true}""");
    assertThat(vault.calls).contains("admit Tablet");
    assertThat(runAnew("devices", "add", "d1", "--yes", "--code", "A").exit()).isEqualTo(2);
    assertThat(runAnew("devices", "--yes").exit()).isEqualTo(2);
    assertThat(runAnew("devices", "remove", "d1", "--code", "A").exit()).isEqualTo(2);
    assertThat(runAnew("devices", "add", "--stolen", "--yes", "--code", "A").exit()).isEqualTo(2);
  }

  @Test
  void whereNobodyIsThereToAskNothingIsRemoved() {
    TestVault vault = three();
    Result result = run("devices", "remove", "d4");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(vault.calls).isEmpty();
  }
}
