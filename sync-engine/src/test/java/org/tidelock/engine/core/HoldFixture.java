package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.system.SystemEffects;

/// Two devices have 60 files in a folder `photos`, in two folders there, and 20 others, and see very many go.
abstract class HoldFixture {
  static final int PHOTOS = 60;

  /// That a test has so many more files, in a folder `archive`.
  @Retention(RetentionPolicy.RUNTIME)
  @interface Others {
    int value();
  }

  /// Of each class one: the passphrase takes long.
  private static final Map<Class<?>, Scene> SCENES = new ConcurrentHashMap<>();

  /// @param made once, and copied for each test
  /// @param root always the same place, which the profiles know
  private record Scene(Path made, Path root) {}

  /// Later than any file of a test was written: so none is read again because it is young.
  final FakeTime time = new FakeTime(Instant.parse("2120-06-03T12:00:00Z"));

  TestDevice a;
  TestDevice b;

  @BeforeAll
  static void twoDevicesAreMade(
      @TempDir(factory = FastTempDir.class) Path made,
      @TempDir(factory = FastTempDir.class) Path root,
      TestInfo test)
      throws Exception {
    SCENES.put(test.getTestClass().orElseThrow(), new Scene(made, root));
    FakeTime time = new FakeTime(Instant.parse("2120-06-03T11:00:00Z"));
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(time));
    TestDevice a = TestDevice.create(root, "devA", vaults);
    TestDevice b = TestDevice.join(root, "devB", vaults);
    for (int i = 0; i < PHOTOS; i++) a.write(photo(i), "photo " + i);
    for (int i = 0; i < 20; i++) a.write("notes/" + i, "note " + i);
    Others others = test.getTestClass().orElseThrow().getAnnotation(Others.class);
    for (int i = 0; others != null && i < others.value(); i++) a.write("archive/" + i, "of " + i);
    a.sync();
    b.sync();
    a.sync();
    a.close();
    b.close();
    HostileScene.copy(root, made);
  }

  @BeforeEach
  void twoDevices() throws Exception {
    Scene scene = SCENES.get(getClass());
    HostileScene.replace(scene.root, scene.made);
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(time));
    a = TestDevice.open(scene.root, "devA", vaults);
    b = TestDevice.open(scene.root, "devB", vaults);
    settle();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  static String photo(int i) {
    return "photos/" + (i < 30 ? "2019/" : "2020/") + i;
  }

  void deletePhotos(TestDevice device, int from, int to) throws Exception {
    for (int i = from; i < to; i++) device.delete(photo(i));
  }

  void deleteAllPhotos(TestDevice device) throws Exception {
    deletePhotos(device, 0, PHOTOS);
    for (String folder : new String[] {"photos/2019", "photos/2020", "photos"})
      device.delete(folder);
  }

  static void assertHolds(SyncReport report, long files, Hold.Kind kind) {
    assertThat(report.held()).hasSize(1);
    assertThat(report.held().getFirst().count()).isEqualTo(files);
    assertThat(report.held().getFirst().kind()).isEqualTo(kind);
    assertThat(report.state()).isEqualTo(State.ATTENTION);
  }

  static void assertHoldsNothing(TestDevice device) throws Exception {
    SyncReport report = device.sync();
    assertThat(report.held()).isEmpty();
    assertThat(device.vault.holds()).isEmpty();
    assertThat(device.vault.issues()).noneMatch(i -> i.kind() == Issue.Kind.HELD);
    assertThat(device.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  /// A round as a watcher brings it about.
  static SyncReport look(TestDevice device, String... folders) throws Exception {
    Set<LocalPath> all =
        Stream.of(folders)
            .map(f -> f.isEmpty() ? LocalPath.ROOT : new LocalPath(List.of(f.split("/"))))
            .collect(Collectors.toSet());
    return TestDevice.round(device.vault, all);
  }

  Hold only(TestDevice device) {
    assertThat(device.vault.holds()).hasSize(1);
    return device.vault.holds().getFirst();
  }

  /// Both devices, until nothing moves.
  void settle() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }
}
