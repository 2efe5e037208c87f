package org.tidelock.engine.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.sim.SimDisk;
import org.tidelock.engine.sim.SimFleet.Device;
import org.tidelock.engine.sim.SimFleet.Meanwhile;
import org.tidelock.engine.sim.SimFleet.Operations;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;

/// Processes that die, computers that sleep, profiles that are lost or copied, and a storage that answers late, wrong or not at all.
final class FaultsTest extends FleetFixture {
  private Map<String, String> files() throws Exception {
    Map<String, String> tree = new TreeMap<>();
    for (int i = 0; i < 6; i++) {
      a.user().write("f" + i, "text " + i);
      tree.put("f" + i, "text " + i);
    }
    byte[] noise = new byte[20_000];
    new Random(1).nextBytes(noise);
    String large = HexFormat.of().formatHex(noise);
    a.user().write("large", large);
    tree.put("large", large);
    return tree;
  }

  /// Decision 0113.
  @Test
  void whoSleptBetweenLookingAndSendingLooksAgain() throws Exception {
    twoDevices();
    both("x", "1");
    a.user().write("x", "2");
    a.sync();
    int read = 1 + a.lastSync().indexOf("disk open x");
    assertThat(looksBeforeSending()).isEqualTo(1);

    a.user().write("x", "3");
    a.sync(read, () -> fleet.pass(Duration.ofMinutes(9)));
    assertThat(looksBeforeSending()).isEqualTo(1);

    a.user().write("x", "4");
    a.sync(read, () -> fleet.pass(Duration.ofHours(8)));
    assertThat(looksBeforeSending()).isEqualTo(2);

    a.user().write("x", "5");
    a.sync(read, () -> a.time().set(a.time().instant().minusSeconds(3600)));
    assertThat(looksBeforeSending()).as("its clock was set back").isEqualTo(2);
  }

  private long looksBeforeSending() {
    return a.lastSync().stream()
        .takeWhile(call -> !call.startsWith("storage create log/"))
        .filter("storage list heads"::equals)
        .count();
  }

  @Acceptance({113, 114, 115})
  @Test
  void whereverASenderDiesAllIsDoneOnceAndNothingIsLeft() throws Exception {
    twoDevices();
    Operations before = a.operations();
    Map<String, String> tree = files();
    int deaths = 0;
    for (int call = 1; a.dies(call) && call < 400; call += 2) {
      deaths++;
      b.sync();
      assertThat(tree.entrySet()).as("at call " + call).containsAll(b.tree().entrySet());
    }
    assertThat(deaths).isBetween(10, 199);
    assertAll(tree);
    assertThat(b.operations()).isEqualTo(before.plus(0, 7, 0));
    assertThat(unnamedPacks()).isEmpty();
  }

  /// Packs that no commit names.
  private List<String> unnamedPacks() throws Exception {
    return a.vault().verify(true, _ -> {}).findings().stream().map(Object::toString).toList();
  }

  @Acceptance(117)
  @Test
  void whereverAReceiverDiesItGoesOn() throws Exception {
    twoDevices();
    Map<String, String> tree = files();
    a.sync();
    int deaths = 0;
    int halves = 0;
    for (int call = 1; b.dies(call) && call < 600; call += 3) {
      deaths++;
      if (!stagedByB().isEmpty()) halves++;
      assertThat(tree.entrySet()).as("at call " + call).containsAll(b.tree().entrySet());
    }
    assertThat(halves).as("deaths that left something half").isPositive();
    assertThat(deaths).isBetween(10, 199);
    assertAll(tree);
    assertThat(stagedByB()).as("what was left half").isEmpty();
  }

  private List<String> stagedByB() throws Exception {
    if (!b.user().has(".tidelock/staging")) return List.of();
    return new SimDisk(b.volume(), b.trouble())
        .list(new LocalPath(List.of(".tidelock", "staging"))).stream()
            .map(Disk.Listed::name)
            .toList();
  }

