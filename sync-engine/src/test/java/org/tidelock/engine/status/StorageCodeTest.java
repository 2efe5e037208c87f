package org.tidelock.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.Issue.Severity;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.RawServer;
import org.tidelock.engine.storage.http.Security;
import org.tidelock.engine.storage.servers.Ports;
import org.tidelock.engine.transfer.Troubles;

/// The codes of the UX page (3.13) that are about the storage: what a server answers, or that it does not, has the code, the title and the urgency that a person is
/// told.
final class StorageCodeTest {
  private static final Path CODES = Path.of("../docs/user-guide/codes.md");
  private final HttpClient client = new HttpClient(Security.cleartext(), Limits.usual());

  @AfterEach
  void close() {
    client.close();
  }

  private StorageException trouble(URI uri) throws InterruptedException {
    try {
      return client.call(
          HttpRequest.of("GET", uri),
          answer ->
              answer.status() == 200 ? HttpTroubles.unexpected(answer) : HttpTroubles.of(answer));
    } catch (HttpException e) {
      return HttpTroubles.of(e);
    } catch (StorageException e) {
      return e;
    }
  }

  private static StorageCode told(StorageException trouble) {
    return StorageCode.of(Troubles.of(trouble));
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, text/html, NET-03, ATTENTION, NETWORK_ASKS",
    "511 Network Authentication Required, text/html, NET-03, ATTENTION, NETWORK_ASKS",
    "407 Proxy Authentication Required, text/plain, NET-04, ATTENTION, PROXY_REFUSES",
    "502 Bad Gateway, text/plain, NET-02, INFO, STORAGE_SILENT",
    "401 Unauthorized, text/plain, AUTH-02, ATTENTION, STORAGE_SIGN_IN",
    "403 Forbidden, text/plain, AUTH-03, ATTENTION, STORAGE_REFUSES",
    "507 Insufficient Storage, text/plain, STO-01, ATTENTION, STORAGE_FULL",
    "429 Too Many Requests, text/plain, STO-03, INFO, STORAGE_SLOW",
    "413 Request Entity Too Large, text/html, STO-07, ATTENTION, STORAGE_TAKES_LESS"
  })
  void anAnswerHasItsCode(String status, String type, String code, Severity severity, Title title)
      throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.head();
              c.say(
                  "HTTP/1.1 "
                      + status
                      + "\r\nContent-Type: "
                      + type
                      + "\r\nContent-Length: 6\r\n\r\n<html>");
            })) {
      assertThat(told(trouble(server.uri()))).isEqualTo(new StorageCode(code, severity, title));
    }
    assertIsDocumented(code);
  }

  @Test
  void whereNoServerIsItsCodeSaysWhetherThereIsAWay() throws Exception {
    URI nowhere = URI.create("http://127.0.0.1:" + Ports.free() + "/");
    assertThat(told(trouble(nowhere)))
        .isEqualTo(new StorageCode("NET-02", Severity.INFO, Title.STORAGE_SILENT));
    assertThat(told(trouble(URI.create("http://nowhere.invalid/"))))
        .isEqualTo(new StorageCode("NET-01", Severity.INFO, Title.OFFLINE));
    assertIsDocumented("NET-01");
  }

  @Test
  void aSignInThatHasEndedIsAnotherThingThanAWrongPassword() throws Exception {
    assertThat(told(StorageException.SignIn.atThePage("Sign in again.")).code())
        .isEqualTo("AUTH-01");
    assertIsDocumented("AUTH-01");
  }

  private static void assertIsDocumented(String code) throws IOException {
    assertThat(Files.readString(CODES)).contains("| " + code + " |");
  }
}
