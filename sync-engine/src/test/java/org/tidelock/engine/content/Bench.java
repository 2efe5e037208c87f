package org.tidelock.engine.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackEntry.Stored;
import org.tidelock.engine.history.PackId;

/// Everything between files and a store in memory, for tests of this package: writes, keeps the directory, reads back.
final class Bench implements AutoCloseable {
  final TestKeys keys = new TestKeys();
  final MemoryPacks store = new MemoryPacks();
  final ChunkCodec codec;
  final PackWriter writer;
  final Map<PackId, PackEntry> directory = new LinkedHashMap<>();
  final Map<ChunkId, Stored> stored = new HashMap<>();
  final int packSize;
  Executor executor = Runnable::run;

  Bench(int packSize, Compression compression) {
    this.packSize = packSize;
    codec = new ChunkCodec(compression);
    writer = new PackWriter(keys.packs(), TestKeys.RANDOM, new PackBuffers(packSize, 2), store);
  }

  Bench() {
    this(PackFormat.PACK_SIZE, Compression.ZSTD);
  }

  FileEncoder encoder() {
    return new FileEncoder(keys.vault.contentIds(), codec, writer, stored::containsKey, executor);
  }

  EncodedFile encode(byte[] data, LineageKey lineage) throws IOException {
    return encode(data, lineage, ChunkClass.of(data.length));
  }

  EncodedFile encode(byte[] data, LineageKey lineage, ChunkClass limits) throws IOException {
    var request = new FileEncoder.Request(lineage, keys.file(lineage), limits, data.length);
    return encoder().encode(request, ByteSource.of(new ByteArrayInputStream(data)));
  }

  EncodedFile encode(byte[] data) throws IOException {
    return encode(data, LineageKey.random(TestKeys.RANDOM));
  }

  List<PackEntry> flush() throws IOException {
    List<PackEntry> entries = writer.flush();
    for (PackEntry e : entries) {
      directory.put(e.id(), e);
      for (Stored s : e.chunks()) stored.put(s.chunk(), s);
    }
    return entries;
  }

  Stored stored(ChunkId id) {
    return java.util.Objects.requireNonNull(stored.get(id));
  }

  PackDigests digests() {
    return id ->
        java.util.Optional.ofNullable(directory.get(id))
            .map(e -> new PackDigests.PackDigest(e.length(), e.sha256()));
  }

  ChunkReader reader() {
    return new ChunkReader(store, digests(), codec, executor, 2);
  }

  /// All chunks of these files, the targets named by the file's index; the chunk of index `only`, if not negative, alone.
  List<WantedChunk> wanted(List<EncodedFile> files) {
    List<WantedChunk> wanted = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      FileCipher cipher = keys.file(files.get(f).content().lineage());
      Map<ChunkId, List<ChunkTarget>> targets = new LinkedHashMap<>();
      Map<ChunkId, ChunkRef> refs = new HashMap<>();
      long at = 0;
      for (ChunkRef c : files.get(f).content().chunks()) {
        targets.computeIfAbsent(c.id(), id -> new ArrayList<>()).add(new ChunkTarget(f, at));
        refs.put(c.id(), c);
        at += c.length();
      }
      targets.forEach(
          (id, t) -> {
            Stored s = stored.get(id);
            wanted.add(
                new WantedChunk(
                    java.util.Objects.requireNonNull(refs.get(id)),
                    s == null ? List.of() : s.extents(),
                    cipher,
                    t));
          });
    }
    return wanted;
  }

  /// What was read back of each file, zeros where nothing came, and the failures.
  record Back(List<byte[]> files, List<ChunkReader.Failure> failures) {}

  Back readBack(List<EncodedFile> files) throws IOException {
    return readBack(files, wanted(files), ChunkSource.NONE);
  }

  Back readBack(List<EncodedFile> files, List<WantedChunk> wanted, ChunkSource local)
      throws IOException {
    List<byte[]> out = new ArrayList<>();
    for (EncodedFile f : files) out.add(new byte[(int) f.content().size()]);
    var failures =
        reader()
            .read(
                wanted,
                local,
                (t, plain) -> plain.get(out.get(t.file()), (int) t.offset(), plain.remaining()));
    return new Back(out, failures);
  }

  @Override
  public void close() {
    codec.close();
  }
}
