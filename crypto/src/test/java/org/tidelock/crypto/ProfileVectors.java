package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.DEVICE;
import static org.tidelock.crypto.Vectors.NONCE;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import tools.jackson.databind.node.ObjectNode;

/// What a profile keeps on its own computer: its key under a passphrase and under the root secret, and the device file under that key.
final class ProfileVectors {
  private static final byte[] SECRET = filled(32, 0xe0);

  private ProfileVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    ProfileKey profile = ProfileKey.of(SECRET);
    byte[] sealing = SecondKdf.derive(SECRET, "profile seal", 32);
    byte[] id = SecondKdf.derive(SECRET, "profile id", 16);
    assertThat(profile.id().bytes()).isEqualTo(id);
    KeyScheduleVectors.assertOpens(profile.sealing(), sealing);
    v.put("profileKey", hex(SECRET)).put("profileSeal", hex(sealing)).put("profileId", hex(id));
    deviceFile(v, profile, sealing, id);
    ObjectNode slot = v.putObject("underPassphrase");
    slot.put("utf8", hex(SlotVectors.utf8()));
    byte[] sealed = SlotVectors.profile(slot, SECRET);
    assertThat(ProfileKey.open(sealed, SlotVectors.typed()).secretBytes()).isEqualTo(SECRET);
    for (int at : new int[] {39, 174}) {
      assertThat(
              Vectors.code(() -> ProfileKey.open(Vectors.flipped(sealed, at), SlotVectors.typed())))
          .isEqualTo(26);
      slot.withArray("refused").addObject().put("lowestBitChangedAt", at).put("code", 26);
    }
    underRoot(v.putObject("underRoot"));
    return v;
  }

  /// What lets the owner of the vault unlock a profile.
  private static void underRoot(ObjectNode v) throws CryptoException {
    byte[] key = SecondKdf.derive(ROOT_SECRET, "root wrap", 32, VAULT.bytes());
    try (RootKeys root = new RootKeys(VAULT, ROOT_SECRET)) {
      byte[] frame = SealedVectors.frame(15, root.publicKeys().id().bytes());
      byte[] ad = Bytes.concat(frame, VAULT.bytes());
      byte[] sealed = Bytes.concat(frame, XaesOracle.seal(key, NONCE, SECRET, ad));
      assertThat(ProfileKey.open(sealed, root, VAULT).secretBytes()).isEqualTo(SECRET);
      byte[] product = ProfileKey.of(SECRET).sealUnder(root, VAULT);
      assertThat(XaesOracle.open(key, Bytes.slice(product, 26, product.length - 26), ad))
          .isEqualTo(SECRET);
      v.put("rootSecret", hex(ROOT_SECRET)).put("vault", hex(VAULT.bytes()));
      v.put("rootWrap", hex(key)).put("nonce", hex(NONCE)).put("object", hex(sealed));
      for (int at : new int[] {9, 10, 26, sealed.length - 1}) {
        assertThat(Vectors.code(() -> ProfileKey.open(Vectors.flipped(sealed, at), root, VAULT)))
            .isEqualTo(26);
        v.withArray("refused").addObject().put("lowestBitChangedAt", at).put("code", 26);
      }
    }
  }

  private static void deviceFile(ObjectNode v, ProfileKey profile, byte[] sealing, byte[] id)
      throws CryptoException {
    Hash256 identity = Hash256.of(filled(32, 0x08));
    byte[] body =
        SecondCbor.encode(
            SecondCbor.map(
                0,
                VAULT.bytes(),
                1,
                identity.bytes(),
                2,
                DEVICE.id().bytes(),
                3,
                DEVICE.signingSeed(),
                4,
                DEVICE.sealingSeed()));
    byte[] frame = SealedVectors.frame(12, id);
    byte[] file =
        Bytes.concat(
            frame, XaesOracle.seal(sealing, NONCE, body, Bytes.concat(frame, new byte[16])));
    DeviceFile opened = DeviceFile.open(file, profile);
    assertThat(opened.vault()).isEqualTo(VAULT);
    assertThat(opened.header()).isEqualTo(identity);
    assertThat(opened.device().publicKeys()).isEqualTo(DEVICE.publicKeys());
    byte[] product = new DeviceFile(VAULT, identity, DEVICE).seal(profile);
    assertThat(
            XaesOracle.open(
                sealing,
                Bytes.slice(product, 26, product.length - 26),
                Bytes.concat(frame, new byte[16])))
        .isEqualTo(body);
    v.put("nonce", hex(NONCE)).put("deviceFileBody", hex(body)).put("deviceFile", hex(file));
    for (int at : new int[] {9, 10, 26, file.length - 1}) {
      assertThat(Vectors.code(() -> DeviceFile.open(Vectors.flipped(file, at), profile)))
          .isEqualTo(20);
      v.withArray("refusedDeviceFiles").addObject().put("lowestBitChangedAt", at).put("code", 20);
    }
  }
}
