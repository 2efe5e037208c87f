package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.trust.OwnWriter;

/// What interrupted work left behind goes, also where a vault is never synced by hand but watched.
final class LeftoversTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice device;

  @BeforeEach
  void makeVault() throws Exception {
    device = TestDevice.create(root, "device");
  }

  @AfterEach
  void close() {
    device.close();
  }

  /// A pack that was stored before a restart, and that nothing names.
  private Path leave(TestDevice device, long seq, Instant at) throws Exception {
    device.vault.close();
    PackId id = PackId.random(new SecureRandom());
    byte[] bytes = {1, 2, 3};
    Path object = root.resolve("store").resolve(ObjectName.pack(id).value());
    Files.createDirectories(object.getParent());
    Files.write(object, bytes);
    try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.WRITE)) {
      Tables tables = Tables.over(db);
      WriterId writer = OwnWriter.of(tables).orElseThrow();
      tables
          .packs()
          .stage(
              new PackTable.Pack(
                  id, bytes.length, Hash256.sha256(bytes), EpochId.random(new SecureRandom())),
              new PackTable.Purpose(
                  writer, tables.log().writer(writer).orElseThrow().count() + seq, at));
    }
    device.restart();
    return object;
  }

  /// The index may be one from before that commit (decision 0098).
  @Test
  void aPackGoesWhenTheCommitThatItWasStoredForIsPublished() throws Exception {
    device.write("one", "1");
    device.sync();
    Path pack = leave(device, 0, Instant.now());
    device.sync();
    device.sync();
    assertThat(pack).exists();
    device.write("two", "2");
    device.sync();
    device.sync();
    assertThat(pack).doesNotExist();
  }

  @Test
  void aPackGoesWhenTheStorageMustHaveShownThatCommit() throws Exception {
    device.write("one", "1");
    device.sync();
    Path young = leave(device, 0, Instant.now().minus(Duration.ofHours(71)));
    Path old = leave(device, 0, Instant.now().minus(Duration.ofHours(73)));
    device.sync();
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void aWatchersWholeRoundClearsTheFolder() throws Exception {
    Path own = device.folder.resolve(".tidelock");
    Path staged =
        Files.writeString(
            Files.createDirectories(own.resolve("staging")).resolve("left"), "half a file");
    Path old = own.resolve("trash/2020-01-01/1/file");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "deleted long ago");
    device.close();
    FakeTime time = new FakeTime(Instant.now());
    device = TestDevice.open(root, "device", TestDevice.vaults(SystemEffects.create().at(time)));
    for (int day = 0; day <= DaysAtWork.SETTLED; day++) {
      assertThat(old).exists();
      ((LocalVault) device.vault).round(Optional.empty());
      assertThat(staged).doesNotExist();
      time.advance(Duration.ofDays(1));
    }
    assertThat(old).doesNotExist();
  }
}
