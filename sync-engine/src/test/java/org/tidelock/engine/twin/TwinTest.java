package org.tidelock.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimFleet;
import org.tidelock.engine.sim.SimFleet.Device;

/// A device is copied, and both copies go on: the one that the storage takes nothing of any more says so once, and goes on with all that it has done.
final class TwinTest {
  private SimFleet fleet;
  private Device model;
  private Device twin;
  private Device third;

  @BeforeEach
  void aTwinOfADevice() throws Exception {
    fleet = SimFleet.of(FileSystemMode.LINUX, FileSystemMode.LINUX, FileSystemMode.LINUX);
    model = fleet.device(0);
    twin = fleet.device(1);
    third = fleet.device(2);
    for (String name : List.of("edited", "deleted", "renamed", "kept so", "in/a folder"))
      model.user().write(name, "first");
    fleet.settle();
    twin.becomes(model);
  }

  @AfterEach
  void close() throws Exception {
    fleet.close();
  }

  private void bothWork() throws Exception {
    twin.user().write("edited", "by the twin");
    twin.user().write("new of the twin", "2");
    twin.user().write("folder of the twin/inside", "3");
    twin.user().delete("deleted");
    twin.user().rename("renamed", "in/now here");
    recordsOnly(twin);
    model.user().write("edited", "by the model");
    model.user().write("new of the model", "1");
    model.sync();
    twin.connection().room(Long.MAX_VALUE);
  }

  /// The storage has room for the pack, and none for the segment.
  private static void recordsOnly(Device device) {
    isFull(device, 66_000);
  }

  private static void isFull(Device device, long room) {
    device.connection().room(room);
    TidelockException full = catchThrowableOfType(TidelockException.class, device::sync);
    assertThat(full.code()).as(full.toString()).isEqualTo(ErrorCode.STORAGE);
  }

  private void assertTold(Device device) {
    TidelockException told = catchThrowableOfType(TidelockException.class, device::sync);
    assertThat(told).isNotNull();
    assertThat(told.code()).as(told.toString()).isEqualTo(ErrorCode.FORK);
    assertThat(told.object().orElseThrow()).startsWith("log/");
    assertThat(device.vault().status().state()).isEqualTo(State.STOPPED);
  }

  private void assertAllIsThere() throws Exception {
    TreeMap<String, String> tree = new TreeMap<>(third.tree());
    for (Device device : fleet.devices()) {
      assertThat(device.tree()).isEqualTo(tree);
      assertThat(device.vault().status().state()).isEqualTo(State.UP_TO_DATE);
    }
    assertThat(tree)
        .containsEntry("new of the model", "1")
        .containsEntry("new of the twin", "2")
        .containsEntry("folder of the twin/inside", "3")
        .containsEntry("in/now here", "first")
        .containsEntry("kept so", "first")
        .doesNotContainKeys("deleted", "renamed");
    assertThat(tree.entrySet())
        .filteredOn(e -> e.getKey().startsWith("edited"))
        .extracting(e -> e.getValue())
        .containsExactlyInAnyOrder("by the model", "by the twin");
  }

  @Acceptance(130)
  @Test
  void itSaysSoOnceAndAllThatItDidArrives() throws Exception {
    bothWork();
    assertTold(twin);
    fleet.settle();
    assertAllIsThere();
    twin.user().write("new of the twin", "2, once more");
    model.user().write("new of the model", "1, once more");
    fleet.settle();
    assertThat(third.tree())
        .containsEntry("new of the model", "1, once more")
        .containsEntry("new of the twin", "2, once more");
  }

  @Test
  void bothSegmentsAreKeptAsEvidence() throws Exception {
    bothWork();
    assertTold(twin);
    twin.stop();
    try (Database db = Database.open(twin.home().resolve("index.db"), Database.Access.READ)) {
      List<String> keys =
          db.list("SELECT key FROM meta WHERE key LIKE 'fork:%' ORDER BY key", r -> r.getString(1));
      assertThat(keys).hasSize(2);
      assertThat(keys.get(0)).endsWith(" ours");
      assertThat(keys.get(1)).endsWith(" theirs");
    }
    twin.start();
  }

  /// What others wrote on top of the twin's segment is not taken for written on top of this device's.
  @Test
  void whatOthersWroteOnTopOfTheOtherOneArrivesToo() throws Exception {
    bothWork();
    third.sync();
    third.user().write("new of the model", "edited by the third");
    third.sync();
    assertTold(twin);
    fleet.settle();
    assertThat(third.tree()).containsEntry("new of the model", "edited by the third");
    model.user().write("new of the model", "1");
    fleet.settle();
    assertAllIsThere();
  }

  /// Several commits were not sent, and the later ones are about the conflict copy that came of the first one.
  @Test
  void whatCameOfItsOwnCommitsMeanwhileIsTheSameAsBefore() throws Exception {
    twin.user().write("edited", "by the twin");
    recordsOnly(twin);
    third.user().write("edited", "by the third");
    third.sync();
    isFull(twin, 0);
    String copy =
        twin.tree().keySet().stream()
            .filter(n -> n.startsWith("edited ("))
            .findFirst()
            .orElseThrow();
    String text = "copy, " + twin.user().read(copy) + ", and again";
    twin.user().write(copy, text);
    recordsOnly(twin);
    twin.user().rename(copy, "edited elsewhere");
    twin.user().write("new of the twin", "2");
    recordsOnly(twin);
    model.user().write("new of the model", "1");
    model.sync();
    twin.connection().room(Long.MAX_VALUE);
    assertTold(twin);
    fleet.settle();
    assertThat(third.tree())
        .containsEntry("edited elsewhere", text)
        .containsEntry("new of the model", "1")
        .containsEntry("new of the twin", "2");
    assertThat(third.tree().keySet()).filteredOn(n -> n.startsWith("edited")).hasSize(2);
    assertThat(third.tree()).isEqualTo(twin.tree()).isEqualTo(model.tree());
  }

  @Test
  void itMayDieAnywhere() throws Exception {
    bothWork();
    int met = 0;
    for (int call = 1; met < 4 && call < 400; call++) {
      try {
        if (!twin.dies(call)) met++;
      } catch (TidelockException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.FORK);
        met++;
      }
      fleet.pass(Duration.ofSeconds(1));
    }
    fleet.settle();
    assertAllIsThere();
  }
}
