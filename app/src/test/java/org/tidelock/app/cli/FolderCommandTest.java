package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.PlacedFolder.State;

final class FolderCommandTest extends CliFixture {
  private TestVault vault;
  private String main;

  @BeforeEach
  void aVault() {
    vault = ready();
    main = "The vault's folder: " + vault.info().folder();
  }

  @Test
  void foldersAreListed() {
    assertThat(run("folder").out()).isEqualTo(lines(main));
    Path photos = Path.of("/d/Pictures");
    vault.placed =
        List.of(
            new PlacedFolder("Photos", photos, State.SYNCED),
            new PlacedFolder("Docs\u001b", Path.of("/d/Docs"), State.GONE));
    assertThat(runAnew("folder", "list").out())
        .isEqualTo(lines(main, "Photos: " + photos, "Docs\\x1b: /d/Docs (waits: it is not there)"));
    assertThat(json(runAnew("folder", "--json")).get("placed").get(0).toString())
        .isEqualTo("{\"name\":\"Photos\",\"place\":\"/d/Pictures\",\"state\":\"synced\"}");
  }

  @Test
  void oneIsAddedAndRemoved() {
    Result added = run("folder", "add", "sub/../Pictures", "--as", "Photos");
    assertThat(added.exit()).isZero();
    Path folder = temp.resolve("Pictures");
    assertThat(added.out()).startsWith(lines(main, "Photos: " + folder)).endsWith("Up to date\n");
    assertThat(vault.calls).containsSubsequence("place " + folder + " Optional[Photos]", "sync");
    assertThat(json(runAnew("folder", "remove", "Pictures", "--json")).get("sync").get("state"))
        .hasToString("\"up-to-date\"");
    assertThat(vault.calls).contains("release " + folder);
  }

  @Test
  void aPathInSuchAFolderIsAPathOfTheVault() {
    vault.placed = List.of(new PlacedFolder("Photos", temp.resolve("Pictures"), State.SYNCED));
    runAnew("why", "./Pictures/2019/a");
    assertThat(vault.calls).contains("why 'Photos/2019/a'");
    runAnew("history", temp.resolve("Pictures").resolve("b").toString());
    assertThat(vault.calls).contains("history 'Photos/b'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "folder list x",
        "folder add",
        "folder remove",
        "folder remove x --as y",
        "folder move x"
      })
  void whatMakesNoSenseIsRefused(String line) {
    assertThat(run(line.split(" ")).exit()).isEqualTo(2);
    assertThat(vault.calls).noneMatch(c -> c.startsWith("place") || c.startsWith("release"));
  }
}
