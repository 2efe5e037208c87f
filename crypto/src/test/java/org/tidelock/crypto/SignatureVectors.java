package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.DEVICE;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.hex;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// What a device and a root sign for each purpose. Ed25519 signatures are the JDK's; the product makes the same.
final class SignatureVectors {
  private static final byte[] MESSAGE = {1, 2};

  private SignatureVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    v.put("device", hex(DEVICE.id().bytes()))
        .put("deviceEd25519Seed", hex(DEVICE.signingSeed()))
        .put("deviceXWingSeed", hex(DEVICE.sealingSeed()))
        .put("devicePublic", hex(DEVICE.publicKeys().bytes()))
        .put("message", hex(MESSAGE));
    for (SignaturePurpose p : SignaturePurpose.values()) {
      String label = p.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      byte[] signed =
          Bytes.concat(Bytes.ascii("Tidelock 1 signature " + label), new byte[1], MESSAGE);
      byte[] signature = ed25519(DEVICE.signingSeed(), signed);
      assertThat(DEVICE.sign(p, MESSAGE)).as(label).isEqualTo(signature);
      assertThat(DEVICE.publicKeys().verify(p, MESSAGE, signature)).isTrue();
      for (SignaturePurpose other : SignaturePurpose.values())
        if (other != p) assertThat(DEVICE.publicKeys().verify(other, MESSAGE, signature)).isFalse();
      v.withArray("bySigningDevice")
          .addObject()
          .put("purpose", label)
          .put("signed", hex(signed))
          .put("signature", hex(signature));
    }
    root(v);
    return v;
  }

  /// Both halves must verify, so each is damaged in turn.
  private static void root(ObjectNode v) throws Exception {
    try (RootKeys root = new RootKeys(VAULT, ROOT_SECRET)) {
      byte[] signature = root.sign(SignaturePurpose.MEMBER, MESSAGE);
      byte[] signed =
          Bytes.concat(Bytes.ascii("Tidelock 1 signature member"), new byte[1], MESSAGE);
      assertThat(Bytes.slice(signature, 0, 64))
          .isEqualTo(
              ed25519(SecondKdf.derive(ROOT_SECRET, "root ed25519", 32, VAULT.bytes()), signed));
      assertThat(root.publicKeys().verify(SignaturePurpose.MEMBER, MESSAGE, signature)).isTrue();
      ObjectNode r = v.putObject("byRoot");
      r.put("vault", hex(VAULT.bytes()))
          .put("rootSecret", hex(ROOT_SECRET))
          .put("rootPublic", hex(root.publicKeys().bytes()));
      r.put("purpose", "member").put("signature", hex(signature));
      for (int at : new int[] {0, 63, 64, 3372}) {
        assertThat(
                root.publicKeys()
                    .verify(SignaturePurpose.MEMBER, MESSAGE, Vectors.flipped(signature, at)))
            .isFalse();
        r.withArray("doNotVerify").addObject().put("lowestBitChangedAt", at);
      }
    }
  }

  static byte[] ed25519(byte[] seed, byte[] message) throws Exception {
    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(key);
    signer.update(message);
    return signer.sign();
  }
}
