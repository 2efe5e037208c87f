package org.tidelock.engine.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Encoding;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.storage.ObjectName;

/// The checkpoint that an index began with and that its log has not confirmed yet.
///
/// @param digest over its rows
/// @param device by name, who wrote it
record PendingAudit(ObjectName manifest, VersionVector vector, Hash256 digest, String device) {
  private static final String MANIFEST = "checkpoint.manifest";
  private static final String VECTOR = "checkpoint.vector";
  private static final String DIGEST = "checkpoint.digest";
  private static final String DEVICE = "checkpoint.device";
  private static final String BEGUN = "checkpoint.begun";

  static Optional<PendingAudit> of(MetaTable meta) {
    return meta.text(MANIFEST)
        .map(
            manifest ->
                new PendingAudit(
                    new ObjectName(manifest),
                    Encoding.vector(meta.get(VECTOR).orElseThrow()),
                    Hash256.of(meta.get(DIGEST).orElseThrow()),
                    meta.text(DEVICE).orElseThrow()));
  }

  /// In the transaction that takes the checkpoint.
  void keep(MetaTable meta) {
    meta.put(MANIFEST, manifest.value().getBytes(StandardCharsets.UTF_8));
    meta.put(VECTOR, Encoding.of(vector));
    meta.put(DIGEST, digest.bytes());
    meta.putText(DEVICE, device);
  }

  /// Notes that its log is replayed once more, from the beginning.
  static void begin(MetaTable meta) {
    meta.putNumber(BEGUN, begun(meta) + 1L);
  }

  /// How often that was begun.
  static int begun(MetaTable meta) {
    return meta.number(BEGUN).orElse(0L).intValue();
  }

  static void done(MetaTable meta) {
    for (String key : new String[] {MANIFEST, VECTOR, DIGEST, DEVICE, BEGUN}) meta.remove(key);
  }
}
