package org.tidelock.engine.content;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tidelock.engine.history.PackId;

/// A store of packs in memory that writes down what is read of it.
final class MemoryPacks implements PackSink, PackSource {
  record Request(PackId pack, long offset, int room) {}

  final Map<PackId, byte[]> packs = Collections.synchronizedMap(new LinkedHashMap<>());
  final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  boolean ranges = true;

  byte[] bytes(PackId pack) {
    return Objects.requireNonNull(packs.get(pack));
  }

  @Override
  public void accept(SealedPack pack) {
    byte[] copy = new byte[pack.length()];
    pack.bytes().get(copy);
    packs.put(pack.id(), copy);
    pack.close();
  }

  @Override
  public int read(PackId pack, long offset, ByteBuffer into) throws MissingPackException {
    requests.add(new Request(pack, offset, into.remaining()));
    byte[] bytes = packs.get(pack);
    if (bytes == null) throw new MissingPackException(pack);
    int n = (int) Math.max(0, Math.min(into.remaining(), bytes.length - offset));
    into.put(bytes, (int) Math.min(offset, bytes.length), n);
    return n;
  }

  @Override
  public boolean ranges() {
    return ranges;
  }
}