  /// While the object lies there cut short, b looks.
  @Acceptance({119, 120})
  @Test
  void lostAnswersAndCutObjectsAreMadeUpFor() throws Exception {
    twoDevices();
    for (Fault fault : List.of(Fault.ANSWER_LOST, Fault.CUT, Fault.CUT_UNNOTICED))
      for (String folder : List.of("packs", "log", "heads")) {
        Operations before = a.operations();
        SortedMap<String, String> had = b.tree();
        String name = fault + " in " + folder;
        SortedMap<String, String> gets = new TreeMap<>(had);
        gets.put(name, name);
        Once once = new Once(fault, folder, () -> syncMaybe(b));
        a.connection().faults(once);
        a.user().write(name, name);
        syncMaybe(a);
        assertThat(once.name).as(name).isNotEmpty();
        once.look(); // if it was not asked for again
        if (!folder.equals("heads") && fault != Fault.ANSWER_LOST)
          assertThat(once.seen).as(name).isEqualTo(had);
        else assertThat(once.seen).as(name).isIn(had, gets);
        syncMaybe(b);
        assertThat(b.tree()).as(name).isIn(had, gets);
        a.connection().faults(Faults.none());
        for (Device device : devices()) syncMaybe(device);
        settle();
        assertThat(b.tree()).as(name).isEqualTo(a.tree()).isEqualTo(gets);
        assertThat(a.operations()).as(name).isEqualTo(before.plus(0, 1, 0));
        assertThat(a.vault().verify(true, _ -> {}).findings()).as(name).isEmpty();
        for (Device device : devices()) assertThat(findings(device)).as(name).isEmpty();
      }
  }

  /// Happens to the first object of a folder; before the device asks for that one again, another one does something.
  private final class Once implements Faults {
    private final Fault fault;
    private final String folder;
    private final Meanwhile meanwhile;
    String name = "";
    SortedMap<String, String> seen = new TreeMap<>();
    private boolean done;

    Once(Fault fault, String folder, Meanwhile meanwhile) {
      this.fault = fault;
      this.folder = folder;
      this.meanwhile = meanwhile;
    }

    @Override
    public Optional<Fault> of(Call call) {
      if (name.isEmpty()) {
        if (call.operation() != Fault.Operation.CREATE || !call.what().startsWith(folder + "/"))
          return Optional.empty();
        name = call.what();
        return Optional.of(fault);
      }
      look();
      return Optional.empty();
    }

    void look() {
      if (done) return;
      done = true;
      try {
        meanwhile.happens();
        seen = b.tree();
      } catch (Exception e) {
        throw new AssertionError(name, e);
      }
    }
  }

  /// What a person is told of that is neither a newcomer nor her recovery kit.
  private static List<Issue> findings(Device device) {
    return device.vault().issues().stream()
        .filter(issue -> !Set.of("KEY-06", "DEV-04").contains(issue.code()))
        .toList();
  }

  private static void syncMaybe(Device device) throws InterruptedException {
    try {
      device.sync();
    } catch (TidelockException e) {
      assertThat(e.code()).as(e.toString()).isIn(ErrorCode.STORAGE, ErrorCode.INTEGRITY);
    }
  }

  @Acceptance(122)
  @Test
  void anIncompleteListingTakesNothingBack() throws Exception {
    twoDevices();
    for (Fault fault : List.of(Fault.LIST_LAGS, Fault.LIST_OMITS)) {
      a.user().write("f", "text " + fault);
      a.user().write("new " + fault, "text");
      a.sync();
      b.connection().faults(new Faults.Random(1).with(fault, 1));
      SortedMap<String, String> before = b.tree();
      for (int i = 0; i < 4; i++) {
        syncMaybe(b);
        assertThat(b.tree().keySet()).containsAll(before.keySet());
      }
      b.connection().faults(Faults.none());
      settle();
      assertThat(b.tree()).isEqualTo(a.tree()).containsEntry("f", "text " + fault);
    }
  }

