package org.tidelock.engine.storage.webdav;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.webdav.DavServer.Outcome;
import org.tidelock.engine.storage.webdav.DavServer.Place;

/// Tries out what a server does, with an object of its own that is gone afterwards. About seven requests.
record Probing(DavServer server, SecureRandom random) {
  /// Large enough that a half of it reaches the server's file.
  private static final int BODY = 256 << 10;

  Habits run() throws StorageException, InterruptedException {
    server.makeCollection(List.of(ObjectStore.UNFINISHED));
    Place probe =
        new Place(List.of(ObjectStore.UNFINISHED, "probe-" + Id128.random(random)), false);
    try {
      boolean parts = showsParts(probe);
      return new Habits(refusesExisting(probe), parts);
    } finally {
      server.delete(probe);
    }
  }

  /// Not while the upload is under way: rclone lets whoever asks then wait for its end.
  private boolean showsParts(Place probe) throws StorageException, InterruptedException {
    server.putHalf(probe, ByteBuffer.allocate(BODY));
    return server.look(probe).isPresent();
  }

  /// The second upload differs in length, so that one can tell which of them is there.
  private boolean refusesExisting(Place probe) throws StorageException, InterruptedException {
    server.delete(probe);
    server.put(probe, ByteBuffer.allocate(10), true);
    Outcome second = server.put(probe, ByteBuffer.allocate(20), true);
    return second == Outcome.EXISTS && server.look(probe).filter(r -> r.size() == 10).isPresent();
  }
}
