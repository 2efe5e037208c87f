package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.DEVICE;
import static org.tidelock.crypto.Vectors.NONCE;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A code as it is written, and the two objects by which a device is let in, put together by hand; the product reads them.
final class PairingVectors {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final byte[] SECRET = filled(16, 0xf0);
  private static final Hash256 HEADER = Hash256.of(filled(32, 0x08));
  private static final Hash256 TIP = Hash256.of(filled(32, 0x18));
  private static final Cut NEWEST =
      new Cut(WriterId.of(filled(16, 0x28)), 1_000_000, Hash256.of(filled(32, 0x38)));
  private static final DeviceKeys BY =
      new DeviceKeys(DeviceId.of(filled(16, 0x48)), filled(32, 0x58), filled(32, 0x68));

  private PairingVectors() {}

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    v.put("secret", hex(SECRET)).put("vault", hex(VAULT.bytes())).put("nonce", hex(NONCE));
    codes(v);
    PairingCode code = PairingCode.of(SECRET);
    Pairing pairing = new Pairing(code, VAULT);
    PairingRequest asked = request(v.putObject("request"), pairing);
    answer(v.putObject("answer"), pairing, asked);
    return v;
  }

  private static void codes(ObjectNode v) {
    for (byte[] secret : List.of(SECRET, new byte[16], filled(16, 1), ones())) {
      String text = text(secret);
      assertThat(PairingCode.of(secret).text()).isEqualTo(text);
      assertThat(PairingCode.parse(text).orElseThrow().secret()).isEqualTo(secret);
      v.withArray("codes").addObject().put("secret", hex(secret)).put("text", text);
    }
    String text = text(SECRET);
    char first = text.charAt(0);
    refuse(v, "another digit", (first == '0' ? '1' : '0') + text.substring(1));
    refuse(v, "two neighbours swapped", text.charAt(1) + "" + first + text.substring(2));
    refuse(v, "a digit too few", text.substring(1));
    refuse(v, "a digit too many", text + "0");
    refuse(v, "more than 128 bits", "8" + "0".repeat(25) + check("8" + "0".repeat(25)));
    refuse(v, "a letter that is no digit", text.substring(0, text.length() - 1) + "U");
  }

  private static byte[] ones() {
    byte[] ones = new byte[16];
    Arrays.fill(ones, (byte) 0xff);
    return ones;
  }

  private static void refuse(ObjectNode v, String why, String text) {
    assertThat(PairingCode.parse(text)).as(why).isEmpty();
    v.withArray("refusedCodes").addObject().put("why", why).put("text", text);
  }

  /// By Java's own base 32, whose digits are others.
  private static String text(byte[] secret) {
    String plain = new BigInteger(1, secret).toString(32);
    StringBuilder digits = new StringBuilder("0".repeat(26 - plain.length()));
    for (char c : plain.toCharArray()) digits.append(DIGITS.charAt(Character.digit(c, 32)));
    digits.append(check(digits.toString()));
    return digits.toString().replaceAll("(...)(?=.)", "$1-");
  }

  /// Luhn modulo 32: from the right, every second digit is doubled, beginning with the last, and the digits of the double in base 32 are added.
  private static char check(String digits) {
    int sum = 0;
    boolean doubled = true;
    for (int i = digits.length() - 1; i >= 0; i--, doubled = !doubled) {
      int value = DIGITS.indexOf(digits.charAt(i)) * (doubled ? 2 : 1);
      sum += value >= 32 ? value - 31 : value;
    }
    return DIGITS.charAt((32 - sum % 32) % 32);
  }

  /// An object at the place that was derived, of 4 KiB.
  private static byte[] object(ObjectNode v, byte[] derived, byte[] body, DeviceKeys by) {
    byte[] id = Bytes.slice(derived, 0, 16);
    byte[] key = Bytes.slice(derived, 16, 32);
    byte[] signature =
        by.sign(SignaturePurpose.PAIRING, body); // checked on its own in SignatureVectors
    byte[] frame = SealedVectors.frame(11, id);
    byte[] plaintext =
        ByteBuffer.allocate((4 << 10) - 66).putInt(body.length).put(body).put(signature).array();
    byte[] object =
        Bytes.concat(
            frame, XaesOracle.seal(key, NONCE, plaintext, Bytes.concat(frame, VAULT.bytes(), id)));
    v.put("id", hex(id)).put("key", hex(key)).put("body", hex(body));
    v.put("signature", hex(signature)).put("object", hex(object));
    return object;
  }

  private static PairingRequest request(ObjectNode v, Pairing pairing) throws Exception {
    byte[] body =
        SecondCbor.encode(
            SecondCbor.map(0, HEADER.bytes(), 1, DEVICE.publicKeys().bytes(), 2, "Anna's laptop"));
    byte[] derived = SecondKdf.derive(SECRET, "pairing request", 48, VAULT.bytes());
    byte[] object = object(v, derived, body, DEVICE);
    PairingRequest asked = pairing.read(object);
    assertThat(pairing.requestName()).isEqualTo("pairing/" + hex(Bytes.slice(derived, 0, 16)));
    assertThat(asked.header()).isEqualTo(HEADER);
    assertThat(asked.device()).isEqualTo(DEVICE.publicKeys());
    assertThat(asked.name()).isEqualTo("Anna's laptop");
    byte[] hash = Hash256.sha256(object).bytes();
    byte[] forWords = SecondKdf.derive(SECRET, "pairing words", 32, hash);
    assertThat(asked.words()).isEqualTo(Words.six(Hash256.of(forWords)));
    v.put("name", pairing.requestName()).put("wordsFrom", hex(forWords));
    v.put("words", String.join(" ", asked.words()));
    byte[] product = pairing.ask(HEADER, "Anna's laptop", DEVICE).object().bytes();
    byte[] id = Bytes.slice(derived, 0, 16);
    byte[] opened =
        XaesOracle.open(
            Bytes.slice(derived, 16, 32),
            Bytes.slice(product, 26, product.length - 26),
            Bytes.concat(SealedVectors.frame(11, id), VAULT.bytes(), id));
    assertThat(Bytes.slice(opened, 4, body.length)).isEqualTo(body);
    refusals(v, object, pairing::read);
    byte[] other =
        object(
            Vectors.object(),
            derived,
            SecondCbor.encode(
                SecondCbor.map(
                    0, HEADER.bytes(), 1, DEVICE.publicKeys().bytes(), 2, "Anna's laptop")),
            BY);
    assertThat(Vectors.code(() -> pairing.read(other))).isEqualTo(20);
    Vectors.refused(v, "signed by another device", "object", other, 20);
    byte[] more =
        object(
            Vectors.object(),
            derived,
            SecondCbor.encode(
                SecondCbor.map(0, HEADER.bytes(), 1, DEVICE.publicKeys().bytes(), 2, "x", 3, 1)),
            DEVICE);
    assertThat(Vectors.code(() -> pairing.read(more))).isEqualTo(24);
    Vectors.refused(v, "a field of later versions", "object", more, 24);
    return asked;
  }

  private interface Reader {
    Object read(byte[] object) throws CryptoException;
  }

  private static void refusals(ObjectNode v, byte[] object, Reader reader) {
    for (int at : new int[] {9, 10, 26, object.length - 1}) {
      byte[] flipped = Vectors.flipped(object, at);
      assertThat(Vectors.code(() -> reader.read(flipped))).isEqualTo(20);
      v.withArray("refusedWithTheLowestBitChangedAt").add(at);
    }
  }

  private static void answer(ObjectNode v, Pairing pairing, PairingRequest asked) throws Exception {
    byte[] hash = asked.object().hash().bytes();
    byte[] derived =
        SecondKdf.derive(SECRET, "pairing answer", 48, Bytes.concat(VAULT.bytes(), hash));
    byte[] body =
        SecondCbor.encode(
            SecondCbor.map(
                0,
                HEADER.bytes(),
                1,
                hash,
                2,
                BY.id().bytes(),
                3,
                List.of(TIP.bytes()),
                4,
                List.of(
                    SecondCbor.map(
                        0, NEWEST.writer().bytes(), 1, NEWEST.seq(), 2, NEWEST.hash().bytes()))));
    byte[] object = object(v, derived, body, BY);
    v.put("name", pairing.answerName(asked));
    assertThat(pairing.answerName(asked)).isEqualTo("pairing/" + hex(Bytes.slice(derived, 0, 16)));
    pairing.readAnswer(asked, object);
    PairingAnswer.Seen seen = new PairingAnswer.Seen(List.of(TIP), List.of(NEWEST));
    byte[] product = pairing.answer(asked, seen, BY).bytes();
    byte[] id = Bytes.slice(derived, 0, 16);
    byte[] opened =
        XaesOracle.open(
            Bytes.slice(derived, 16, 32),
            Bytes.slice(product, 26, product.length - 26),
            Bytes.concat(SealedVectors.frame(11, id), VAULT.bytes(), id));
    assertThat(Bytes.slice(opened, 4, body.length)).isEqualTo(body);
    refusals(v, object, o -> pairing.readAnswer(asked, o));
    byte[] another =
        object(
            Vectors.object(),
            derived,
            SecondCbor.encode(
                SecondCbor.map(
                    0,
                    HEADER.bytes(),
                    1,
                    TIP.bytes(),
                    2,
                    BY.id().bytes(),
                    3,
                    List.of(TIP.bytes()),
                    4,
                    List.of())),
            BY);
    assertThat(Vectors.code(() -> pairing.readAnswer(asked, another))).isEqualTo(20);
    Vectors.refused(v, "to another request", "object", another, 20);
  }
}
