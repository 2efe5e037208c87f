package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.local.WriterFixture.at;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.tidelock.engine.Shell;

/// What happens to somebody whom the system refuses things; run by [PlainUserTest] in a process without root's powers.
final class PlainUser {
  private final WriterFixture f;

  private PlainUser(Path root) throws IOException {
    f = new WriterFixture(root, true);
  }

  public static void main(String[] args) throws Exception {
    PlainUser user = new PlainUser(Path.of(args[1]));
    switch (args[0]) {
      case "readOnlyFile" -> user.readOnlyFile();
      case "readOnlyFolder" -> user.readOnlyFolder();
      case "unreadable" -> user.unreadable();
      case "readOnlyRoot" -> user.readOnlyRoot();
      case "namesBeyondAscii" -> user.namesBeyondAscii();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private void permit(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(
        f.root.resolve(path), PosixFilePermissions.fromString(permissions));
  }

  /// A folder decides about its names, whatever the files say.
  private void readOnlyFile() throws IOException {
    for (String mode : new String[] {"r--r--r--", "---------", "-wx------"}) {
      f.write("a", "old");
      BaseRow row = f.row("a");
      permit("a", mode);
      // The inode has changed, so the bytes would be read; this user may not.
      BaseRow now = new BaseRow(row.entry(), f.disk.look(at("a")).orElseThrow(), false);
      f.writer.replace(f.staged("new"), at("a"), now);
      String kept =
          PosixFilePermissions.toString(Files.getPosixFilePermissions(f.root.resolve("a")));
      assertThat(kept).isEqualTo(mode.equals("-wx------") ? "-w-------" : mode);
      f.writer.remove(at("a"), new BaseRow(row.entry(), f.disk.look(at("a")).orElseThrow(), false));
      assertThat(f.tree()).isEmpty();
      f.disk.flush(); // among it what this user may not open
    }
  }

  private void readOnlyFolder() throws IOException {
    f.write("folder/a", "old");
    f.write("b", "b");
    Files.createDirectory(f.root.resolve("folder/empty"));
    BaseRow a = f.row("folder/a");
    BaseRow b = f.row("b");
    BaseRow empty = f.row("folder/empty");
    LocalPath staged = f.staged("new");
    permit("folder", "r-xr-xr-x");
    Map<String, String> before = f.tree();
    assertDenied(() -> f.writer.place(staged, at("folder/new")));
    assertDenied(() -> f.writer.replace(staged, at("folder/a"), a));
    assertDenied(() -> f.writer.remove(at("folder/a"), a));
    assertDenied(() -> f.writer.remove(at("folder/empty"), empty));
    assertDenied(() -> f.writer.move(at("folder/a"), at("c"), a));
    assertDenied(() -> f.writer.move(at("b"), at("folder/b"), b));
    assertDenied(() -> f.writer.makeFolder(at("folder/sub")));
    assertDenied(() -> f.writer.makeLink(at("folder/link"), "a"));
    assertThat(f.tree()).isEqualTo(before);
    assertThat(f.text(staged)).isEqualTo("new");
    assertThat(f.trash()).isEmpty();
    assertThat(f.root.resolve(".tidelock/trash/2026-11-25")).isEmptyDirectory();
    permit("folder", "rwxr-xr-x");
  }

  private void unreadable() throws IOException {
    f.write("closed/a", "1");
    f.write("namesOnly/a", "1");
    f.write("file", "1");
    BaseRow file = f.row("file");
    permit("closed", "---------");
    permit("namesOnly", "r--r--r--");
    permit("file", "---------");
    assertDenied(() -> f.disk.list(at("closed")));
    assertDenied(() -> f.disk.list(at("namesOnly")));
    assertDenied(() -> f.disk.look(at("closed/a")));
    assertDenied(() -> f.disk.read(at("file")));
    // Its inode has changed, and nobody can say whether its bytes have.
    assertDenied(() -> f.writer.remove(at("file"), file));
    assertThat(f.disk.look(at("file"))).isPresent();
    permit("closed", "rwx------");
    permit("namesOnly", "rwx------");
  }

  private void readOnlyRoot() throws IOException {
    f.write("a", "1");
    BaseRow row = f.row("a");
    permit("", "r-x------");
    assertThat(f.disk.list(LocalPath.ROOT)).hasSize(1);
    assertThat(f.disk.facts().caseSensitive()).isTrue();
    assertDenied(() -> f.folder.newStagingPlace());
    assertDenied(() -> f.writer.remove(at("a"), row));
    permit("", "rwx------");
    assertThat(f.tree()).isEqualTo(Map.of("a", "1"));
    assertThat(f.disk.facts().keepsExecutable()).isTrue();
  }

  /// In the C locale, where Java knows only ASCII names.
  private void namesBeyondAscii() throws Exception {
    Shell.run(f.root, "printf 1 > \"$(printf '\\303\\274')\"; printf 2 > plain");
    assertThat(f.disk.list(LocalPath.ROOT))
        .extracting(Disk.Listed::readableName)
        .containsExactlyInAnyOrder(true, false);
    assertThatThrownBy(() -> f.writer.makeFolder(LocalPath.of("\u00fc")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("cannot have such a name");
    assertThatThrownBy(() -> f.disk.makeLink(at("link"), "\u00fc")).isInstanceOf(IOException.class);
    f.writer.remove(at("plain"), f.row("plain"));
    assertThat(f.disk.list(LocalPath.ROOT)).hasSize(2);
  }

  private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(AccessDeniedException.class);
  }
}
