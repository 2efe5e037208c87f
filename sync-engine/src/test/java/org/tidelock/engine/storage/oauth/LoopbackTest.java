package org.tidelock.engine.storage.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes to the port: the browser, and others.
@Timeout(30)
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

  @Test
  void alsoOverTheOtherAddressOfThisComputer() throws Exception {
    try (Socket six = new Socket(InetAddress.ofLiteral("::1"), port)) {
      assertThat(six.isConnected()).isTrue();
    } catch (IOException e) {
      return; // a machine without IPv6, whose browser does not try it either
    }
    say("::1", get("/tidelock?code=six&state=" + STATE));
    assertThat(loopback.await(Duration.ofSeconds(10)).orElseThrow().code()).hasValue("six");
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
