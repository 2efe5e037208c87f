package org.tidelock.engine.storage.folder;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;

/// Measures creates against plain files that are written and forced to disk, by hand: `FolderSpeed <folder>`. The two take turns, so that what
/// else the machine does hits both.
final class FolderSpeed {
  private static final int ROUNDS = 5;

  private FolderSpeed() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    compare(folder, "small", 1000, 1000);
    compare(folder, "large", 64, 16 << 20);
  }

  private static void compare(Path folder, String what, int count, int size) throws Exception {
    byte[] bytes = new byte[size];
    new SecureRandom().nextBytes(bytes);
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Path plain = Files.createDirectories(folder.resolve(what + "-plain-" + round + "/packs/aa"));
      Path kept = Files.createDirectories(folder.resolve(what + "-store-" + round));
      ObjectStore store = FolderStore.open(kept, new SecureRandom());
      long ours = 0;
      long theirs = 0;
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        write(plain.resolve("n" + i), bytes);
        long middle = System.nanoTime();
        store.create(new ObjectName("packs/aa/n" + i), bytes);
        ours += System.nanoTime() - middle;
        theirs += middle - start;
      }
      ratios[round] = (double) ours / theirs;
      System.out.printf(
          "%s: %d files: plain %d ms, store %d ms, ratio %.2f%n",
          what, count, theirs / 1_000_000, ours / 1_000_000, ratios[round]);
    }
    Arrays.sort(ratios);
    System.out.printf("%s: median ratio %.2f%n", what, ratios[ROUNDS / 2]);
  }

  private static void write(Path file, byte[] bytes) throws Exception {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) out.write(buffer);
      out.force(true);
    }
  }
}
