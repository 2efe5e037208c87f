package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.Vectors.NONCE;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/// Slots for a passphrase and for a recovery key, put together by hand; the product opens them, and the second implementation opens the product's.
final class SlotVectors {
  /// Ligature, combining accent and a full-width letter: NFKC makes `fiancé A` of it.
  private static final String TYPED = "\ufb01ance\u0301 \uff21";

  private static final byte[] ID = filled(16, 0xb0);
  private static final byte[] SALT = filled(32, 0xc0);
  private static final Argon2Params COST = new Argon2Params(64 << 10, 3, 4);

  private SlotVectors() {}

  /// What a slot is made from; `strong` is the Argon2id output or the recovery key itself.
  private record Plan(int type, VaultId vault, int kind, Argon2Params cost, byte[] strong) {
    byte[] front() {
      byte[] costs =
          ByteBuffer.allocate(12)
              .putInt(cost.memoryKiB())
              .putInt(cost.iterations())
              .putInt(cost.parallelism())
              .array();
      return Bytes.concat(SealedVectors.frame(type, ID), new byte[] {(byte) kind}, costs, SALT);
    }

    byte[] keys(byte[] front) {
      return SecondKdf.derive(strong, SALT, "slot", 64, Bytes.concat(vault.bytes(), front));
    }

    byte[] slot(byte[] secret) {
      byte[] front = front();
      byte[] keys = keys(front);
      byte[] open = Bytes.concat(front, Bytes.slice(keys, 32, 32));
      byte[] ad =
          Bytes.concat(SealedVectors.frame(type, ID), vault.bytes(), Bytes.slice(open, 26, 77));
      return Bytes.concat(open, XaesOracle.seal(Bytes.slice(keys, 0, 32), NONCE, secret, ad));
    }

    void describe(ObjectNode v, byte[] secret) {
      byte[] front = front();
      byte[] keys = keys(front);
      v.put("strong", hex(strong)).put("front", hex(front));
      v.put("kek", hex(Bytes.slice(keys, 0, 32))).put("commitment", hex(Bytes.slice(keys, 32, 32)));
      v.put("slot", hex(slot(secret)));
    }
  }

  static ObjectNode make() throws Exception {
    ObjectNode v = Vectors.object();
    v.put("vault", hex(VAULT.bytes()))
        .put("slotId", hex(ID))
        .put("salt", hex(SALT))
        .put("nonce", hex(NONCE));
    v.put("rootSecret", hex(ROOT_SECRET));
    byte[] slot = passphrase(v.putObject("passphrase"));
    byte[] recovery = recovery(v.putObject("recoveryKey"));
    refusals(v, slot, recovery);
    return v;
  }

