package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.Terms;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.onedrive.OneDriveProvider;
import org.tidelock.engine.system.SystemPlaces;

/// A request that was under way while somebody signed in anew exchanges its token only afterwards.
@Timeout(60)
final class LateExchangeTest {
  private static final String SCOPE = "Files.ReadWrite.AppFolder offline_access";

  @TempDir Path dir;
  private FakeGraph graph;

  /// Of each storage that was opened, in order.
  private final List<RotatingSecret> secrets = new ArrayList<>();

  private Vaults vaults;

  @BeforeEach
  void start() throws Exception {
    graph = FakeGraph.start();
    graph.voidUsedRefreshTokens();
    Provider real = new OneDriveProvider(graph.clock(), Optional.empty(), Proxies.NONE);
    vaults =
        TestDevice.vaults(
            new SystemPlaces() {
              @Override
              public List<Provider> providers() {
                return List.of(new Watched(real));
              }
            });
  }

  @AfterEach
  void stop() {
    graph.close();
    assertThat(graph.complaints()).isEmpty();
  }

  private final class Watched implements Provider {
    private final Provider real;

    Watched(Provider real) {
      this.real = real;
    }

    @Override
    public Set<String> schemes() {
      return real.schemes();
    }

    @Override
    public StorageNeeds needs(ServerUrl url) {
      return real.needs(url);
    }

    @Override
    public ObjectStore open(ServerUrl url, StorageAccess access, Terms terms) {
      secrets.add(terms.secret());
      return real.open(url, access, terms);
    }
  }

  private Vault create() throws Exception {
    return vaults
        .with(signedIn())
        .create(
            new CreateRequest(
                dir.resolve("home"),
                graph.storage("Vault"),
                dir.resolve("files"),
                "Test",
                "a",
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault();
  }

  private StorageAccess signedIn() {
    return StorageAccess.NONE.withSecret(graph.signedIn(SCOPE));
  }

  @Test
  void aTokenOfTheSignInBeforeDoesNotTakeThePlaceOfTheNewOne() throws Exception {
    try (Vault vault = create()) {
      vault.sync();
      RotatingSecret before = secrets.getLast();
      vault.signIn(signedIn());
      assertThat(secrets.getLast()).isNotSameAs(before);
      before.rotate("what the account before got late");
    }
    try (Vault vault = vaults.open(dir.resolve("home"), Optional.empty())) {
      assertThat(vault.sync().problems()).isEmpty();
    }
  }
}
