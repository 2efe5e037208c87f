package org.tidelock.engine.storage.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes to the port: the browser, and others.
@Timeout(90)
class LoopbackTest {
  private static final String STATE = "abc-DEF_123";
  private Loopback loopback;
  private int port;

  @BeforeEach
  void open() throws Exception {
    loopback = Loopback.open(STATE);
    port = URI.create(loopback.redirect()).getPort();
  }

  @AfterEach
  void close() {
    loopback.close();
  }

  private String say(String address, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral(address), port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAccept: */*\r\n\r\n";
  }

  private Optional<Loopback.Answer> answer() throws InterruptedException {
    return loopback.await(Duration.ofMillis(1));
  }

  @Test
  void theCodeThatComesBackIsTaken() throws Exception {
    assertThat(loopback.redirect()).isEqualTo("http://localhost:" + port + "/tidelock");
    String page = say("127.0.0.1", get("/tidelock?code=M.C5%2Bx&state=" + STATE));
    assertThat(page).startsWith("HTTP/1.1 200 OK").contains("close this page");
    assertThat(page).contains("Content-Security-Policy: default-src 'none'").doesNotContain("M.C5");
    Loopback.Answer answer = loopback.await(Duration.ofSeconds(10)).orElseThrow();
    assertThat(answer.code()).hasValue("M.C5+x");
    assertThat(answer.toString()).doesNotContain("M.C5");
  }

  /// Where there is no IPv6, a browser comes by the one that there is.
  @Test
  void alsoOverTheOtherAddressOfThisComputer() throws Exception {
    say(hasSix() ? "::1" : "127.0.0.1", get("/tidelock?code=other&state=" + STATE));
    assertThat(loopback.await(Duration.ofSeconds(10)).orElseThrow().code()).hasValue("other");
  }

  /// By itself, not by what is tried.
  private static boolean hasSix() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return any.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /// Or else somebody else would get the answer: a browser may take `localhost` for either address.
  @Test
  void aPortThatSomebodyElseHasAtTheOtherAddressIsNotTaken() throws Exception {
    try (ServerSocket mine = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      if (!hasSix()) {
        assertThat(Loopback.withSix(mine)).containsExactly(mine);
        return;
      }
      try (ServerSocket theirs =
          new ServerSocket(mine.getLocalPort(), 1, InetAddress.ofLiteral("::1"))) {
        assertThat(theirs.isBound()).isTrue();
        assertThatThrownBy(() -> Loopback.withSix(mine)).isInstanceOf(BindException.class);
      }
    }
  }

  /// The code is good for once: whoever loses it has to sign in again.
  @Test
  void theCodeOfABrowserThatHangsUpIsTaken() throws Exception {
    try (ServerSocket listening = new Odd();
        Loopback mine = new Loopback(STATE, List.of(listening), Duration.ofSeconds(10))) {
      port = URI.create(mine.redirect()).getPort();
      try (Socket browser = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        browser.getOutputStream().write(get("/tidelock?code=mine&state=" + STATE).getBytes(UTF_8));
        assertThat(mine.await(Duration.ofSeconds(10)).orElseThrow().code()).hasValue("mine");
      }
    }
  }

  /// Whose first connection cannot be taken, and whose others cannot be written to, nor closed without trouble.
  private static final class Odd extends ServerSocket {
    private boolean failed;

    Odd() throws IOException {
      super(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    @Override
    public Socket accept() throws IOException {
      if (!failed) {
        failed = true;
        throw new IOException("the connection was aborted");
      }
      Socket broken =
          new Socket() {
            @Override
            public OutputStream getOutputStream() throws IOException {
              throw new IOException("broken pipe");
            }

            @Override
            public void close() throws IOException {
              super.close();
              throw new IOException("not closed");
            }
          };
      implAccept(broken);
      return broken;
    }
  }

  @Test
  void oneThatCannotBeTurnedAwayDoesNotEndTheWaiting() throws Exception {
    try (ServerSocket listening = new Odd();
        Loopback mine = new Loopback(STATE, List.of(listening), Duration.ofSeconds(10))) {
      port = URI.create(mine.redirect()).getPort();
      List<Socket> idle = new ArrayList<>();
      try {
        for (int i = 0; i < 20; i++) idle.add(new Socket(InetAddress.ofLiteral("127.0.0.1"), port));
        idle.getLast().setSoTimeout(10_000);
        assertThat(idle.getLast().getInputStream().read()).as("is turned away").isNegative();
      } finally {
        for (Socket each : idle) each.close();
      }
      Optional<Loopback.Answer> answer = Optional.empty();
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (answer.isEmpty() && System.nanoTime() < end) { // the idle ones go within a moment
        try (Socket browser = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
          browser
              .getOutputStream()
              .write(get("/tidelock?code=mine&state=" + STATE).getBytes(UTF_8));
          answer = mine.await(Duration.ofMillis(100));
        } catch (IOException e) {
          continue;
        }
      }
      assertThat(answer.orElseThrow().code()).hasValue("mine");
    }
  }

  /// Byte by byte the places of all others could be taken for hours.
  @Test
  void whoIsSlowIsTurnedAwayInTime() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Loopback mine = new Loopback(STATE, List.of(listening), Duration.ofMillis(300))) {
      port = URI.create(mine.redirect()).getPort();
      try (Socket slow = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
        slow.setSoTimeout(50);
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        boolean isTurnedAway = false;
        while (!isTurnedAway && System.nanoTime() < end) {
          try {
            slow.getOutputStream().write('x');
            isTurnedAway = slow.getInputStream().read() < 0;
          } catch (SocketTimeoutException e) {
            continue;
          } catch (IOException e) {
            isTurnedAway = true;
          }
        }
        assertThat(isTurnedAway).isTrue();
      }
    }
  }

  @Test
  void aRefusalIsTakenToo() throws Exception {
    say("127.0.0.1", get("/tidelock?error=access_denied&error_description=x&state=" + STATE));
    assertThat(loopback.await(Duration.ofSeconds(10)).orElseThrow())
        .isEqualTo(new Loopback.Answer(Optional.empty(), Optional.of("access_denied")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/favicon.ico",
        "/tidelock",
        "/tidelock?code=x",
        "/tidelock?code=x&state=other",
        "/tidelock?code=&state=abc-DEF_123",
        "/tidelock/?code=x&state=abc-DEF_123",
        "/other?code=x&state=abc-DEF_123",
        "http://evil.example/tidelock?code=x&state=abc-DEF_123",
        "/tidelock?state=abc-DEF_123",
        "/tidelock?code=%FF&state=abc-DEF_123"
      })
  void othersAreTurnedAwayAndTheRightOneIsWaitedFor(String target) throws Exception {
    assertThat(say("127.0.0.1", get(target))).startsWith("HTTP/1.1 404");
    assertThat(answer()).isEmpty();
    theCodeThatComesBackIsTaken();
  }

  @Test
  void pagesOfOthersWhoseNameLeadsHereAreTurnedAway() throws Exception {
    String target = "/tidelock?code=x&state=" + STATE;
    for (String head :
        new String[] {
          "GET " + target + " HTTP/1.1\r\nHost: evil.example:" + port + "\r\n\r\n",
          "GET " + target + " HTTP/1.1\r\n\r\n",
          "POST " + target + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n",
          get(target).replace("Accept", "Host")
        }) assertThat(say("127.0.0.1", head)).as(head).startsWith("HTTP/1.1 404");
    assertThat(answer()).isEmpty();
  }

  @Test
  void whoSaysNothingOrTooMuchDoesNotStopTheBrowser() throws Exception {
    try (Socket idle = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        Socket endless = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      assertThatThrownBy(
              () -> {
                while (true) endless.getOutputStream().write(new byte[1000]);
              })
          .isInstanceOf(IOException.class);
      assertThat(idle.isConnected()).isTrue();
      theCodeThatComesBackIsTaken();
    }
  }

  @Test
  void nobodyIsListenedToAfterwards() {
    loopback.close();
    // The thread that listens ends a moment later.
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    boolean refused = false;
    while (!refused && System.nanoTime() < end) {
      try {
        say("127.0.0.1", get("/"));
      } catch (IOException e) {
        refused = true;
      }
    }
    assertThat(refused).isTrue();
  }
}
