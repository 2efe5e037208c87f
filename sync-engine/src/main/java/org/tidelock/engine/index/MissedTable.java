package org.tidelock.engine.index;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.tidelock.engine.local.MissedFiles;

/// [MissedFiles] in the index.
public record MissedTable(MetaTable meta) implements MissedFiles {
  private static final String KEY = "missed-files";
  private static final int BYTES = 2 * Long.BYTES;

  @Override
  public Set<Look> all() {
    Set<Look> looks = new HashSet<>();
    ByteBuffer bytes = ByteBuffer.wrap(meta.get(KEY).orElse(new byte[0]));
    while (bytes.hasRemaining()) looks.add(new Look(bytes.getLong(), bytes.getLong()));
    return looks;
  }

  @Override
  public void add(Set<Look> more) {
    Set<Look> looks = all();
    if (!looks.addAll(more)) return;
    ByteBuffer bytes = ByteBuffer.allocate(BYTES * Math.min(looks.size(), MOST));
    looks.stream().limit(MOST).forEach(look -> bytes.putLong(look.size()).putLong(look.modified()));
    meta.put(KEY, bytes.array());
  }

  @Override
  public void clear() {
    if (meta.get(KEY).isPresent()) meta.remove(KEY);
  }
}