  static byte[] utf8() {
    return Normalizer.normalize(TYPED, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
  }

  static Passphrase typed() {
    return Passphrase.of(TYPED.toCharArray());
  }

  private static Plan passphrasePlan(ObjectType type, VaultId vault) throws CryptoException {
    return new Plan(type.number(), vault, 1, COST, Argon2.derive(utf8(), SALT, COST, 32));
  }

  private static byte[] passphrase(ObjectNode v) throws Exception {
    Plan plan = passphrasePlan(ObjectType.SLOT, VAULT);
    byte[] slot = plan.slot(ROOT_SECRET);
    assertThat(slot).hasSize(175);
    assertThat(Slot.parse(ObjectType.SLOT, VAULT, slot).open(typed())).get().isEqualTo(ROOT_SECRET);
    opensWhatTheProductSeals();
    v.put("typed", TYPED).put("utf8", hex(utf8()));
    v.put("memoryKiB", COST.memoryKiB())
        .put("passes", COST.iterations())
        .put("lanes", COST.parallelism());
    plan.describe(v, ROOT_SECRET);
    return slot;
  }

  private static void opensWhatTheProductSeals() throws Exception {
    RecoveryKey key = RecoveryKey.of(filled(32, 0xd0));
    byte[] slot =
        Slot.create(ObjectType.SLOT, VAULT, key, COST, ROOT_SECRET, new SecureRandom()).bytes();
    byte[] front = Bytes.slice(slot, 0, 71);
    byte[] keys =
        SecondKdf.derive(
            filled(32, 0xd0),
            Bytes.slice(slot, 39, 32),
            "slot",
            64,
            Bytes.concat(VAULT.bytes(), front));
    assertThat(Bytes.slice(slot, 71, 32)).isEqualTo(Bytes.slice(keys, 32, 32));
    byte[] ad = Bytes.concat(Bytes.slice(slot, 0, 26), VAULT.bytes(), Bytes.slice(slot, 26, 77));
    assertThat(XaesOracle.open(Bytes.slice(keys, 0, 32), Bytes.slice(slot, 103, 72), ad))
        .isEqualTo(ROOT_SECRET);
  }

  private static byte[] recovery(ObjectNode v) throws Exception {
    byte[] key = filled(32, 0xd0);
    Plan plan = new Plan(2, VAULT, 2, new Argon2Params(0, 0, 0), key);
    byte[] slot = plan.slot(ROOT_SECRET);
    assertThat(Slot.parse(ObjectType.SLOT, VAULT, slot).open(RecoveryKey.of(key)))
        .get()
        .isEqualTo(ROOT_SECRET);
    v.put("recoveryKey", hex(key));
    plan.describe(v, ROOT_SECRET);
    return slot;
  }

  /// The profile key's slot: type 13, and a vault id of zeros. See [ProfileVectors].
  static byte[] profile(ObjectNode v, byte[] secret) throws CryptoException {
    Plan plan = passphrasePlan(ObjectType.PROFILE_KEY, VaultId.of(new byte[16]));
    plan.describe(v, secret);
    return plan.slot(secret);
  }

  private static void refusals(ObjectNode v, byte[] slot, byte[] recovery) {
    refuse(v, "less memory than the floor", cost(slot, 27, (64 << 10) - 1), 24);
    refuse(v, "fewer passes than the floor", cost(slot, 31, 2), 24);
    refuse(v, "no lane", cost(slot, 35, 0), 24);
    refuse(v, "more memory than the ceiling", cost(slot, 27, (512 << 10) + 1), 25);
    refuse(v, "more passes than the ceiling", cost(slot, 31, 17), 25);
    refuse(v, "more lanes than the ceiling", cost(slot, 35, 17), 25);
    refuse(v, "2^31 KiB of memory", cost(slot, 27, Integer.MIN_VALUE), 25);
    refuse(v, "a kind of later versions", kind(slot, 3), 24);
    refuse(v, "a recovery slot that states a cost", kind(slot, 2), 20);
    refuse(v, "the wrong length", Arrays.copyOf(slot, 174), 20);
    refuse(v, "another type", changed(slot, 9, 13), 20);
    refuse(v, "another salt", Vectors.flipped(slot, 39), 26);
    refuse(v, "another commitment", Vectors.flipped(slot, 71), 26);
    refuse(v, "another sealed secret", Vectors.flipped(slot, 120), 26);
    refuse(v, "another slot id", Vectors.flipped(slot, 10), 26);
    refuse(v, "another salt in a recovery slot", Vectors.flipped(recovery, 39), 26);
    refuse(v, "another sealed secret in a recovery slot", Vectors.flipped(recovery, 174), 26);
  }

  private static void refuse(ObjectNode v, String why, byte[] slot, int code) {
    assertThat(Vectors.code(() -> open(slot))).as(why).isEqualTo(code);
    Vectors.refused(v, why, "slot", slot, code);
  }

  private static void open(byte[] bytes) throws CryptoException {
    Slot slot = Slot.parse(ObjectType.SLOT, VAULT, bytes);
    OwnerSecret secret = slot.kind() == 1 ? typed() : RecoveryKey.of(filled(32, 0xd0));
    slot.open(secret).orElseThrow(AuthException::new);
  }

  private static byte[] cost(byte[] slot, int at, int value) {
    byte[] other = slot.clone();
    ByteBuffer.wrap(other).putInt(at, value);
    return other;
  }

  private static byte[] kind(byte[] slot, int kind) {
    return changed(slot, 26, kind);
  }

  private static byte[] changed(byte[] slot, int at, int value) {
    byte[] other = slot.clone();
    other[at] = (byte) value;
    return other;
  }
}
