package org.tidelock.engine.storage.onedrive;

import java.security.SecureRandom;
import java.util.Optional;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.Terms;
import org.tidelock.engine.storage.fakegraph.FakeGraph;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.Proxies;

/// Stores in the fake's drive.
final class Accounts {
  static final String SCOPE = "Files.ReadWrite.AppFolder offline_access";

  private Accounts() {}

  static ObjectStore open(FakeGraph graph, String folder, RotatingSecret secret) {
    return open(graph, graph.storage(folder), secret, OneDriveProvider.MOST_OBJECTS);
  }

  static ObjectStore open(FakeGraph graph, String url, RotatingSecret secret, int mostObjects) {
    return open(graph, url, secret, mostObjects, Upload.PIECE);
  }

  static ObjectStore open(
      FakeGraph graph, String url, RotatingSecret secret, int mostObjects, int piece) {
    OneDriveProvider provider =
        new OneDriveProvider(
            Limits.usual(), graph.clock(), Optional.empty(), Proxies.NONE, mostObjects, piece);
    Terms terms = new Terms(secret, "", new SecureRandom(), Bandwidth.UNLIMITED);
    return provider.open((ServerUrl) StorageUrl.parse(url), StorageAccess.NONE, terms);
  }

  static RotatingSecret signedIn(FakeGraph graph) {
    return new RotatingSecret(Optional.of(graph.signedIn(SCOPE)));
  }

  /// With a place of its own.
  static ObjectStore prepared(FakeGraph graph, String folder) throws Exception {
    ObjectStore store = open(graph, folder, signedIn(graph));
    store.prepare();
    return store;
  }
}
