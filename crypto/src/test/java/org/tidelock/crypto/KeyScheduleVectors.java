package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.EPOCH;
import static org.tidelock.crypto.Vectors.KEYS;
import static org.tidelock.crypto.Vectors.LINEAGE;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Every derived key, by a second HKDF; the product's are compared where they show.
final class KeyScheduleVectors {
  private KeyScheduleVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    byte[] vault = VAULT.bytes();
    byte[] epoch = EPOCH.id().bytes();
    v.put("vault", hex(vault)).put("rootSecret", hex(ROOT_SECRET));
    v.put("rootWrap", hex(SecondKdf.derive(ROOT_SECRET, "root wrap", 32, vault)));
    byte[] edSeed = SecondKdf.derive(ROOT_SECRET, "root ed25519", 32, vault);
    byte[] mlDsaSeed = SecondKdf.derive(ROOT_SECRET, "root ml-dsa-65", 32, vault);
    v.put("rootEd25519Seed", hex(edSeed)).put("rootMlDsaSeed", hex(mlDsaSeed));
    try (RootKeys root = new RootKeys(VAULT, ROOT_SECRET)) {
      assertThat(root.publicKeys().bytes())
          .isEqualTo(Bytes.concat(Ed25519.publicKey(edSeed), MlDsa.publicKey(mlDsaSeed)));
      assertOpens(root.wrap(), SecondKdf.derive(ROOT_SECRET, "root wrap", 32, vault));
    }
    v.put("epoch", hex(epoch)).put("epochNumber", 1).put("epochSecret", hex(EPOCH.secretBytes()));
    byte[] number = ByteBuffer.allocate(4).putInt(1).array();
    for (String label : List.of("log", "idx", "mem", "pack", "commit")) {
      byte[] key =
          SecondKdf.derive(EPOCH.secretBytes(), "epoch " + label, 32, vault, epoch, number);
      v.put("epoch " + label, hex(key));
      switch (label) {
        case "log" -> assertOpens(EPOCH.log(), key);
        case "idx" -> assertOpens(EPOCH.idx(), key);
        case "mem" -> assertOpens(EPOCH.members(), key);
        case "pack" -> assertOpens(EPOCH.pack(), key);
        default -> assertThat(EPOCH.commitment().bytes()).isEqualTo(key);
      }
    }
    content(v, vault);
    file(v, vault, epoch);
    return v;
  }

  private static void content(ObjectNode v, byte[] vault) {
    byte[] secret = filled(32, 0x50);
    byte[] commitment = SecondKdf.derive(secret, "content commit", 32, vault);
    assertThat(KEYS.contentCommitment().bytes()).isEqualTo(commitment);
    v.put("contentSecret", hex(secret)).put("contentCommitment", hex(commitment));
    byte[] message = filled(5, 1);
    byte[] id = SecondKdf.hmac(secret, message);
    assertThat(KEYS.contentIds().mac(message).bytes()).isEqualTo(id);
    v.put("message", hex(message)).put("contentIdOfMessage", hex(id));
  }

  private static void file(ObjectNode v, byte[] vault, byte[] epoch) throws IntegrityException {
    byte[] lineage = LINEAGE.secretBytes();
    byte[] chunkIdKey = SecondKdf.derive(lineage, "chunk ids", 32, vault);
    byte[] chunkId = SecondKdf.hmac(chunkIdKey, filled(5, 1));
    FileKeys keys = KEYS.files(LINEAGE);
    assertThat(keys.chunkIds().mac(filled(5, 1)).bytes()).isEqualTo(chunkId);
    byte[] gear = SecondKdf.derive(lineage, "gear", 2048, vault);
    ByteBuffer table = ByteBuffer.allocate(2048);
    for (long entry : keys.gearTable()) table.putLong(entry);
    assertThat(table.array()).isEqualTo(gear);
    byte[] fileKey =
        SecondKdf.derive(EPOCH.packSecret(), lineage, "file", 32, Bytes.concat(vault, epoch));
    assertOpens(keys.fileKey(EPOCH), fileKey);
    v.put("lineage", hex(lineage)).put("chunkIdKey", hex(chunkIdKey));
    v.put("chunkIdOfMessage", hex(chunkId))
        .put("fileKey", hex(fileKey))
        .put("gearTable", hex(gear));
  }

  /// A sealing key does not show itself; it opens what is sealed under the same bytes.
  static void assertOpens(SealingKey key, byte[] bytes) throws IntegrityException {
    byte[] sealed = XaesOracle.seal(bytes, Vectors.NONCE, filled(5, 1), new byte[] {9});
    assertThat(key.open(sealed, new byte[] {9})).isEqualTo(filled(5, 1));
  }
}
