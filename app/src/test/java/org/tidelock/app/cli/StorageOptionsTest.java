package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;

final class StorageOptionsTest extends CliFixture {
  private static final String URL = "webdav+https://u@host/vault";

  @BeforeEach
  void aServerThatAsksForAPassword() {
    environment.put("TIDELOCK_PASSPHRASE", "what it was");
    vaults.needs = StorageNeeds.PASSWORD;
  }

  private Result join(String... more) {
    List<String> words =
        new ArrayList<>(List.of("join", "--storage", URL, "--folder", "files", "--yes"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void theStoragesPasswordComesFromAFileOrTheEnvironment() throws Exception {
    Files.writeString(temp.resolve("secret"), "first line\nsecond");
    assertThat(join("--storage-secret-file", "secret").exit()).isZero();
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("first line"));
    vaults.clear();
    environment.put("TIDELOCK_STORAGE_SECRET", "of the environment");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("of the environment"));
    assertThat(terminal.printed() + terminal.complained())
        .doesNotContain("of the environment")
        .doesNotContain("first line");
  }

  @Test
  void whereNobodyCanBeAskedItSaysHowToGiveIt() {
    assertThat(join())
        .isEqualTo(
            new Result(
                3,
                "",
                "tidelock: The storage's password is needed, and there is nobody to ask. Nothing was changed. Give it with --storage-secret-file or TIDELOCK_STORAGE_SECRET. [LOCKED]\n"));
    assertThat(vaults.joined).isNull();
  }

  @Test
  void whatIsAgreedToGoesWithIt() {
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    join("--allow-cleartext", "--storage-key", "sha256/abc");
    assertThat(vaults.access)
        .isEqualTo(
            StorageAccess.NONE
                .withSecret("s")
                .agreeing(StorageAccess.CLEARTEXT, "yes")
                .agreeing(StorageAccess.SERVER_KEY, "sha256/abc"));
  }

  @Test
  void anAccessKeyComesFromTheEnvironmentAsEverywhere() throws Exception {
    vaults.needs = StorageNeeds.ACCESS_KEY;
    environment.put("AWS_ACCESS_KEY_ID", "AKIA");
    environment.put("AWS_SECRET_ACCESS_KEY", "of the key");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access)
        .isEqualTo(StorageAccess.NONE.withUser("AKIA").withSecret("of the key"));
    vaults.clear();
    Files.writeString(temp.resolve("secret"), "of the file");
    assertThat(join("--storage-secret-file", "secret").exit()).isZero();
    assertThat(vaults.access)
        .isEqualTo(StorageAccess.NONE.withUser("AKIA").withSecret("of the file"));
  }

  @Test
  void halfAnAccessKeyIsNotEnough() {
    vaults.needs = StorageNeeds.ACCESS_KEY;
    environment.put("AWS_SECRET_ACCESS_KEY", "of the key");
    Result result = join();
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).contains("AWS_ACCESS_KEY_ID").doesNotContain("of the key");
  }

  @Test
  void whoHasAKeyIsNotAskedButMayGiveAPassword() {
    vaults.needs = StorageNeeds.OWN_KEY;
    assertThat(join().exit()).isZero();
    assertThat(vaults.access.isNone()).isTrue();
    vaults.clear();
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("s"));
  }

  @Test
  void aFolderNeedsNothing() {
    vaults.needs = StorageNeeds.NOTHING;
    environment.put("TIDELOCK_STORAGE_SECRET", "s");
    assertThat(join().exit()).isZero();
    assertThat(vaults.access.isNone()).isTrue();
  }

  @Test
  void aPasswordThatIsGivenAnewGoesToTheProfileThatIsThere() {
    vaults.profile(home(), KeepUnlocked.FILE);
    assertThat(run("sync").exit()).isZero();
    assertThat(vaults.access.isNone()).isTrue();
    environment.put("TIDELOCK_STORAGE_SECRET", "new");
    runAnew("sync");
    assertThat(vaults.access).isEqualTo(StorageAccess.NONE.withSecret("new"));
  }
}
