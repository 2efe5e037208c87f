package org.tidelock.engine.core;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.record.Committer;

/// What joining a vault with a long history costs: by its checkpoint, and by replaying its log. Arguments: an empty directory, how many edits of one file each.
final class JoinSpeed {
  private static final int FILES = 1000;

  private JoinSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    int edits = Integer.parseInt(arguments[1]);
    try (TestDevice one = TestDevice.create(root, "one")) {
      for (int i = 0; i < FILES; i++) one.write("notes/" + i + ".txt", "begin " + i);
      one.sync();
      long begun = System.nanoTime();
      commit(one, edits);
      System.out.println(edits + " commits, s: " + seconds(begun));
      long before = System.nanoTime();
      if (!CheckpointTest.write(one)) throw new IllegalStateException("no checkpoint");
      System.out.println("checkpoint written, s: " + seconds(before));
      System.out.println("bytes of the log: " + bytes(root.resolve("store/log")));
      System.out.println("bytes of the checkpoint: " + bytes(root.resolve("store/checkpoints")));
      for (int run = 0; run < 2; run++) {
        join(root, "by checkpoint " + run);
        Path checkpoints = root.resolve("store/checkpoints");
        Path aside = root.resolve("aside");
        Files.move(checkpoints, aside);
        join(root, "by replay " + run);
        Files.move(aside, checkpoints);
      }
    }
  }

  /// As rounds commit edits, without the files and without their packs in the storage, which joining does not read.
  private static void commit(TestDevice device, int edits) throws Exception {
    Workshop shop = (Workshop) field(device.vault, "shop");
    Committer committer = (Committer) field(shop, "committer");
    Tables tables = shop.tables();
    List<NodeId> files = new ArrayList<>();
    new NodeSearch(tables.db()).visible(n -> n.kind() == NodeKind.FILE, (id, _) -> files.add(id));
    SecureRandom random = new SecureRandom();
    EpochId epoch = tables.packs().named().getFirst().epoch();
    for (int i = 0; i < edits; i++) {
      NodeId file = files.get(i % files.size());
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      ChunkId chunk = new ChunkId(Hash256.of(bytes));
      PackId pack = PackId.random(random);
      Operation edit =
          new Operation.SetContent(
              file,
              new Content.FileContent(
                  new ContentId(Hash256.sha256(bytes)),
                  1000,
                  LineageKey.of(bytes),
                  List.of(new ChunkRef(chunk, 1000))),
              new Attributes(Instant.ofEpochSecond(1_780_000_000L + i), false),
              tables.merged().node(file).orElseThrow().versions().stream()
                  .map(ContentVersion::id)
                  .toList());
      PackEntry.Stored stored =
          new PackEntry.Stored(chunk, List.of(new PackEntry.Extent(pack, 26, 1000)));
      PackEntry entry = new PackEntry(pack, 1 << 16, Hash256.sha256(bytes), epoch, List.of(stored));
      committer.commit(new Committer.Content(List.of(edit), List.of(entry), 1, 1000), () -> {});
      if (i % 100 == 99 || i == edits - 1) shop.publisher().publish();
    }
    tables.dirty().remove(tables.dirty().all());
  }

  static Object field(Object of, String name) throws Exception {
    Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private static void join(Path root, String name) throws Exception {
    long cpu = cpu();
    long before = System.nanoTime();
    try (TestDevice device = TestDevice.join(root, name)) {
      System.out.printf(
          "%s: joined, s: %.1f, processor s: %.1f%n", name, seconds(before), (cpu() - cpu) / 1e9);
      before = System.nanoTime();
      cpu = cpu();
      CheckpointTest.audit(device);
      System.out.printf(
          "%s: history, s: %.1f, processor s: %.1f%n", name, seconds(before), (cpu() - cpu) / 1e9);
    }
  }

  private static long bytes(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  private static long cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
