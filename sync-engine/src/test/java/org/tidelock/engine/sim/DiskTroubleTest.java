package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;

/// What stands in the engine's way does so as on a real disk, and a person may act before each of its calls.
class DiskTroubleTest {
  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private final SimVolume volume = new SimVolume(FileSystemMode.LINUX, time, 7);
  private final DiskTrouble trouble = new DiskTrouble();
  private final SimDisk disk = new SimDisk(volume, trouble);
  private final SimUser user = new SimUser(volume);

  private static LocalPath at(String path) {
    return SimUser.at(path);
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  @Test
  void onAFullDiskWhatFitsIsWrittenAndNoMore() throws Exception {
    user.write("old", "12345");
    volume.setCapacity(15);
    assertThat(disk.freeBytes()).isEqualTo(10);
    try (SeekableByteChannel out = disk.create(at("new"))) {
      assertThat(out.write(bytes(7))).isEqualTo(7);
      assertThat(out.write(bytes(7))).isEqualTo(3);
      assertThatThrownBy(() -> out.write(bytes(7)))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      out.position(2);
      assertThat(out.write(bytes(4))).as("in place").isEqualTo(4);
      assertThat(disk.freeBytes()).isZero();
      disk.delete(at("old"));
      assertThat(disk.freeBytes()).isEqualTo(5);
      out.truncate(1);
      assertThat(disk.freeBytes()).isEqualTo(14);
    }
    disk.makeFolder(at("names need no room"));
    user.write("huge", "x".repeat(100));
    assertThat(disk.freeBytes()).isZero();
  }

  @Test
  void whatIsDeniedCanBeLookedAtButNotRead() throws Exception {
    user.write("file", "x");
    user.write("folder/inner", "x");
    trouble.deny("file");
    trouble.deny("folder");
    List<ThrowingCallable> calls =
        List.of(
            () -> disk.read(at("file")),
            () -> disk.open(at("file")),
            () -> disk.list(at("folder")),
            () -> disk.look(at("folder/inner")),
            () -> disk.create(at("folder/new")),
            () -> disk.move(at("file"), at("folder/file")),
            () -> disk.delete(at("folder/inner")));
    for (ThrowingCallable call : calls)
      assertThatThrownBy(call).isInstanceOf(AccessDeniedException.class);
    assertThat(disk.look(at("file"))).isPresent();
    assertThat(disk.list(LocalPath.ROOT)).hasSize(2);
    trouble.allow("folder");
    assertThat(disk.list(at("folder"))).hasSize(1);
  }

  @Test
  void whatIsInUseStaysWhereItIs() throws Exception {
    user.write("folder/file", "x");
    user.write("other", "y");
    trouble.use("folder/file");
    List<ThrowingCallable> calls =
        List.of(
            () -> disk.read(at("folder/file")),
            () -> disk.move(at("folder/file"), at("file")),
            () -> disk.move(at("folder"), at("moved")),
            () -> disk.exchange(at("other"), at("folder/file")),
            () -> disk.setModified(at("folder/file"), Instant.EPOCH),
            () -> disk.delete(at("folder/file")));
    for (ThrowingCallable call : calls)
      assertThatThrownBy(call)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("used by another process");
    assertThat(disk.look(at("folder/file"))).isPresent();
    assertThat(disk.list(at("folder"))).hasSize(1);
    trouble.release("folder/file");
    disk.move(at("folder"), at("moved"));
  }

  @Test
  void eachCallIsToldBeforeItIsDone() throws Exception {
    List<String> calls = new ArrayList<>();
    trouble.meddle((call, paths) -> calls.add(call + paths));
    disk.makeFolder(at("a"));
    try (SeekableByteChannel out = disk.create(at("a/f"))) {
      out.write(bytes(1));
    }
    disk.exchange(at("a/f"), at("a"));
    disk.look(at("a/f"));
    disk.move(at("a/f"), at("g"));
    disk.flush();
    assertThat(calls)
        .containsExactly(
            "makeFolder[a]",
            "create[a/f]",
            "channel.write[a/f]",
            "exchange[a/f, a]",
            "look[a/f]",
            "move[a/f, g]",
            "flush[]");
  }

  @Test
  void aPersonMayActBetweenALookAndARename() throws Exception {
    user.write("from", "ours");
    trouble.meddle(
        (call, paths) -> {
          if (call.equals("move")) user.write(paths.getLast().toString(), "theirs");
        });
    assertThat(disk.look(at("to"))).isEmpty();
    assertThatThrownBy(() -> disk.move(at("from"), at("to")))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    assertThat(user.read("to")).isEqualTo("theirs");
    assertThat(user.read("from")).isEqualTo("ours");
  }

  @Test
  void aPersonMayActInTheMiddleOfOurReading() throws Exception {
    user.write("file", "abcdef");
    try (SeekableByteChannel in = disk.read(at("file"))) {
      ByteBuffer half = ByteBuffer.allocate(3);
      in.read(half);
      trouble.meddle((call, paths) -> user.write("file", "ABCDEFGH"));
      ByteBuffer rest = ByteBuffer.allocate(10);
      assertThat(in.read(rest)).isEqualTo(5);
      assertThat(new String(half.array(), 0, 3) + new String(rest.array(), 0, 5))
          .isEqualTo("abcDEFGH");
    }
  }

  @Test
  void aPersonBringsBackAnOldTime() throws Exception {
    user.write("file", "one");
    Fingerprint before = disk.look(at("file")).orElseThrow();
    time.advance(java.time.Duration.ofHours(1));
    user.write("file", "two");
    user.touch("file", Instant.EPOCH.plusNanos(before.modified()));
    Fingerprint after = disk.look(at("file")).orElseThrow();
    assertThat(after.hasSameBytes(before)).as("as far as a look can tell").isTrue();
    assertThat(after.changed()).isNotEqualTo(before.changed());
  }
}
