package org.tidelock.engine.storage.onedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.fakegraph.Fault;

/// Tokens: got once for all, renewed in time, kept before the one before is dropped; and what only a person can mend.
@Timeout(60)
class SignedInTest {
  private static final ObjectName NAME = new ObjectName("heads/one");

  private FakeGraph graph;
  private RotatingSecret secret;
  private ObjectStore store;

  @BeforeEach
  void start() throws Exception {
    graph = FakeGraph.start();
    secret = Accounts.signedIn(graph);
    store = Accounts.open(graph, "Vault", secret);
    store.prepare();
    store.create(NAME, new byte[] {7});
  }

  @AfterEach
  void stop() {
    store.close();
    graph.close();
    assertThat(graph.complaints()).isEmpty();
  }

  private void askEightTimesAtOnce() throws Exception {
    List<Callable<byte[]>> asks = new ArrayList<>();
    for (int i = 0; i < 8; i++) asks.add(() -> store.get(NAME, 1));
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<byte[]> answer : threads.invokeAll(asks))
        assertThat(answer.get()).containsExactly(7);
    }
  }

  @Test
  void oneRefreshIsForAll() throws Exception {
    assertThat(graph.refreshes()).isEqualTo(1);
    graph.clock().advance(Duration.ofHours(1));
    askEightTimesAtOnce();
    assertThat(graph.refreshes()).isEqualTo(2);
    graph.endAccessTokens();
    askEightTimesAtOnce();
    assertThat(graph.refreshes()).isEqualTo(3);
  }

  /// Of one sign-in: a refresh token may be good for one use only.
  @Test
  void alsoForOtherStoragesThatAreOpenWithIt() throws Exception {
    graph.voidUsedRefreshTokens();
    try (ObjectStore other = Accounts.open(graph, "Vault", secret);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      graph.clock().advance(Duration.ofHours(1));
      List<Callable<byte[]>> asks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ObjectStore one = i % 2 == 0 ? store : other;
        asks.add(() -> one.get(NAME, 1));
      }
      for (Future<byte[]> answer : threads.invokeAll(asks))
        assertThat(answer.get()).containsExactly(7);
    }
    assertThat(graph.refreshes()).isEqualTo(2);
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() throws Exception {
    graph.clock().advance(Duration.ofMinutes(59));
    store.get(NAME, 1);
    assertThat(graph.refreshes()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'3599', 1", "'10', 1", "'0', 3", "'-5', 1", "'soon', 1", "'99999999999999', 1"})
  void lifetimesAreTakenAsFarAsTheyMakeSense(String told, int refreshes) throws Exception {
    graph.tellExpiresIn(told);
    try (ObjectStore other = Accounts.open(graph, "Vault", Accounts.signedIn(graph))) {
      int before = graph.refreshes();
      for (int i = 0; i < 3; i++) other.stat(NAME);
      assertThat(graph.refreshes() - before).isEqualTo(refreshes);
    }
  }

  @Test
  void whatIsRenewedIsKeptAndOpensTheStorageTheNextTime() throws Exception {
    graph.voidUsedRefreshTokens();
    List<String> kept = new ArrayList<>();
    secret.keepBy(kept::add);
    for (int i = 0; i < 3; i++) {
      graph.clock().advance(Duration.ofHours(1));
      store.get(NAME, 1);
    }
    assertThat(kept).hasSize(3).doesNotHaveDuplicates();
    RotatingSecret later = new RotatingSecret(Optional.of(kept.getLast()));
    try (ObjectStore next = Accounts.open(graph, "Vault", later)) {
      assertThat(next.get(NAME, 1)).containsExactly(7);
    }
  }

  @Test
  void aProfileThatCannotBeWrittenDoesNotStopTheStorage() throws Exception {
    secret.keepBy(
        _ -> {
          throw new Transient("the disk is full", null);
        });
    graph.clock().advance(Duration.ofHours(1));
    assertThat(store.get(NAME, 1)).containsExactly(7);
  }

  @Test
  void whatWasRevokedIsAPersonsToMendAndIsNotAskedAgain() throws Exception {
    graph.revokeAll();
    for (int i = 0; i < 3; i++)
      assertThatThrownBy(() -> store.get(NAME, 1))
          .isInstanceOfSatisfying(SignIn.class, e -> assertThat(e.isAtThePage()).isTrue())
          .hasMessageContaining("sign in again");
    assertThat(graph.refreshes()).isEqualTo(2);
    secret.rotate(graph.signedIn(Accounts.SCOPE));
    assertThat(store.get(NAME, 1)).containsExactly(7);
  }

  @Test
  void aTokenThatIsRefusedTwiceIsAPersonsToMend() {
    graph
        .faults()
        .always(
            "GET /v1.0", Fault.json(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}"));
    assertThatThrownBy(() -> store.get(NAME, 1)).isInstanceOf(SignIn.class);
    graph.faults().clear();
  }

  @ParameterizedTest
  @CsvSource({
    "503, {}, Transient",
    "500, 'x', Transient",
    "400, '{\"error\":\"temporarily_unavailable\"}', Transient",
    "400, '{\"error\":\"interaction_required\"}', SignIn",
    "400, '{\"error\":\"consent_required\"}', SignIn",
    "400, '{\"error\":\"unauthorized_client\"}', Permanent",
    "400, '{\"error\":[\"invalid_grant\"]}', Transient",
    "200, '{}', Permanent",
    "200, '{\"token_type\":\"mac\",\"access_token\":\"x\"}', Permanent",
    "200, '{\"token_type\":\"Bearer\",\"access_token\":\"x y\"}', Permanent",
    "302, '', Permanent",
    "401, '', Transient",
    "401, '<html>', Transient",
    "401, '{\"error\":\"invalid_client\"}', Permanent",
    "429, '{}', Throttled"
  })
  void whatTheServerOfTokensSaysIsUnderstood(int status, String body, String trouble)
      throws Exception {
    graph.clock().advance(Duration.ofHours(1));
    graph.faults().once("POST .*token", Fault.json(status, body));
    assertThatThrownBy(() -> store.get(NAME, 1))
        .isInstanceOf(StorageException.class)
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(trouble));
    if (!trouble.equals("SignIn")) assertThat(store.get(NAME, 1)).containsExactly(7);
  }

  @Test
  void aRefreshWithoutANewTokenKeepsTheOldOne() throws Exception {
    String before = secret.now().orElseThrow();
    graph.clock().advance(Duration.ofHours(1));
    graph
        .faults()
        .once(
            "POST .*token",
            Fault.json(
                200, "{\"token_type\":\"bearer\",\"access_token\":\"x\",\"expires_in\":3600}"));
    assertThat(store.get(NAME, 1)).containsExactly(7); // the odd token is refused, and replaced
    assertThat(secret.now()).isNotEqualTo(Optional.of(before));
  }

  /// A server may say again what it was told: in each place that is read.
  @ParameterizedTest
  @CsvSource({
    "400, '{\"error\":\"invalid_grant\",\"error_description\":\"SECRET\"}'",
    "400, '{\"error\":\"SECRET\"}'",
    "400, '{\"error\":\"invalid_request\",\"SECRET\":1,\"SECRET\":2}'",
    "400, 'SECRET'",
    "302, 'SECRET'",
    "500, 'SECRET'",
    "200, 'SECRET'",
    "200, '{\"token_type\":\"SECRET\",\"access_token\":\"x\"}'",
    "200, '{\"token_type\":\"Bearer\",\"access_token\":\"SECRET y\"}'",
    "200, '{\"token_type\":\"Bearer\",\"access_token\":\"x\",\"expires_in\":\"SECRET\"'"
  })
  void nothingSecretIsInWordsOfTrouble(int status, String body) {
    String refresh = secret.now().orElseThrow();
    byte[] said = body.replace("SECRET", refresh).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    graph.clock().advance(Duration.ofHours(1));
    graph
        .faults()
        .once(
            "POST .*token",
            new Fault.Answer(
                status,
                "application/json",
                said,
                List.of("Location", "https://x.example/" + refresh, "Retry-After", refresh)));
    assertThatThrownBy(() -> store.get(NAME, 1))
        .isInstanceOf(StorageException.class)
        .satisfies(
            e -> {
              for (Throwable t = e; t != null; t = t.getCause())
                assertThat(t.toString()).doesNotContain(refresh);
            });
  }
}
