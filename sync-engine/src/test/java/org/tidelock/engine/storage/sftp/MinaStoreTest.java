package org.tidelock.engine.storage.sftp;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ObjectStoreContract;

/// The contract on a server that has none of OpenSSH's extensions but forcing to disk.
class MinaStoreTest extends ObjectStoreContract {
  private static MinaServer server;

  @TempDir Path storage;
  private SftpStore store;

  @BeforeAll
  static void start() throws Exception {
    server = MinaServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() {
    store = Stores.byPassword(server.at(storage), MinaServer.PASSWORD);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected int many() {
    return 501; // one answer has a hundred or so
  }

  @Override
  protected int times(int most) {
    return most > 2000 ? 301 : Math.max(2, most / 8);
  }

  @Override
  protected ObjectStore store() {
    return store;
  }
}
