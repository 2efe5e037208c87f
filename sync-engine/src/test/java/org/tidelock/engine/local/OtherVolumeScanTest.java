package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.local.FakeDisk.Habits;

/// A folder that another volume is mounted on.
final class OtherVolumeScanTest {
  @Acceptance(value = 108, needs = "Windows")
  @Test
  void anotherVolumeIsNotEnteredAndNothingIsTakenForGone() throws IOException {
    FakeDisk disk = new FakeDisk(Habits.LINUX);
    disk.write("a/x", "1");
    disk.write("a/in/y", "2");
    disk.write("b", "3");
    FakeBase base = FakeBase.of(disk);
    disk.mount("a");
    disk.write("a/of the other volume", "4");
    LeftOut nothing = (_, _) -> false;
    LocalNames names = new LocalNames(disk.facts(), base, nothing, base::pathOf);
    Scan scan = new Scanner(disk, base, nothing, names, MissedFiles.inMemory()).scan();
    assertThat(ScannerTest.told(scan, base)).containsExactly("other_volume a");
  }
}
