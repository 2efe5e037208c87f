package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.SyncReport.Problem;
import org.tidelock.engine.TidelockException;

/// Two devices of somebody whom the system refuses things; run by [PlainUserSyncTest] in a process without root's powers.
final class PlainUserSync implements AutoCloseable {
  private final Path root;
  private final TestDevice a;
  private final TestDevice b;

  private PlainUserSync(Path root) throws Exception {
    this.root = root;
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
    a.write("other", "o");
    a.write("file", "first");
    a.write("folder/one", "1");
    a.write("folder/two", "2");
    exchange();
  }

  public static void main(String[] args) throws Exception {
    try (PlainUserSync user = new PlainUserSync(Path.of(args[1]))) {
      switch (args[0]) {
        case "unreadableFile" -> user.unreadableFile();
        case "unreadableFolder" -> user.unreadableFolder();
        case "readOnlyTarget" -> user.readOnlyTarget();
        case "readOnlyRoot" -> user.readOnlyRoot();
        case "closedStorage" -> user.closedStorage();
        case "readOnlyStorage" -> user.readOnlyStorage();
        case "readOnlyProfile" -> user.readOnlyProfile();
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
    System.exit(0); // the workers' threads linger
  }

  private void exchange() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static Map<String, String> codes(SyncReport report) {
    Map<String, String> codes = new TreeMap<>();
    for (Problem p : report.problems()) codes.put(p.path(), p.code());
    return codes;
  }

  private void assertWell() throws Exception {
    exchange();
    assertThat(a.sync().problems()).isEmpty();
    assertThat(b.sync().problems()).isEmpty();
    assertThat(b.tree()).isEqualTo(a.tree());
  }

  private static void assertFails(TestDevice device, ErrorCode code) {
    TidelockException trouble = catchThrowableOfType(TidelockException.class, device::sync);
    assertThat(trouble).as("a sync fails").isNotNull();
    assertThat(trouble.code()).as(trouble.toString()).isEqualTo(code);
  }

  private void unreadableFile() throws Exception {
    a.write("file", "second");
    a.write("new", "new");
    a.write("later", "later");
    permit(a.folder.resolve("file"), "-w-------");
    permit(a.folder.resolve("new"), "---------");
    assertThat(codes(a.sync())).isEqualTo(Map.of("file", "LOC-04", "new", "LOC-04"));
    b.sync();
    assertThat(b.read("file")).as("the version before").isEqualTo("first");
    assertThat(b.tree()).containsKey("later").doesNotContainKey("new");
    a.move("file", "folder/moved");
    a.sync();
    b.sync();
    assertThat(b.read("folder/moved")).isEqualTo("first");
    permit(a.folder.resolve("folder/moved"), "rw-r--r--");
    permit(a.folder.resolve("new"), "rw-r--r--");
    assertWell();
    assertThat(b.read("folder/moved")).isEqualTo("second");
  }

  private void unreadableFolder() throws Exception {
    Path folder = a.folder.resolve("folder");
    for (String mode : new String[] {"---------", "-wx------", "r--------"}) {
      permit(folder, mode);
      a.write("later " + mode, "l");
      b.write("folder/from b " + mode, "n");
      b.sync();
      assertThat(a.sync().problems()).as(mode).isNotEmpty();
      b.sync();
      assertThat(b.tree()).as(mode).containsKeys("folder/one", "folder/two", "later " + mode);
      permit(folder, "rwxr-xr-x");
      assertWell();
    }
  }

  private void readOnlyTarget() throws Exception {
    Path folder = b.folder.resolve("folder");
    permit(folder, "r-xr-xr-x");
    permit(b.folder.resolve("file"), "r--r--r--");
    a.write("folder/one", "edited");
    a.write("folder/three", "3");
    a.delete("folder/two");
    a.write("file", "second");
    a.write("new", "n");
    a.sync();
    SyncReport report = b.sync();
    assertThat(codes(report)).containsOnlyKeys("folder/one", "folder/two", "folder/three");
    assertThat(b.tree()).containsKeys("folder/two", "new").doesNotContainKey("folder/three");
    assertThat(b.read("folder/one")).isEqualTo("1");
    assertThat(b.read("file")).as("a folder decides about its names").isEqualTo("second");
    a.sync();
    assertThat(a.tree()).doesNotContainKey("folder/two");
    permit(folder, "rwxr-xr-x");
    assertWell();
    assertThat(b.read("folder/one")).isEqualTo("edited");
    assertThat(b.tree()).doesNotContainKey("folder/two");
  }

  private void readOnlyRoot() throws Exception {
    a.write("new", "n");
    a.delete("file");
    a.sync();
    SortedMap<String, String> before = b.tree();
    permit(b.folder, "r-xr-xr-x");
    permit(b.folder.resolve(".tidelock"), "r-x------");
    try {
      assertThat(b.sync().problems()).isNotEmpty();
    } catch (TidelockException e) {
      assertThat(e.code()).as(e.toString()).isEqualTo(ErrorCode.LOCAL);
    }
    assertThat(b.tree()).isEqualTo(before);
    permit(b.folder, "rwxr-xr-x");
    permit(b.folder.resolve(".tidelock"), "rwx------");
    assertWell();
  }

  private void closedStorage() throws Exception {
    Path store = root.resolve("store");
    a.write("new", "n");
    permit(store, "---------");
    assertFails(a, ErrorCode.STORAGE);
    permit(store, "rwxr-xr-x");
    permit(store.resolve("heads"), "---------");
    assertFails(a, ErrorCode.STORAGE);
    permit(store.resolve("heads"), "rwxr-xr-x");
    assertWell();
  }

  private void readOnlyStorage() throws Exception {
    Path store = root.resolve("store");
    b.write("from b", "b");
    b.sync();
    a.write("new", "n");
    permit(store.resolve(".tmp"), "r-xr-xr-x");
    permit(store.resolve("log"), "r-xr-xr-x");
    assertFails(a, ErrorCode.STORAGE);
    assertThat(a.tree()).containsKey("new");
    permit(store.resolve(".tmp"), "rwxr-xr-x");
    permit(store.resolve("log"), "rwxr-xr-x");
    assertWell();
  }

  private void readOnlyProfile() throws Exception {
    a.close();
    permit(a.home, "r-x------");
    permit(a.home.resolve("index.db"), "r--------");
    permit(a.home.resolve("lock"), "r--------");
    TidelockException trouble =
        catchThrowableOfType(
            TidelockException.class, () -> TestDevice.open(root, "a", TestDevice.vaults()));
    assertThat(trouble.code()).as(trouble.toString()).isEqualTo(ErrorCode.LOCAL);
    permit(a.home, "rwx------");
    permit(a.home.resolve("index.db"), "rw-------");
    permit(a.home.resolve("lock"), "rw-------");
    a.vault = a.vaults.open(a.home, java.util.Optional.empty());
    assertWell();
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }
}