  /// What the storage has in its list of heads.
  private SortedMap<ObjectName, byte[]> heads() throws Exception {
    SortedMap<ObjectName, byte[]> heads = new TreeMap<>();
    for (ObjectInfo info : fleet.storage.list("heads"))
      heads.put(info.name(), fleet.storage.get(info.name(), Integer.MAX_VALUE));
    return heads;
  }

  private void show(SortedMap<ObjectName, byte[]> heads) throws Exception {
    for (ObjectName name : heads().keySet()) fleet.storage.delete(name);
    for (Map.Entry<ObjectName, byte[]> head : heads.entrySet())
      fleet.storage.create(head.getKey(), head.getValue());
  }

  @Acceptance(121)
  @Test
  void oldHeadsThatAreListedForTenMinutesTakeNothingBack() throws Exception {
    twoDevices();
    both("f", "1");
    SortedMap<ObjectName, byte[]> old = heads();
    a.user().write("f", "2");
    a.user().write("g", "1");
    settle();
    SortedMap<ObjectName, byte[]> now = heads();
    assertThat(now.keySet()).doesNotContainAnyElementsOf(changed(old, now)).isNotEmpty();
    for (boolean restarted : new boolean[] {false, true}) {
      show(old);
      if (restarted) b.restart();
      for (int minute = 0; minute < 10; minute++) {
        b.sync();
        fleet.pass(Duration.ofMinutes(1));
        assertThat(b.tree()).isEqualTo(Map.of("f", "2", "g", "1"));
        assertThat(b.vault().status().state()).isEqualTo(State.UP_TO_DATE);
        assertThat(findings(b)).isEmpty();
      }
      assertThat(heads().keySet()).isEqualTo(old.keySet());
      show(now);
    }
    b.user().write("f", "3");
    assertAll(Map.of("f", "3", "g", "1"));
  }

  private static List<ObjectName> changed(
      SortedMap<ObjectName, byte[]> old, SortedMap<ObjectName, byte[]> now) {
    List<ObjectName> gone = old.keySet().stream().filter(n -> !now.containsKey(n)).toList();
    assertThat(gone).as("heads that were replaced").isNotEmpty();
    return gone;
  }

  @Acceptance(122)
  @Test
  void whatNoListShowsYetIsAskedForWithinTenLooks() throws Exception {
    twoDevices();
    both("f", "1");
    both("g", "1");
    SortedMap<ObjectName, byte[]> lagging = heads();
    a.user().write("new", "1");
    a.user().delete("g");
    a.sync();
    show(lagging);
    int looks = 0;
    while (!b.tree().containsKey("new")) {
      assertThat(++looks).as("looks").isLessThanOrEqualTo(10);
      assertThat(b.tree()).isEqualTo(Map.of("f", "1", "g", "1"));
      b.sync();
      fleet.pass(Duration.ofMinutes(1));
    }
    assertThat(looks).as("most looks are one request").isGreaterThan(1);
    assertThat(heads().keySet()).as("still not listed").isEqualTo(lagging.keySet());
    assertThat(b.tree()).isEqualTo(Map.of("f", "1", "new", "1"));
    assertThat(findings(b)).isEmpty();
    assertAll(Map.of("f", "1", "new", "1"));
  }

  @Acceptance(123)
  @Test
  void aListingThatRemembersWhatWasDeletedIsNoTrouble() throws Exception {
    twoDevices();
    for (Device device : devices())
      device.connection().faults(new Faults.Random(1).with(Fault.LIST_REMEMBERS, 1));
    for (int i = 0; i < 5; i++) {
      a.user().write("f", "text " + i);
      settle();
    }
    assertAll(Map.of("f", "text 4"));
  }

