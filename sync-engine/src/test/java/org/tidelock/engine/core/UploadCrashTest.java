package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.UploadTable;
import org.tidelock.engine.local.LocalPath;

/// A device dies right before each single effect of the upload of a large file, and once more at some effect of its next try: what it had noted as stored is
/// used, all else is cleared, and the file arrives (decisions/0087).
final class UploadCrashTest {
  /// Two full packs and a rest.
  private static final int SIZE = 41 << 20;

  private static final Path NAME = Path.of("video");

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Crashes crashes = new Crashes();
  private final Set<PackId> noted = new TreeSet<>();
  private int story;

  @Acceptance({113, 114})
  @Test
  void whatWasNotedIsUsedWhereverItDies() throws Exception {
    try (Fleet fleet = new Fleet(root)) {
      fleet.devices.add(TestDevice.create(root, "devA", TestDevice.vaults(crashes)));
      fleet.devices.add(TestDevice.join(root, "devB"));
      fleet.converge(new Random(0));
      List<String> points = new ArrayList<>();
      int most = 0;
      for (long k = 1; k == 1 || crashes.hasCrashed(); k++) {
        noted.clear();
        try {
          tell(fleet, k);
        } catch (Exception | AssertionError e) {
          throw new AssertionError("before effect " + k + ": " + crashes.last(), e);
        }
        points.add(crashes.last());
        most = Math.max(most, noted.size());
        if (!died) break;
      }
      System.out.println("UploadCrashTest: " + points.size() + " deaths, " + most + " packs kept");
      assertThat(points).hasSizeGreaterThan(12);
      assertThat(most).as("packs kept").isGreaterThanOrEqualTo(2);
    }
  }

  private boolean died;

  private void tell(Fleet fleet, long death) throws Exception {
    TestDevice a = fleet.devices.get(0);
    TestDevice b = fleet.devices.get(1);
    story++;
    a.write(NAME.toString(), RandomBytes.of(SIZE, story));
    a.setModified(NAME.toString(), Instant.now().minusSeconds(3600));
    died = syncAndDie(a, death);
    if (died) syncAndDie(a, 1 + death * 7 % 11);
    a.sync();
    if (died) assertThat(named(a)).containsAll(noted);
    b.sync();
    fleet.converge(new Random(story));
    assertThat(b.tree()).isEqualTo(a.tree());
    fleet.check(new Ledger());
  }

  private boolean syncAndDie(TestDevice device, long death) throws Exception {
    crashes.watch((LocalVault) device.vault);
    try {
      return crashes.syncAndDie(device, death);
    } finally {
      note(device);
      device.restart();
    }
  }

  private void note(TestDevice device) {
    try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.READ)) {
      for (UploadTable.Kept kept : Tables.over(db).uploads().kept(LocalPath.of(NAME.toString())))
        noted.add(kept.pack().id());
    }
  }

  private static Set<PackId> named(TestDevice device) {
    Set<PackId> named = new TreeSet<>();
    try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.READ)) {
      Tables.over(db).packs().named().forEach(p -> named.add(p.id()));
    }
    return named;
  }
}
