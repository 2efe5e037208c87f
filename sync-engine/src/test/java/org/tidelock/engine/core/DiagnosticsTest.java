package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.Diagnostics;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;

/// What is told of a vault to whoever helps, and which names it knows.
final class DiagnosticsTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice a;

  @BeforeEach
  void device() throws Exception {
    a = TestDevice.create(root, "a");
  }

  @AfterEach
  void close() {
    a.close();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    assertThat(a.vault.knowsName(name -> !names.add(name))).isFalse();
    return names;
  }

  @Test
  void theIndexIsCounted() throws Exception {
    a.write("folder/file", "text");
    a.write("other", "text");
    a.sync();
    a.write("other", "longer text");
    a.sync();
    a.delete("other");
    a.sync();
    Diagnostics.Index index = a.vault.diagnostics().index();
    assertThat(index.things()).isEqualTo(2);
    assertThat(index.hidden()).isEqualTo(1);
    assertThat(index.versions()).isEqualTo(3);
    assertThat(index.writers()).isEqualTo(1);
    assertThat(index.packs()).isPositive();
    assertThat(index.packBytes()).isPositive();
    // With what is only in its journal yet.
    assertThat(index.bytes()).isGreaterThanOrEqualTo(Files.size(a.home.resolve("index.db")));
  }

  @Test
  void roundsAreCountedAlsoThoseThatFail() throws Exception {
    a.write("file", "text");
    a.sync();
    Diagnostics before = a.vault.diagnostics();
    assertThat(before.queue()).isEqualTo(new Diagnostics.Queue(0, 0, 0, 0, 0, 0, 0));
    assertThat(before.storage().provider()).isEqualTo(Diagnostics.Provider.FOLDER);
    assertThat(before.storage().largestObject()).isEqualTo(16 << 20);
    assertThat(before.storage().requests()).isPositive();
    assertThat(before.rounds().last()).isPresent();
    assertThat(before.rounds().failed()).isZero();

    Path storage = Path.of(java.net.URI.create(a.vault.info().storage()));
    Path away = storage.resolveSibling("away");
    Files.move(storage, away);
    a.delete("file");
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    Diagnostics after = a.vault.diagnostics();
    assertThat(after.rounds().failed()).isEqualTo(before.rounds().failed() + 1);
    assertThat(after.rounds().done()).isEqualTo(before.rounds().done());
    Files.move(away, storage);
  }

  @Test
  void whatWaitsForAnAnswerIsCounted() throws Exception {
    for (int i = 0; i < 60; i++) a.write("many/" + i, "text " + i);
    a.sync();
    for (int i = 0; i < 55; i++) a.delete("many/" + i);
    a.sync();
    assertThat(a.vault.diagnostics().queue().held()).isEqualTo(55);
  }

  @Test
  void allNamesAreKnownAlsoFormerOnesAndThoseOfWhatIsGone() throws Exception {
    a.write("folder/deleted", "text");
    a.write("before", "other text");
    a.sync();
    a.delete("folder/deleted");
    Files.move(a.folder.resolve("before"), a.folder.resolve("after"));
    a.sync();
    assertThat(names())
        .contains("folder", "deleted", "before", "after", "a", a.vault.info().name());
    assertThat(a.vault.knowsName("before"::equals)).isTrue();
    assertThat(a.vault.knowsName("never"::equals)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "file:///home/mira/storage,FOLDER",
    "webdav+https://mira@host/x,WEBDAV",
    "webdav+http://localhost/x,WEBDAV",
    "sftp://host/x,SFTP",
    "s3://bucket/x?region=r,S3",
    "onedrive:/Folder,ONEDRIVE",
    "S3://bucket,S3",
    "mira,OTHER"
  })
  void ofAnAddressOnlyTheKindIsTold(String address, Diagnostics.Provider kind) {
    assertThat(Diagnostics.Provider.of(address)).isEqualTo(kind);
  }
}