  @Acceptance(127)
  @Test
  void aDamagedIndexIsMadeAnewByComparing() throws Exception {
    twoDevices();
    Map<String, String> tree = files();
    settle();
    Operations before = a.operations();
    long packs = packs();
    b.stop();
    Files.write(b.home().resolve("index.db"), "no index at all".repeat(1000).getBytes(UTF_8));
    b.start();
    assertAll(tree);
    assertThat(packs()).isEqualTo(packs);
    assertThat(a.operations()).isEqualTo(before);
  }

  @Acceptance(128)
  @Test
  void aLostIndexTakesOverWhatIsEqualAndOnlyTheRestIsAConflict() throws Exception {
    twoDevices();
    Map<String, String> tree = files();
    settle();
    b.stop();
    deleteIndex(b);
    b.user().write("f1", "edited while nobody looked");
    a.user().write("f2", "edited by a");
    a.sync();
    b.start();
    SortedMap<String, String> now = same();
    tree.put("f2", "edited by a");
    tree.remove("f1");
    assertThat(now).containsAllEntriesOf(tree).containsKey("f1").hasSize(8);
    // What is older is no conflict (decision 0140).
    assertThat(now.values())
        .contains("edited while nobody looked", "text 1")
        .doesNotContain("text 2");
    b.user().write("f3", "goes on");
    settle();
    assertThat(a.tree()).containsEntry("f3", "goes on");
  }

  /// Each takes what the other one has written under their common name for its own, and goes on from there.
  @Acceptance(130)
  @Test
  void aCloneAndItsModelThatTakeTurnsLoseNothing() throws Exception {
    threeDevices();
    a.user().write("f", "base");
    settle();
    Device clone = fleet.device(2);
    clone.becomes(a);
    a.user().write("of a", "1");
    clone.user().write("of the clone", "2");
    a.sync();
    Map<ObjectName, byte[]> before = written();
    for (int round = 0; round < 2; round++)
      for (Device device : List.of(clone, a)) assertThat(told(device)).isEmpty();
    assertAll(Map.of("f", "base", "of a", "1", "of the clone", "2"));
    assertStillThere(before);
  }

  /// Before any of the model's calls to the storage the clone syncs, too: one of the two may be told, and once only.
  @Acceptance(130)
  @Test
  void ofACloneAndItsModelThatWorkAtOnceOneIsToldOnce() throws Exception {
    threeDevices();
    both("f", "base");
    Device clone = fleet.device(2);
    clone.becomes(a);
    a.user().write("of a", "at no call");
    a.sync();
    List<String> calls = a.lastSync();
    int forks = 0;
    for (int call = 1; call <= calls.size(); call++) {
      if (!calls.get(call - 1).startsWith("storage ")) continue;
      clone.becomes(a);
      a.user().write("of a", "at call " + call);
      clone.user().write("of the clone", "at call " + call);
      List<ErrorCode> told = new ArrayList<>();
      Map<ObjectName, byte[]> ofTheClone = new TreeMap<>();
      try {
        a.sync(
            call,
            () -> {
              told.addAll(told(clone));
              ofTheClone.putAll(written());
            });
      } catch (TidelockException e) {
        told.add(e.code());
      }
      assertThat(ofTheClone).isNotEmpty();
      for (int round = 0; round < 2; round++)
        for (Device device : List.of(a, clone)) told.addAll(told(device));
      assertThat(told).as("at call " + call).isIn(List.of(), List.of(ErrorCode.FORK));
      forks += told.size();
      assertAll(Map.of("f", "base", "of a", "at call " + call, "of the clone", "at call " + call));
      assertStillThere(ofTheClone);
    }
    assertThat(forks).isPositive();
  }

  /// All but heads.
  private Map<ObjectName, byte[]> written() throws Exception {
    Map<ObjectName, byte[]> written = new TreeMap<>();
    for (ObjectInfo info : fleet.storage.listAll())
      if (!info.name().value().startsWith("heads/"))
        written.put(info.name(), fleet.storage.get(info.name(), Integer.MAX_VALUE));
    return written;
  }

