package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.SecondCbor.map;
import static org.tidelock.crypto.Vectors.DEVICE;
import static org.tidelock.crypto.Vectors.EPOCH;
import static org.tidelock.crypto.Vectors.KEYS;
import static org.tidelock.crypto.Vectors.NONCE;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// An envelope for a device and one for the root, put together by hand, and bodies that must be refused in the root's.
final class EnvelopeVectors {
  private static final byte[] RANDOMNESS = filled(64, 0x11);

  private EnvelopeVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    try (RootKeys root = new RootKeys(VAULT, ROOT_SECRET)) {
      v.put("vault", hex(VAULT.bytes()))
          .put("rootSecret", hex(ROOT_SECRET))
          .put("epoch", hex(EPOCH.id().bytes()));
      v.put("deviceXWingSeed", hex(DEVICE.sealingSeed())).put("device", hex(DEVICE.id().bytes()));
      device(v.putObject("forDevice"), root);
      root(v.putObject("forRoot"), root);
      refusals(v, root);
    }
    return v;
  }

  private static SortedMap<Integer, Object> body(byte[] recipient, int signerKind, byte[] signer) {
    SortedMap<Integer, Object> key = map(0, EPOCH.id().bytes(), 1, 1, 2, EPOCH.secretBytes());
    return map(
        0,
        VAULT.bytes(),
        1,
        EPOCH.id().bytes(),
        2,
        recipient,
        3,
        signerKind,
        4,
        signer,
        5,
        filled(32, 0x50),
        6,
        List.of(key));
  }

  private static void device(ObjectNode v, RootKeys root) throws Exception {
    byte[] body = SecondCbor.encode(body(DEVICE.id().bytes(), 0, SecondMembers.rootId(root)));
    byte[] signature = root.sign(SignaturePurpose.ENVELOPE, body);
    byte[] frame = SealedVectors.frame(4, DEVICE.id().bytes());
    byte[] ad = Bytes.concat(frame, VAULT.bytes(), EPOCH.id().bytes());
    byte[] plain = SecondMembers.padded(body, signature, 26 + 1120 + 16);
    byte[] sealed = Hpke.sealDeterministic(DEVICE.publicKeys().sealing(), ad, plain, RANDOMNESS);
    byte[] object = Bytes.concat(frame, sealed);
    Envelope opened = Envelope.openAsDevice(DEVICE, VAULT, EPOCH.id(), object);
    assertThat(opened.keys().secretBytes()).isEqualTo(KEYS.secretBytes());
    assertThat(opened.rootSigned()).isTrue();
    assertThat(
            root.publicKeys()
                .verify(SignaturePurpose.ENVELOPE, opened.body(), opened.signed().signature(3373)))
        .isTrue();
    VaultObject product = Envelope.forDevice(KEYS, DEVICE.publicKeys(), Envelope.Signer.of(root));
    assertThat(Envelope.openAsDevice(DEVICE, VAULT, EPOCH.id(), product.bytes()).body())
        .isEqualTo(body);
    assertThat(product.bytes()).hasSameSizeAs(object);
    v.put("name", product.name()).put("body", hex(body)).put("signature", hex(signature));
    v.put("associatedData", hex(ad)).put("randomness", hex(RANDOMNESS));
    v.put("encapsulation", hex(Bytes.slice(sealed, 0, 1120)));
    v.put("objectLength", object.length).put("objectSha256", Hash256.sha256(object).toString());
    for (int at : new int[] {10, 26, 1145, 1146, object.length - 1}) {
      assertThat(
              Vectors.code(
                  () ->
                      Envelope.openAsDevice(
                          DEVICE, VAULT, EPOCH.id(), Vectors.flipped(object, at))))
          .isEqualTo(20);
      v.withArray("refused").addObject().put("lowestBitChangedAt", at).put("code", 20);
    }
  }

  private static void root(ObjectNode v, RootKeys root) throws Exception {
    byte[] body =
        SecondCbor.encode(body(SecondMembers.rootId(root), 0, SecondMembers.rootId(root)));
    byte[] object = rootObject(body, root);
    assertThat(Envelope.openAsRoot(root, VAULT, EPOCH.id(), object).keys().secretBytes())
        .isEqualTo(KEYS.secretBytes());
    VaultObject product = Envelope.forRoot(KEYS, root);
    assertThat(Envelope.openAsRoot(root, VAULT, EPOCH.id(), product.bytes()).body())
        .isEqualTo(body);
    assertThat(product.bytes()).hasSameSizeAs(object);
    v.put("name", product.name()).put("body", hex(body));
    v.put("signature", hex(root.sign(SignaturePurpose.ENVELOPE, body))).put("nonce", hex(NONCE));
    v.put("objectLength", object.length).put("objectSha256", Hash256.sha256(object).toString());
  }

  private static byte[] rootObject(byte[] body, RootKeys root) {
    byte[] frame = SealedVectors.frame(4, SecondMembers.rootId(root));
    byte[] plain = SecondMembers.padded(body, root.sign(SignaturePurpose.ENVELOPE, body), 66);
    byte[] key = SecondKdf.derive(ROOT_SECRET, "root wrap", 32, VAULT.bytes());
    return Bytes.concat(
        frame,
        XaesOracle.seal(key, NONCE, plain, Bytes.concat(frame, VAULT.bytes(), EPOCH.id().bytes())));
  }

  private static void refusals(ObjectNode v, RootKeys root) {
    byte[] other = filled(16, 0x77);
    refuse(v, root, "another vault", 0, other, 20);
    refuse(v, root, "another epoch than its name", 1, other, 20);
    refuse(v, root, "another recipient", 2, other, 20);
    refuse(v, root, "a signer of an unknown kind", 3, 2, 20);
    refuse(v, root, "a content key that is too short", 5, new byte[31], 20);
    refuse(v, root, "no key", 6, List.of(), 20);
    refuse(
        v, root, "not the key of its epoch", 6, List.of(map(0, other, 1, 1, 2, filled(32, 1))), 20);
    SortedMap<Integer, Object> key = map(0, EPOCH.id().bytes(), 1, 1, 2, EPOCH.secretBytes());
    refuse(v, root, "a key twice", 6, List.of(key, key), 20);
    SortedMap<Integer, Object> later = new TreeMap<>(key);
    later.put(3, 1);
    refuse(v, root, "a critical field of a key that is unknown", 6, List.of(later), 24);
    refuse(v, root, "a critical field that is unknown", 7, 1, 24);
  }

  private static void refuse(
      ObjectNode v, RootKeys root, String why, int field, Object value, int code) {
    SortedMap<Integer, Object> body =
        body(SecondMembers.rootId(root), 0, SecondMembers.rootId(root));
    body.put(field, value);
    byte[] encoded = SecondCbor.encode(body);
    assertThat(
            Vectors.code(
                () -> Envelope.openAsRoot(root, VAULT, EPOCH.id(), rootObject(encoded, root))))
        .as(why)
        .isEqualTo(code);
    Vectors.refused(v, why, "body", encoded, code);
  }
}
