package org.tidelock.engine.storage.folder;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;

/// A process that creates objects, several at a time, until it is killed: `Creator <folder> <prefix>`. Prints the name of each that it was told
/// is there.
final class Creator {
  private static final int THREADS = 3;

  private Creator() {}

  public static void main(String[] args) throws Exception {
    ObjectStore store = FolderStore.open(Path.of(args[0]), "creator", new SecureRandom());
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        threads.submit(
            () -> {
              for (int n = 0; ; n++) {
                ObjectName name = new ObjectName("packs/" + args[1] + thread + "/" + n);
                store.create(name, bytesOf(name));
                System.out.println(name);
              }
            });
      }
    }
  }

  /// From a few bytes to a few megabytes, different for every name.
  static byte[] bytesOf(ObjectName name) {
    byte[] seed =
        Hash256.sha256(name.value().getBytes(java.nio.charset.StandardCharsets.UTF_8)).bytes();
    byte[] bytes = new byte[32 + ((seed[0] & 0xff) << 13 >> (seed[1] & 7))];
    for (int at = 0; at < bytes.length; at += seed.length)
      System.arraycopy(seed, 0, bytes, at, Math.min(seed.length, bytes.length - at));
    return Arrays.copyOf(bytes, bytes.length);
  }
}