  private void assertStillThere(Map<ObjectName, byte[]> objects) throws Exception {
    for (Map.Entry<ObjectName, byte[]> object : objects.entrySet())
      assertThat(fleet.storage.get(object.getKey(), Integer.MAX_VALUE))
          .as(object.getKey().value())
          .isEqualTo(object.getValue());
  }

  private static List<ErrorCode> told(Device device) throws InterruptedException {
    try {
      device.sync();
      return List.of();
    } catch (TidelockException e) {
      return List.of(e.code());
    }
  }

  private static void deleteIndex(Device device) throws IOException {
    try (Stream<Path> all = Files.list(device.home())) {
      for (Path file : all.filter(f -> f.getFileName().toString().startsWith("index.db")).toList())
        Files.delete(file);
    }
  }

  @Acceptance(134)
  @Test
  void aComputerThatSleepsInTheMidstOfASyncGoesOnWithWhatTheOthersDid() throws Exception {
    twoDevices();
    a.user().write("f", "base");
    settle();
    boolean slept = true;
    for (int call = 1; slept && call < 200; call += 3) {
      String text = "of a " + call;
      a.user().write("mine", text);
      boolean[] did = new boolean[1];
      int at = call;
      a.sync(
          call,
          () -> {
            fleet.pass(Duration.ofDays(3));
            b.user().write("f", "of b " + at);
            b.sync();
            did[0] = true;
          });
      slept = did[0];
      settle();
      if (slept) assertAll(Map.of("f", "of b " + call, "mine", text));
    }
    assertThat(slept).as("it comes to an end").isFalse();
  }

  @Acceptance(135)
  @Test
  void aStorageThatGoesBackStopsSyncAndDeletesNothing() throws Exception {
    twoDevices();
    a.user().write("f", "1");
    settle();
    Map<ObjectName, byte[]> old = new TreeMap<>();
    for (ObjectInfo info : fleet.storage.listAll())
      old.put(info.name(), fleet.storage.get(info.name(), Integer.MAX_VALUE));
    a.user().write("f", "2");
    a.user().write("g", "new");
    settle();
    for (ObjectInfo info : fleet.storage.listAll()) fleet.storage.delete(info.name());
    for (Map.Entry<ObjectName, byte[]> object : old.entrySet())
      fleet.storage.create(object.getKey(), object.getValue());
    for (Device device : devices()) {
      assertThatThrownBy(device::sync)
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLLBACK));
      assertThat(device.tree()).isEqualTo(Map.of("f", "2", "g", "new"));
    }
  }

  @Acceptance(137)
  @Test
  void aWithdrawnPermissionHarmsNothing() throws Exception {
    twoDevices();
    Map<String, String> tree = files();
    a.connection().faults(new Faults.Random(1).with(Fault.FORBIDDEN, 1));
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    assertThat(a.vault().status().state()).isNotEqualTo(State.UP_TO_DATE);
    assertThat(a.tree()).isEqualTo(tree);
    a.connection().faults(Faults.none());
    assertAll(tree);
    assertThat(a.vault().status().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Acceptance(143)
  @Test
  void aDeviceThatComesBackAfterLongBringsNothingBack() throws Exception {
    threeDevices();
    Map<String, String> tree = files();
    a.user().write("d/deleted", "1");
    a.user().write("d/deleted, edited by c", "2");
    settle();
    Device c = fleet.device(2);
    c.stop();
    a.user().delete("d");
    a.user().write("f0", "edited by a");
    for (int day = 0; day < 200; day += 25) {
      fleet.pass(Duration.ofDays(25));
      a.sync();
      b.sync();
    }
    c.user().write("f1", "edited by c");
    c.user().write("d/deleted, edited by c", "3");
    c.start();
    tree.put("f0", "edited by a");
    tree.put("f1", "edited by c");
    tree.put("d", "/");
    tree.put("d/deleted, edited by c", "3");
    assertAll(tree);
  }
}
