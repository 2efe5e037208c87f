package org.tidelock.crypto;

import static org.tidelock.crypto.SecondCbor.map;
import static org.tidelock.crypto.Vectors.VAULT;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Members entries put together from docs/vault-format.md §5, §6 and the CDDL, without the product's codec.
final class SecondMembers {
  static final long TIME = 1_764_000_000_000L;

  private SecondMembers() {}

  static SortedMap<Integer, Object> body(
      List<Hash256> parents, RootKeys root, EpochKeys epoch, List<?> changes) {
    List<byte[]> sorted = new ArrayList<>();
    parents.stream().sorted().forEach(p -> sorted.add(p.bytes()));
    return map(
        0, VAULT.bytes(), 1, sorted, 2, rootId(root), 3, epoch.id().bytes(), 4, TIME, 5, changes);
  }

  static byte[] rootId(RootKeys root) {
    return Bytes.slice(Hash256.sha256(root.publicKeys().bytes()).bytes(), 0, 16);
  }

  /// The object, whose name is its hash.
  static VaultObject seal(byte[] body, RootKeys root, EpochKeys epoch, byte[] nonce) {
    byte[] frame = SealedVectors.frame(3, epoch.id().bytes());
    byte[] key =
        SecondKdf.derive(
            epoch.secretBytes(),
            "epoch mem",
            32,
            VAULT.bytes(),
            epoch.id().bytes(),
            Bytes.u32(epoch.number()));
    byte[] plain = padded(body, root.sign(SignaturePurpose.MEMBER, body), 66);
    byte[] object =
        Bytes.concat(frame, XaesOracle.seal(key, nonce, plain, Bytes.concat(frame, VAULT.bytes())));
    return new VaultObject("members/" + Hash256.sha256(object), object);
  }

  static byte[] padded(byte[] body, byte[] signature, int overhead) {
    int length = 4 + body.length + signature.length;
    int size = 4 << 10;
    while (size < length + overhead) size *= 4;
    return ByteBuffer.allocate(size - overhead)
        .putInt(body.length)
        .put(body)
        .put(signature)
        .array();
  }

  static SortedMap<Integer, Object> addDevice(DevicePublic device, String name, EpochKeys epoch) {
    return map(0, 1, 1, device.bytes(), 2, name, 3, epoch.id().bytes());
  }

  static SortedMap<Integer, Object> removeDevice(DeviceKeys device, Object... cuts) {
    return map(0, 2, 1, device.id().bytes(), 2, List.of(cuts));
  }

  static SortedMap<Integer, Object> cut(int writer, long seq) {
    return map(0, Vectors.filled(16, writer), 1, seq, 2, Vectors.filled(32, writer + 1));
  }

  static SortedMap<Integer, Object> newEpoch(EpochKeys epoch, DeviceKeys... recipients) {
    byte[] commitment =
        SecondKdf.derive(
            epoch.secretBytes(),
            "epoch commit",
            32,
            VAULT.bytes(),
            epoch.id().bytes(),
            Bytes.u32(epoch.number()));
    byte[] content =
        SecondKdf.derive(Vectors.filled(32, 0x50), "content commit", 32, VAULT.bytes());
    List<byte[]> ids = new ArrayList<>();
    for (DeviceKeys d : recipients) ids.add(d.id().bytes());
    return map(0, 3, 1, epoch.id().bytes(), 2, epoch.number(), 3, commitment, 4, content, 5, ids);
  }

  static SortedMap<Integer, Object> addSlot(int id, int kind) {
    return map(0, 4, 1, Vectors.filled(16, id), 2, Vectors.filled(32, id + 1), 3, kind);
  }

  static SortedMap<Integer, Object> removeSlot(int id) {
    return map(0, 5, 1, Vectors.filled(16, id));
  }

  static SortedMap<Integer, Object> rotateRoot(RootKeys old, RootKeys next, List<Hash256> parents) {
    byte[] message = Bytes.concat(VAULT.bytes(), rootId(old));
    for (Hash256 p : parents.stream().sorted().toList()) message = Bytes.concat(message, p.bytes());
    return map(
        0, 6, 1, next.publicKeys().bytes(), 2, next.sign(SignaturePurpose.ROOT_ROTATE, message));
  }

  static SortedMap<Integer, Object> formatFloor(int format) {
    return map(0, 7, 1, format);
  }
}
