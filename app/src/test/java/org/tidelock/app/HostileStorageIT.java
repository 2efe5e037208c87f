package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Launcher.Result;
import tools.jackson.databind.JsonNode;

/// What a script sees of a storage that lies: the exit code, the object by its name, an untouched folder; and 0 when the storage tells the truth again.
/// Every object and every lie: the engine's `HostileStorageTest`.
final class HostileStorageIT {
  @TempDir static Path shared;
  private Path temp;
  private Device a;
  private Device b;
  private Path store;

  /// The storage as the devices left it.
  private Path honest;

  private Set<String> older;

  @BeforeEach
  void sendSomethingThatTheOtherDoesNotKnow() throws Exception {
    Launcher.require();
    Mould mould = new Mould(shared);
    temp = mould.emptied();
    a = new Device(temp, "a");
    b = new Device(temp, "b");
    store = a.store;
    honest = temp.resolve("honest");
    mould.pour(this::makeThem);
    older = names(temp.resolve("older"));
  }

  private void makeThem() throws Exception {
    a.write("plan", "first");
    assertThat(a.create().code()).isZero();
    a.sync();
    assertThat(b.join().code()).isZero();
    b.sync();
    Mould.copy(store, temp.resolve("older"));
    for (String part : List.of("a", "a-home")) {
      Mould.copy(temp.resolve(part), temp.resolve("copied").resolve(part));
    }
    a.write("plan", "second");
    a.write("new", "x".repeat(100_000));
    a.sync();
    Mould.copy(store, honest);
  }

  private static Set<String> names(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> top.relativize(file).toString())
          .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }
  }

  private void put(Path instead) throws IOException {
    Mould.delete(store);
    Mould.copy(instead, store);
  }

  /// The newest object of a folder that device B does not know.
  private String fresh(String folder) throws IOException {
    return names(store).stream()
        .filter(name -> name.startsWith(folder) && !older.contains(name))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private void alter(String object, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(store.resolve(object));
    bytes[at < 0 ? bytes.length + at : at] ^= 3;
    Files.write(store.resolve(object), bytes);
  }

  private interface Lie {
    void tell() throws Exception;
  }

  private void assertStops(int code, String name, String object, Lie lie) throws Exception {
    Map<String, String> before = b.tree();
    lie.tell();
    Set<String> stored = names(store);
    JsonNode problem = problem(code);
    assertThat(problem.get("code").asString()).isEqualTo(name);
    assertThat(problem.get("path").asString()).isEqualTo(object);
    Result result = b.run("sync");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.err())
        .startsWith("tidelock: ")
        .endsWith(" [" + name + "]\n")
        .contains(object)
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .hasLineCount(1);
    assertThat(b.tree()).isEqualTo(before);
    assertThat(names(store)).isEqualTo(stored);
    put(honest);
  }

  private JsonNode problem(int code) throws Exception {
    JsonNode document = b.json(code, "sync");
    assertThat(document.get("state").asString()).isEqualTo("error");
    assertThat(document.get("problems")).hasSize(1);
    return document.get("problems").get(0);
  }

  @Test
  void everyLieHasItsExitCodeAndTheTruthGoesOn() throws Exception {
    String segment = fresh("log/");
    assertStops(20, "INTEGRITY", segment, () -> alter(segment, -9));
    assertStops(24, "UNSUPPORTED", segment, () -> alter(segment, 8));
    assertStops(23, "MISSING", segment, () -> Files.delete(store.resolve(segment)));
    assertStops(
        25,
        "LIMIT",
        segment,
        () -> {
          try (var file = new java.io.RandomAccessFile(store.resolve(segment).toFile(), "rw")) {
            file.setLength(1L << 33);
          }
        });
    String pack = fresh("packs/");
    assertStops(20, "INTEGRITY", pack, () -> alter(pack, 1_000));
    assertStops(23, "MISSING", pack, () -> Files.delete(store.resolve(pack)));
    assertStops(27, "IDENTITY", "vault", () -> Files.delete(store.resolve("vault")));
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertStops(21, "ROLLBACK", segment, () -> put(temp.resolve("older")));
    b.sync();
  }

  @Test
  void anAlteredHeadIsToldAndStopsNothing() throws Exception {
    String head = fresh("heads/");
    alter(head, -9);
    assertThat(problem(20).get("path").asString()).isEqualTo(head);
    assertThat(b.tree()).isEqualTo(a.tree());
    put(honest);
    b.sync();
  }

  /// Which nobody can tell from a device that has been silent: docs/decisions/0081.
  @Test
  void aHeadThatIsGoneIsSilence() throws Exception {
    Files.delete(store.resolve(fresh("heads/")));
    assertThat(b.run("sync").code()).isZero();
    put(honest);
    b.sync();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  @Test
  void anotherVaultIsNotTheVault() throws Exception {
    Device other = new Device(temp.resolve("elsewhere"), "x");
    Files.createDirectories(other.folder);
    assertThat(other.create().code()).isZero();
    other.sync();
    assertStops(27, "IDENTITY", "vault", () -> put(other.store));
    b.sync();
  }

  /// A copy of device A went on in a copy of the storage.
  @Test
  void twoHistoriesOfOneDeviceAreAFork() throws Exception {
    b.sync();
    Path place = temp.resolve("copied");
    Mould.copy(temp.resolve("older"), place.resolve("store"));
    Path settings = place.resolve("a-home/profile.properties");
    Files.writeString(settings, Files.readString(settings).replace(temp + "/", place + "/"));
    Device copied = new Device(place, "a");
    for (String text : List.of("one", "two", "three")) {
      copied.write("forked", text);
      copied.sync();
    }
    Mould.copy(copied.store, store);
    Map<String, String> before = b.tree();
    JsonNode problem = problem(22);
    assertThat(problem.get("code").asString()).isEqualTo("FORK");
    assertThat(problem.get("path").asString()).startsWith("log/");
    assertThat(b.tree()).isEqualTo(before);
  }

  @Test
  void aWrongPassphraseAndADamagedSlotAreToldInTheSameWords() throws Exception {
    Device c = new Device(temp, "c");
    c.environment.put("TIDELOCK_PASSPHRASE", "not the passphrase at all");
    Result wrong = c.join();
    assertThat(wrong.code()).as(wrong.toString()).isEqualTo(26);
    c.environment.put("TIDELOCK_PASSPHRASE", Device.PASSPHRASE);
    for (String slot : names(store)) {
      if (slot.startsWith("slots/")) {
        alter(slot, -1);
      }
    }
    assertThat(c.join()).isEqualTo(wrong);
    assertThat(c.run("status").code()).as("nothing was set up").isEqualTo(3);
    put(honest);
    assertThat(c.join().code()).isZero();
    c.sync();
    assertThat(c.tree()).isEqualTo(a.tree());
  }
}
