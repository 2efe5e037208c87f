package org.tidelock.engine.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.tidelock.engine.content.ByteSource;
import org.tidelock.engine.content.ChunkCodec;
import org.tidelock.engine.content.ChunkReader;
import org.tidelock.engine.content.ChunkSource;
import org.tidelock.engine.content.ChunkTarget;
import org.tidelock.engine.content.Compression;
import org.tidelock.engine.content.ContentIds;
import org.tidelock.engine.content.DamagedPackException;
import org.tidelock.engine.content.PackException;
import org.tidelock.engine.content.WantedChunk;
import org.tidelock.engine.content.Zeros;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.trust.Identity;

/// Assembles files from chunks, several at once, so that each pack is read once: from bytes that are on this disk already where there are such,
/// else from the storage. A finished file has been checked against its content id; nothing else may be put in place (I2).
public final class FileAssembly {
  private static final int PACKS_AT_ONCE = 2;
  private static final int SMALLEST_HOLE = 64 << 10;

  private final Disk disk;
  private final Identity identity;
  private final PackTable packs;
  private final StoredPacks stored;
  private final Effects effects;

  public FileAssembly(
      Disk disk, Identity identity, PackTable packs, StoredPacks stored, Effects effects) {
    this.disk = disk;
    this.identity = identity;
    this.packs = packs;
    this.stored = stored;
    this.effects = effects;
  }

  /// The same on another disk.
  public FileAssembly on(Disk other) {
    return new FileAssembly(other, identity, packs, stored, effects);
  }

  /// @param into where the file is written, which must not exist yet
  /// @param alike files on this disk that may hold some of its chunks, with what they hold
  /// @param written how many more bytes of it are there; called by any thread
  public record Request(
      FileContent content, LocalPath into, List<Alike> alike, LongConsumer written) {}

  public record Alike(LocalPath path, FileContent content) {}

  /// Writes all files. Those that could not be had are returned with the reason; what was begun of them is for the caller to clear away.
  public Map<Request, PackException> assemble(List<Request> requests) throws IOException {
    try (Work work = begin()) {
      return work.assemble(requests);
    }
  }

  /// For several calls with the same buffers.
  Work begin() {
    return new Work();
  }

  /// Used by one thread at a time.
  final class Work implements AutoCloseable {
    private final ChunkCodec codec = new ChunkCodec(Compression.ZSTD);
    private final ChunkReader reader =
        new ChunkReader(stored, stored, codec, effects.io(), PACKS_AT_ONCE);

    private Work() {}

    /// As [FileAssembly#assemble].
    Map<Request, PackException> assemble(List<Request> requests) throws IOException {
      try (Staged staged = new Staged(requests)) {
        Map<Request, PackException> failed = new HashMap<>();
        List<WantedChunk> wanted =
            new WantedChunks(identity, packs).of(requests.stream().map(r -> r.content).toList());
        for (ChunkReader.Failure failure : reader.read(wanted, onDisk(requests), staged::write))
          for (ChunkTarget target : failure.chunk().targets())
            failed.putIfAbsent(requests.get(target.file()), failure.cause());
        for (int i = 0; i < requests.size(); i++) {
          Request request = requests.get(i);
          if (!failed.containsKey(request) && !staged.contentId(i).equals(request.content.id()))
            failed.put(
                request,
                new DamagedPackException(
                    List.of(), "a file's parts do not make up the file", null));
        }
        return failed;
      }
    }

    @Override
    public void close() {
      codec.close();
    }
  }

  private ChunkSource onDisk(List<Request> requests) {
    return requests.stream().allMatch(r -> r.alike.isEmpty())
        ? ChunkSource.NONE
        : new OnDisk(requests);
  }

  /// The files being written, opened when their first chunk comes.
  private final class Staged implements AutoCloseable {
    private final List<Request> requests;
    private final Map<Integer, Writing> open = new HashMap<>();
    private final Map<Integer, ContentId> ids = new HashMap<>();

    Staged(List<Request> requests) {
      this.requests = requests;
    }

    void write(ChunkTarget target, ByteBuffer plain) throws IOException {
      FileContent content = requests.get(target.file()).content;
      Writing file;
      synchronized (this) {
        file = open.get(target.file());
        if (file == null) {
          file = new Writing(disk.create(requests.get(target.file()).into), content.size());
          open.put(target.file(), file);
        }
      }
      int length = plain.remaining();
      boolean whole = length == content.size();
      ContentId id = whole ? contentId(plain) : null;
      boolean last = file.write(target.offset(), plain);
      requests.get(target.file()).written.accept(length);
      if (last) {
        synchronized (this) {
          open.remove(target.file());
          if (id != null) ids.put(target.file(), id);
        }
        file.close();
      }
    }

    private ContentIds contentIds() {
      return new ContentIds(identity.keys().contentIds());
    }

    private ContentId contentId(ByteBuffer plain) {
      byte[] bytes = new byte[plain.remaining()];
      plain.duplicate().get(bytes);
      return contentIds().of(bytes);
    }

    /// Of a finished file, read back unless it came in one piece.
    ContentId contentId(int file) throws IOException {
      Request request = requests.get(file);
      if (request.content.chunks().isEmpty()) disk.create(request.into).close();
      ContentId known = ids.get(file);
      if (known != null) return known;
      try (SeekableByteChannel in = disk.read(request.into)) {
        return contentIds().of(ByteSource.of(in), request.content.size());
      }
    }

    @Override
    public void close() throws IOException {
      for (Writing file : open.values()) file.close();
    }
  }

  /// One file being written in any order.
  private static final class Writing {
    private final SeekableByteChannel channel;
    private final long size;
    private long left;
    private long end;

    Writing(SeekableByteChannel channel, long size) {
      this.channel = channel;
      this.size = size;
      this.left = size;
    }

    /// @return whether that was the last piece
    synchronized boolean write(long offset, ByteBuffer plain) throws IOException {
      left -= plain.remaining();
      if (!isHole(plain)) {
        channel.position(offset);
        while (plain.hasRemaining()) channel.write(plain);
        end = Math.max(end, channel.position());
      }
      return left == 0;
    }

    /// Long runs of zeros are left out, so that sparse files stay sparse.
    private static boolean isHole(ByteBuffer plain) {
      return plain.remaining() >= SMALLEST_HOLE
          && Zeros.isZero(plain.array(), plain.arrayOffset() + plain.position(), plain.remaining());
    }

    synchronized void close() throws IOException {
      if (left == 0 && end < size) {
        channel.position(size - 1);
        channel.write(ByteBuffer.wrap(new byte[1]));
      }
      channel.close();
    }
  }

  /// Chunks in files that are on this disk already.
  private final class OnDisk implements ChunkSource {
    private record At(LocalPath path, long offset) {}

    private final Map<ChunkId, At> places = new HashMap<>();

    OnDisk(List<Request> requests) {
      for (Request request : requests)
        for (Alike alike : request.alike) {
          long offset = 0;
          for (ChunkRef ref : alike.content.chunks()) {
            places.putIfAbsent(ref.id(), new At(alike.path, offset));
            offset += ref.length();
          }
        }
    }

    @Override
    public Optional<byte[]> find(WantedChunk wanted) {
      At at = places.get(wanted.ref().id());
      if (at == null) return Optional.empty();
      ByteBuffer bytes = ByteBuffer.allocate(wanted.ref().length());
      try (SeekableByteChannel in = disk.read(at.path)) {
        in.position(at.offset);
        while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
      } catch (IOException e) {
        return Optional.empty(); // it has changed meanwhile: the storage has the chunk
      }
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(bytes.array());
    }
  }
}
