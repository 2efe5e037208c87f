package org.tidelock.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.app.desktop.InstanceMessage.Reply;
import org.tidelock.app.desktop.InstanceMessage.Request;
import org.tidelock.engine.Needs;

/// One running process of a profile, and how others reach it.
final class InstanceTest {
  @TempDir Path home;

  private static Reply echo(Request request, Consumer<String> progress) {
    return new Reply(
        request.arguments().size(), String.join("|", request.arguments()), request.directory());
  }

  @Test
  void aRequestIsAnsweredByTheOneThatRuns() throws Exception {
    try (InstanceServer server = InstanceServer.start(home, InstanceTest::echo)) {
      assertThat(InstanceClient.isRunning(home)).isTrue();
      for (int i = 0; i < 3; i++) {
        assertThat(InstanceClient.ask(home, new Request(List.of("ls", "a \"b\"\n東 😀"), "/x y")))
            .contains(new Reply(2, "ls|a \"b\"\n東 😀", "/x y"));
      }
    }
    assertThat(InstanceClient.isRunning(home)).isFalse();
    assertThat(InstanceClient.ask(home, new Request(List.of("ls"), ""))).isEmpty();
    assertThat(InstanceSocket.run(home)).isEmptyDirectory();
  }

  @Test
  void requestsAreServedSideBySide() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    InstanceServer.Handler meeting =
        (request, progress) -> {
          both.countDown();
          both.await();
          return new Reply(0, "", "");
        };
    try (InstanceServer server = InstanceServer.start(home, meeting)) {
      Thread other = Thread.ofVirtual().start(() -> ask(home));
      assertThat(ask(home)).isPresent();
      other.join();
    }
  }

  /// A second click on the icon: both have asked, and nobody answered.
  @Test
  void ofTwoThatStartAtOnceOneListens() throws Exception {
    try (InstanceServer first =
        InstanceServer.start(home, (_, _) -> new Reply(7, "the first", ""))) {
      assertThatThrownBy(() -> InstanceServer.start(home, InstanceTest::echo))
          .isInstanceOf(InstanceServer.Taken.class);
      assertThat(InstanceClient.askSoon(home, new Request(List.of("show"), ""), Duration.ZERO))
          .contains(new Reply(7, "the first", ""));
    }
    try (InstanceServer next = InstanceServer.start(home, InstanceTest::echo)) {
      assertThat(ask(home)).contains(new Reply(1, "status", "/"));
    }
  }

  @Test
  void oneThatIsAboutToListenIsWaitedFor() throws Exception {
    Thread starting =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  try (InstanceServer server = InstanceServer.start(home, InstanceTest::echo)) {
                    new CountDownLatch(1).await();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    starting.start();
    try {
      assertThat(
              InstanceClient.askSoon(
                  home, new Request(List.of("show"), ""), Duration.ofSeconds(30)))
          .contains(new Reply(1, "show", ""));
    } finally {
      starting.interrupt();
      starting.join();
    }
  }

  @Test
  void aRequestThatBreaksItsHandlerEndsTheConnectionOnly() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    InstanceServer.Handler handler =
        (request, progress) -> {
          if (broken.getAndSet(false)) throw new IllegalStateException("of a test");
          return echo(request, progress);
        };
    try (InstanceServer server = InstanceServer.start(home, handler)) {
      assertThatThrownBy(() -> InstanceClient.ask(home, new Request(List.of("ls"), "")))
          .isInstanceOf(IOException.class);
      assertThat(ask(home)).isPresent();
    }
  }

  @Test
  void aLargeReplyArrivesWhole() throws Exception {
    String listing = "name with ümlaut\n".repeat(500_000);
    try (InstanceServer server = InstanceServer.start(home, (_, _) -> new Reply(0, listing, ""))) {
      assertThat(ask(home).orElseThrow().out()).isEqualTo(listing);
    }
  }

  @Test
  void onlyTheOwnerCanReachIt() throws Exception {
    Needs.posixPermissions(home);
    // As a restored backup may have left it.
    Files.createDirectories(InstanceSocket.run(home));
    Files.setPosixFilePermissions(
        InstanceSocket.run(home), PosixFilePermissions.fromString("rwxrwxrwx"));
    try (InstanceServer server = InstanceServer.start(home, InstanceTest::echo)) {
      assertThat(permissions(InstanceSocket.run(home))).isEqualTo("rwx------");
      assertThat(permissions(InstanceSocket.run(home).resolve("tidelock.sock")))
          .isEqualTo("rw-------");
    }
  }

  /// Socket names have at most 108 bytes.
  @Test
  void aProfileWithALongPathIsReachedToo() throws Exception {
    Path deep = Files.createDirectories(home.resolve("ü".repeat(60)).resolve("x".repeat(80)));
    Path socket;
    try (InstanceServer server = InstanceServer.start(deep, InstanceTest::echo)) {
      assertThat(ask(deep)).isPresent();
      socket = InstanceSocket.find(deep).orElseThrow();
      assertThat(socket).exists();
      if (isPosix()) {
        assertThat(permissions(socket.getParent())).isEqualTo("rwx------");
        assertThat(permissions(socket)).isEqualTo("rw-------");
      }
    }
    assertThat(socket.getParent()).doesNotExist();
    assertThat(InstanceSocket.find(deep)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void aSocketThatAKilledProcessLeftIsNobodyAndIsReplaced(String name) throws Exception {
    Path profile = home.resolve(name);
    Path stale = InstanceSocket.prepare(profile);
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(InstanceSocket.address(stale));
    }
    assertThat(stale).as("closing a channel leaves its name, as kill -9 does").exists();
    assertThat(InstanceClient.isRunning(profile)).isFalse();
    assertThat(ask(profile)).isEmpty();
    try (InstanceServer server = InstanceServer.start(profile, InstanceTest::echo)) {
      assertThat(ask(profile)).isPresent();
    }
    assertThat(stale).doesNotExist();
    assertThat(InstanceSocket.run(profile)).isEmptyDirectory();
  }

  @Test
  void aPlaceThatSomebodyElseMadeMeanwhileIsNotTrusted() throws Exception {
    Needs.posixPermissions(home);
    Needs.that("root".equals(System.getProperty("user.name")), "only root can give files away");
    Path deep = Files.createDirectories(home.resolve("x".repeat(110)));
    Path socket = InstanceSocket.prepare(deep);
    try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      foreign.bind(InstanceSocket.address(socket));
      assertThat(InstanceClient.isRunning(deep)).isTrue();
      Files.setOwner(
          socket.getParent(),
          home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      assertThat(InstanceClient.isRunning(deep)).isFalse();
    } finally {
      Files.deleteIfExists(socket);
      Files.deleteIfExists(socket.getParent());
    }
  }

  static Stream<byte[]> nonsense() {
    return Stream.of(
        new byte[0],
        new byte[] {0, 0},
        framed(-1, ""),
        framed(0, ""),
        framed(Integer.MAX_VALUE, ""),
        framed(100, "{}"),
        framed(2, "[]"),
        framed(5, "{\"a\":"),
        framed(9, "GET / HTT"),
        framed(20, "{\"arguments\":\"text\"}"),
        framed(17, "{\"directory\":[1]}"));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("nonsense")
  void nonsenseEndsTheConnectionOnly(byte[] bytes) throws Exception {
    try (InstanceServer server = InstanceServer.start(home, InstanceTest::echo)) {
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(InstanceSocket.address(InstanceSocket.find(home).orElseThrow()));
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
          channel.write(out);
        }
        channel.shutdownOutput();
        // Whatever comes back: it ends.
        ByteBuffer in = ByteBuffer.allocate(1 << 16);
        while (channel.read(in) >= 0) {
          in.clear();
        }
      }
      assertThat(ask(home)).isPresent();
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("nonsense")
  void nonsenseIsNoReply(byte[] bytes) {
    // An object without the fields of a reply is one with exit code 1; everything else is refused.
    if (bytes.length > 4 && bytes[4] == '{' && bytes[bytes.length - 1] == '}' && bytes[3] != 100) {
      return;
    }
    assertThatThrownBy(
            () -> InstanceMessage.readAnswer(Channels.newChannel(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aProcessThatDiesWhileItAnswersIsNoticed() throws Exception {
    Path socket = InstanceSocket.prepare(home);
    try (ServerSocketChannel dying = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dying.bind(InstanceSocket.address(socket));
      Thread.ofVirtual().start(() -> acceptAndDie(dying));
      assertThatThrownBy(() -> InstanceClient.ask(home, new Request(List.of("ls"), "")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void fieldsOfALaterVersionAreSkipped() throws Exception {
    String body = "{\"later\":{\"x\":[1]},\"arguments\":[\"ls\"],\"directory\":\"/\"}";
    assertThat(
            InstanceMessage.readRequest(
                Channels.newChannel(new ByteArrayInputStream(framed(body.length(), body)))))
        .isEqualTo(new Request(List.of("ls"), "/"));
  }

  private static Request wanting() {
    return new Request(List.of("sync"), "/", true);
  }

  @Test
  void whoAsksIsToldHowFarItIsBeforeTheReply() throws Exception {
    InstanceServer.Handler working =
        (_, progress) -> {
          for (int i = 1; i <= 100; i++) progress.accept("Sending: " + i);
          return new Reply(0, "done", "");
        };
    try (InstanceServer server = InstanceServer.start(home, working)) {
      List<String> told = new ArrayList<>();
      assertThat(InstanceClient.ask(home, wanting(), told::add)).contains(new Reply(0, "done", ""));
      assertThat(told).allMatch(line -> line.matches("Sending: \\d+")).isSubsetOf(numbered());
      List<String> untold = new ArrayList<>();
      assertThat(InstanceClient.ask(home, new Request(List.of("sync"), "/"), untold::add))
          .contains(new Reply(0, "done", ""));
      assertThat(untold).isEmpty();
    }
  }

  private static List<String> numbered() {
    return IntStream.rangeClosed(1, 100).mapToObj(i -> "Sending: " + i).toList();
  }

  @Test
  void eachLineArrivesWhereThereIsTime() throws Exception {
    SynchronousQueue<String> arrived = new SynchronousQueue<>();
    InstanceServer.Handler working =
        (_, progress) -> {
          for (String line : numbered()) {
            progress.accept(line);
            if (!line.equals(arrived.take())) return new Reply(1, "", "");
          }
          return new Reply(0, "done", "");
        };
    try (InstanceServer server = InstanceServer.start(home, working)) {
      assertThat(
              InstanceClient.ask(
                  home,
                  wanting(),
                  line -> {
                    try {
                      arrived.put(line);
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  }))
          .contains(new Reply(0, "done", ""));
    }
  }

  /// As one that Ctrl+Z has stopped: whoever works must not wait for it.
  @Test
  void whoDoesNotListenHoldsNothingUp() throws Exception {
    CountDownLatch worked = new CountDownLatch(1);
    String line = "x".repeat(10_000);
    InstanceServer.Handler working =
        (_, progress) -> {
          for (int i = 0; i < 10_000; i++) progress.accept(line);
          worked.countDown();
          return new Reply(0, "done", "");
        };
    try (InstanceServer server = InstanceServer.start(home, working);
        SocketChannel silent = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.connect(InstanceSocket.address(InstanceSocket.find(home).orElseThrow()));
      InstanceMessage.write(silent, wanting());
      assertThat(worked.await(60, TimeUnit.SECONDS)).isTrue();
      int lines = 0;
      InstanceMessage.Answer answer = InstanceMessage.readAnswer(silent);
      for (; answer instanceof InstanceMessage.Progress; lines++) {
        answer = InstanceMessage.readAnswer(silent);
      }
      assertThat(answer).isEqualTo(new Reply(0, "done", ""));
      assertThat(lines).as("only the newest waited").isLessThan(10_000);
    }
  }

  @Test
  void whoGoesAwayHoldsNothingUp() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    CountDownLatch worked = new CountDownLatch(1);
    InstanceServer.Handler working =
        (request, progress) -> {
          if (request.progress()) {
            gone.await();
            for (int i = 0; i < 1_000; i++) progress.accept("Sending: " + i);
            worked.countDown();
          }
          return echo(request, progress);
        };
    try (InstanceServer server = InstanceServer.start(home, working)) {
      try (SocketChannel leaving = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        leaving.connect(InstanceSocket.address(InstanceSocket.find(home).orElseThrow()));
        InstanceMessage.write(leaving, wanting());
      }
      gone.countDown();
      assertThat(worked.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(ask(home)).isPresent();
    }
  }

  /// A client of a version without progress reads one message: the reply. A server of such a version skips the field, and sends one.
  @Test
  void versionsWithoutProgressUnderstandTheOthers() throws Exception {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    InstanceMessage.write(Channels.newChannel(asked), new Request(List.of("ls"), "/"));
    assertThat(asked.toString(StandardCharsets.UTF_8))
        .endsWith("{\"arguments\":[\"ls\"],\"directory\":\"/\"}");
    try (InstanceServer server =
            InstanceServer.start(
                home,
                (_, progress) -> {
                  progress.accept("not asked for");
                  return new Reply(0, "done", "");
                });
        SocketChannel old = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      old.connect(InstanceSocket.address(InstanceSocket.find(home).orElseThrow()));
      old.write(ByteBuffer.wrap(asked.toByteArray()));
      assertThat(InstanceMessage.readAnswer(old)).isEqualTo(new Reply(0, "done", ""));
    }
  }

  private static void acceptAndDie(ServerSocketChannel dying) {
    try (SocketChannel connection = dying.accept()) {
      InstanceMessage.readRequest(connection);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] framed(int length, String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static Optional<Reply> ask(Path home) {
    try {
      return InstanceClient.ask(home, new Request(List.of("status"), "/"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private boolean isPosix() throws IOException {
    return Files.getFileStore(home).supportsFileAttributeView("posix");
  }
}
