package org.tidelock.engine.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.Warmup;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;

/// Measures this package from a cold JVM. Arguments: `up FILE`, `down FILE`, `small`, `chunk`.
final class ContentSpeed {
  private ContentSpeed() {}

  private static void report(String what, long bytes, long startWall, long startCpu) {
    double wall = (System.nanoTime() - startWall) / 1e9;
    double cpu = (cpu() - startCpu) / 1e9;
    System.out.printf(
        "%s: %.2f s wall, %.2f s CPU, %.0f MB/s%n", what, wall, cpu, bytes / 1e6 / wall);
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "up" -> up(Path.of(args[1]), false);
      case "down" -> up(Path.of(args[1]), true);
      case "small" -> small();
      case "chunk" -> chunk();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.printf("whole process: %.2f s CPU%n", cpu() / 1e9);
  }

  /// Packs go to files beside the input when they are to be read back, so that they do not count as heap.
  private static void up(Path file, boolean down) throws Exception {
    Path dir = Files.createTempDirectory(file.toAbsolutePath().getParent(), "packs");
    try (Bench b = new Bench();
        ExecutorService two = Executors.newFixedThreadPool(2)) {
      b.executor = two;
      Warmup.run();
      System.out.printf("after warm-up: %.2f s CPU%n", cpu() / 1e9);
      PackSink sink =
          p -> {
            if (down)
              try (FileChannel out =
                  FileChannel.open(
                      dir.resolve(p.id().toString()),
                      java.nio.file.StandardOpenOption.CREATE_NEW,
                      java.nio.file.StandardOpenOption.WRITE)) {
                var bytes = p.bytes();
                while (bytes.hasRemaining()) out.write(bytes);
              }
            p.close();
          };
      PackWriter writer =
          new PackWriter(
              b.keys.packs(), TestKeys.RANDOM, new PackBuffers(PackFormat.PACK_SIZE, 4), sink);
      FileEncoder encoder =
          new FileEncoder(b.keys.vault.contentIds(), b.codec, writer, c -> false, two);
      LineageKey lineage = LineageKey.random(TestKeys.RANDOM);
      long size = Files.size(file);
      long wall = System.nanoTime();
      long cpu = cpu();
      EncodedFile encoded;
      try (FileChannel in = FileChannel.open(file)) {
        encoded =
            encoder.encode(
                new FileEncoder.Request(lineage, b.keys.file(lineage), ChunkClass.of(size), size),
                ByteSource.of(in));
      }
      List<PackEntry> entries = writer.flush();
      report("up", size, wall, cpu);
      if (down) down(b, dir, encoded, entries, two);
    } finally {
      try (var files = Files.list(dir)) {
        for (Path p : files.toList()) Files.delete(p);
      }
      Files.delete(dir);
    }
  }

  private static void down(
      Bench b, Path dir, EncodedFile file, List<PackEntry> entries, ExecutorService two)
      throws IOException {
    for (PackEntry e : entries) {
      b.directory.put(e.id(), e);
      for (PackEntry.Stored s : e.chunks()) b.stored.put(s.chunk(), s);
    }
    PackSource source =
        new PackSource() {
          @Override
          public int read(PackId pack, long offset, java.nio.ByteBuffer into) throws IOException {
            try (FileChannel in = FileChannel.open(dir.resolve(pack.toString()))) {
              int start = into.position();
              while (into.hasRemaining() && in.read(into, offset + into.position() - start) >= 0) {}
              return into.position() - start;
            }
          }

          @Override
          public boolean ranges() {
            return true;
          }
        };
    long wall = System.nanoTime();
    long cpu = cpu();
    var failures =
        new ChunkReader(source, b.digests(), b.codec, two, 2)
            .read(b.wanted(List.of(file)), ChunkSource.NONE, (t, p) -> {});
    report("down", file.content().size(), wall, cpu);
    if (!failures.isEmpty()) throw new AssertionError(failures.toString());
  }

  private static void small() throws IOException {
    Warmup.run();
    List<byte[]> files = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) files.add(TestKeys.random(9_000));
    for (int round = 0; round < 5; round++) {
      try (Bench b = new Bench()) {
        PackWriter writer =
            new PackWriter(
                b.keys.packs(),
                TestKeys.RANDOM,
                new PackBuffers(PackFormat.PACK_SIZE, 4),
                SealedPack::close);
        FileEncoder encoder =
            new FileEncoder(b.keys.vault.contentIds(), b.codec, writer, c -> false, Runnable::run);
        long wall = System.nanoTime();
        long cpu = cpu();
        for (byte[] f : files) {
          LineageKey lineage = LineageKey.random(TestKeys.RANDOM);
          encoder.encode(
              new FileEncoder.Request(lineage, b.keys.file(lineage), ChunkClass.SINGLE, f.length),
              ByteSource.of(new ByteArrayInputStream(f)));
        }
        writer.flush();
        report("10,000 files of 9 KB", 90_000_000, wall, cpu);
      }
    }
  }

  private static void chunk() throws IOException {
    byte[] data = TestKeys.random(256 << 20);
    Cutter cutter = new Cutter(new java.util.Random(1).longs(256).toArray(), ChunkClass.MEDIUM);
    for (int round = 0; round < 5; round++) {
      long wall = System.nanoTime();
      long cpu = cpu();
      Chunker chunker =
          new Chunker(cutter, ByteSource.of(new ByteArrayInputStream(data)), new byte[0]);
      while (chunker.next()) {}
      report("chunker", data.length, wall, cpu);
    }
  }
}
