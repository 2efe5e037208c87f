package org.tidelock.engine.storage.onedrive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;
import org.tidelock.engine.storage.fakegraph.FakeGraph;

class OneDriveStoreTest extends ObjectStoreContract {
  private static FakeGraph graph;
  private static int folders;
  private ObjectStore store;

  @BeforeAll
  static void startServer() throws Exception {
    graph = FakeGraph.start();
    graph.allowAtOnce(16);
  }

  @BeforeEach
  void openStore() throws Exception {
    store = Accounts.prepared(graph, "Tidelock/vault " + folders++);
  }

  @AfterEach
  void closeStore() {
    store.close();
    assertThat(graph.complaints()).isEmpty();
    assertThat(graph.openSessions()).isZero();
  }

  @AfterAll
  static void stopServer() {
    graph.close();
  }

  @Override
  protected ObjectStore store() {
    return store;
  }

  @Override
  protected int many() {
    return 1101; // a page has 1000
  }

  @Override
  protected int times(int most) {
    return most > 2000 ? 1001 : Math.max(3, most / 12);
  }
}
