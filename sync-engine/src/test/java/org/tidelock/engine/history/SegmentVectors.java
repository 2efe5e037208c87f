package org.tidelock.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.vectors.Fixture.EPOCH;
import static org.tidelock.engine.vectors.Fixture.SIGNING_SEED;
import static org.tidelock.engine.vectors.Fixture.VAULT;
import static org.tidelock.engine.vectors.Fixture.filled;
import static org.tidelock.engine.vectors.Fixture.hex;
import static org.tidelock.engine.vectors.Fixture.list;
import static org.tidelock.engine.vectors.SecondCbor.NULL;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import org.tidelock.engine.vectors.SecondCbor;
import tools.jackson.databind.node.ObjectNode;

/// A writer's first two segments, with a certificate, every kind of operation and a pack's directory, and another writer's first; and bodies that must be refused.
public final class SegmentVectors {
  static final byte[] WRITER = filled(16, 0x51);
  private static final byte[] OTHER = filled(16, 0x31);
  private static final byte[] ROOT = new byte[16];
  private static final byte[] NODE = filled(16, 0xb0);
  private static final byte[] FOLDER = filled(16, 0xb1);
  private static final byte[] HASH = filled(32, 0xc0);
  private static final long TIME = 1_764_000_000_000_000L;

  private final ObjectNode file = Fixture.vault();
  private final DeviceKeys device = Fixture.device();
  private final Segments segments = new Segments(Fixture.keys());

  private SegmentVectors() {}

  public static ObjectNode make() throws Exception {
    return new SegmentVectors().run();
  }

  private ObjectNode run() throws Exception {
    file.put("deviceEd25519Seed", hex(SIGNING_SEED))
        .put("devicePublic", hex(device.publicKeys().bytes()));
    byte[] first = write("a writer begins", WRITER, 0, first(NULL));
    write(
        "every kind of operation, and a pack's directory", WRITER, 1, second(Second.sha256(first)));
    write(
        "a device goes on under a new writer",
        OTHER,
        0,
        body(
            OTHER,
            0,
            new byte[32],
            list(),
            list(device.id().bytes(), "Laptop", list(WRITER, 1, HASH)),
            list(list(WRITER, 2)),
            40,
            NULL,
            list(),
            list()));
    chain(first);
    sizes();
    refusals();
    return file;
  }

  private static List<Object> body(
      byte[] writer,
      long seq,
      byte[] previous,
      List<Object> tips,
      Object certificate,
      List<Object> seen,
      long lamport,
      Object state,
      List<Object> operations,
      List<Object> packs) {
    return list(
        writer, seq, previous, tips, certificate, seen, lamport, TIME, state, operations, packs);
  }

  private List<Object> first(Object predecessor) {
    return body(
        WRITER,
        0,
        new byte[32],
        list(filled(32, 0x01)),
        list(device.id().bytes(), "Laptop", predecessor),
        list(),
        1,
        NULL,
        list(),
        list());
  }

  private static List<Object> second(byte[] previous) {
    return body(
        WRITER,
        1,
        previous,
        list(filled(32, 0x01), filled(32, 0x02)),
        NULL,
        list(list(OTHER, 3), list(WRITER, 1)),
        20,
        HASH,
        operations(),
        list(pack()));
  }

  static List<Object> operations() {
    byte[] copy = Arrays.copyOf(Second.sha256(NODE, OTHER, Second.u64(2), Second.u32(5)), 16);
    byte[] chunks =
        Second.join(filled(32, 0x01), Second.u32(1 << 20), filled(32, 0x02), Second.u32(7));
    return list(
        list(0, FOLDER, 0, ROOT, "Fotos"),
        list(0, NODE, 1, FOLDER, "Zürich.jpg"),
        list(0, filled(16, 0xb2), 2, FOLDER, "link"),
        list(1, NODE, ROOT, "b"),
        list(2, NODE, list(HASH, (1 << 20) + 7, Fixture.LINEAGE, chunks), TIME, 1, list()),
        list(
            2,
            NODE,
            list(HASH, 0, Fixture.LINEAGE, new byte[0]),
            -1L,
            0,
            list(list(OTHER, 2, 5), list(WRITER, 1, 4))),
        list(2, filled(16, 0xb2), list(HASH, "../b"), 0, 0, list()),
        list(3, FOLDER, -TIME, 0),
        list(4, FOLDER, Second.join(FOLDER, ROOT, filled(16, 0xb2), FOLDER)),
        list(5, NODE, list(OTHER, 2, 5), copy, ROOT, "b (Laptop, 2026-06-03, a1b2)"),
        list(6, FOLDER),
        list(7, "Family"));
  }

  private static List<Object> pack() {
    byte[] more = Second.join(filled(16, 0xd1), Second.u32(26), Second.u32(40));
    return list(
        filled(16, 0xd0),
        1 << 24,
        HASH,
        EPOCH,
        list(
            list(filled(32, 0x01), 26, 1000, new byte[0]),
            list(filled(32, 0x02), 1026, 500, more)));
  }

  /// Puts the object together, and lets the product read it and write the same body.
  private byte[] write(String what, byte[] writer, long seq, List<Object> body) throws Exception {
    byte[] encoded = SecondCbor.encode(body);
    byte[] nonce = filled(24, 0xa0 + file.withArray("segments").size());
    byte[] object = seal(encoded, "segment", 5, writer, seq, nonce);
    UnverifiedSegment read = segments.open(object, WriterId.of(writer), seq);
    assertThat(SegmentBodyCodec.encode(read.allegedBody())).as(what).isEqualTo(encoded);
    assertThat(read.hash().bytes()).isEqualTo(Second.sha256(object));
    verify(read);
    product(read.allegedBody(), encoded, object.length);
    file.withArray("segments")
        .addObject()
        .put("what", what)
        .put("name", ObjectName.segment(WriterId.of(writer), seq).value())
        .put("body", hex(encoded))
        .put("signature", hex(signature(encoded, "segment", writer, seq)))
        .put("nonce", hex(nonce))
        .put("objectLength", object.length)
        .put("objectSha256", hex(Second.sha256(object)));
    return object;
  }

  /// What the product seals, the second implementation opens.
  private void product(SegmentBody body, byte[] encoded, int length) throws Exception {
    byte[] object = segments.seal(body, device).object();
    assertThat(object).hasSize(length);
    byte[] ids = Second.join(body.commit().writer().bytes(), Second.u64(body.commit().seq()));
    byte[] plain =
        Second.open(
            Fixture.epochKey("log"),
            Arrays.copyOfRange(object, 26, length),
            Arrays.copyOf(object, 26),
            VAULT,
            ids);
    byte[] signature =
        signature(encoded, "segment", body.commit().writer().bytes(), body.commit().seq());
    assertThat(plain).isEqualTo(plain(encoded, signature, length));
  }

  static byte[] signature(byte[] body, String purpose, byte[] writer, long seq) {
    return Second.sign(SIGNING_SEED, purpose, VAULT, writer, Second.u64(seq), body);
  }

  static byte[] seal(byte[] body, String purpose, int type, byte[] writer, long seq, byte[] nonce) {
    int length = 4096;
    int least = 66 + 4 + body.length + 64;
    while (length < least) length = length < 1 << 20 ? 4 * length : length + (1 << 20);
    byte[] frame = Second.frame(type, EPOCH);
    byte[] plain = plain(body, signature(body, purpose, writer, seq), length);
    return Second.join(
        frame,
        Second.seal(Fixture.epochKey("log"), nonce, plain, frame, VAULT, writer, Second.u64(seq)));
  }

  private static byte[] plain(byte[] body, byte[] signature, int length) {
    return ByteBuffer.allocate(length - 66).putInt(body.length).put(body).put(signature).array();
  }

  private void verify(UnverifiedSegment read) throws Exception {
    read.verify(device.publicKeys(), read.allegedBody().previous(), VersionVector.EMPTY);
  }

  /// What only the place in the log tells.
  private void chain(byte[] first) throws Exception {
    byte[] secondBody = SecondCbor.encode(second(Second.sha256(first)));
    UnverifiedSegment second = open(secondBody, WRITER, 1);
    Hash256 before = Hash256.of(Second.sha256(first));
    second.verify(device.publicKeys(), before, VersionVector.EMPTY.with(WriterId.of(OTHER), 3));
    placed(
        "previous is not the segment before",
        22,
        () -> second.verify(device.publicKeys(), Hash256.of(HASH), VersionVector.EMPTY));
    placed(
        "the vector goes back behind that of the segment before",
        20,
        () ->
            second.verify(
                device.publicKeys(), before, VersionVector.EMPTY.with(WriterId.of(OTHER), 4)));
    byte[] object = seal(secondBody, "segment", 5, WRITER, 1, Fixture.NONCE);
    placed("found under another number", 20, () -> segments.open(object, WriterId.of(WRITER), 2));
    placed("found under another writer", 20, () -> segments.open(object, WriterId.of(OTHER), 1));
    byte[] asHead = seal(secondBody, "head", 5, WRITER, 1, Fixture.NONCE);
    placed(
        "signed for another purpose",
        20,
        () -> verify(segments.open(asHead, WriterId.of(WRITER), 1)));
    byte[] stranger =
        SecondCbor.encode(
            body(
                WRITER,
                0,
                new byte[32],
                list(),
                list(filled(16, 0x77), "Laptop", NULL),
                list(),
                1,
                NULL,
                list(),
                list()));
    placed(
        "a certificate for another device than the one that signed",
        20,
        () -> verify(open(stranger, WRITER, 0)));
  }

  private void placed(String why, int code, Fixture.Attempt attempt) throws Exception {
    assertThat(Fixture.code(attempt)).as(why).isEqualTo(code);
    file.withArray("refusedInItsPlace").addObject().put("why", why).put("code", code);
  }

  private UnverifiedSegment open(byte[] body, byte[] writer, long seq) throws Exception {
    return segments.open(
        seal(body, "segment", 5, writer, seq, Fixture.NONCE), WriterId.of(writer), seq);
  }

  private void sizes() {
    for (int body :
        new int[] {
          1, 3_962, 3_963, 16_250, 16_251, 65_402, 65_403, 262_010, 262_011, 1_048_442, 1_048_443,
          2_097_018, 2_097_019, 4_194_170
        }) {
      int object = seal(new byte[body], "segment", 5, WRITER, 1, Fixture.NONCE).length;
      assertThat(Padding.padded(66 + 4 + body + 64)).isEqualTo(object);
      file.withArray("objectLengths").addObject().put("body", body).put("object", object);
    }
  }

  private void refusals() throws Exception {
    byte[] good = SecondCbor.encode(second(HASH));
    assertThat(Fixture.code(() -> SegmentBodyCodec.decode(good))).isZero();
    refuse("something follows", Second.join(good, new byte[1]), 20);
    refuse("cut off", Arrays.copyOf(good, good.length - 1), 20);
    byte[] indefinite =
        Second.join(
            new byte[] {(byte) 0x9f},
            Arrays.copyOfRange(good, 1, good.length),
            new byte[] {(byte) 0xff});
    refuse("an array without a length", indefinite, 20);
    refuse(
        "a number in a longer form",
        Second.join(
            Arrays.copyOf(good, 18),
            new byte[] {0x18, 1},
            Arrays.copyOfRange(good, 19, good.length)),
        20);
    refuseBody("ten items", second(HASH).subList(0, 10), 20);
    field("a writer of 15 bytes", 0, filled(15, 0x51));
    field("a negative number", 1, -1);
    field("no segment before", 2, new byte[32]);
    field("tips that descend", 3, list(filled(32, 0x02), filled(32, 0x01)));
    field("a certificate after segment 0", 4, list(filled(16, 1), "Laptop", NULL));
    field("another count of the writer's own segments", 5, list(list(OTHER, 3), list(WRITER, 2)));
    field("nothing seen of the writer himself", 5, list(list(OTHER, 3)));
    field("writers that descend", 5, list(list(WRITER, 1), list(OTHER, 3)));
    field("a count of zero", 5, list(list(OTHER, 0), list(WRITER, 1)));
    field("a Lamport time near 2^63", 6, Long.MAX_VALUE);
    field("a state hash of 31 bytes", 8, filled(31, 1));
    List<Object> uncertified = new ArrayList<>(first(NULL));
    uncertified.set(4, NULL);
    refuseBody("segment 0 without a certificate", uncertified, 20);
    List<Object> nameless = new ArrayList<>(first(NULL));
    nameless.set(4, list(device.id().bytes(), "", NULL));
    refuseBody("a certificate without a name", nameless, 20);
    badOperations();
    badPacks();
  }

  private void badOperations() throws Exception {
    operation("a kind that is not known", 24, list(8, NODE));
    operation("an operation about the root", 20, list(6, ROOT));
    operation("a kind of node that is not known", 20, list(0, NODE, 3, ROOT, "x"));
    for (String name : new String[] {"", ".", "..", "a/b", "nul\0", "e\u0301", "x".repeat(256)})
      operation("a name that is none", 20, list(1, NODE, ROOT, name));
    byte[] one = Second.join(filled(32, 1), Second.u32(7));
    operation("chunks that do not add up", 20, content(list(HASH, 8, Fixture.LINEAGE, one)));
    operation(
        "a chunk of no bytes",
        20,
        content(list(HASH, 0, Fixture.LINEAGE, Second.join(filled(32, 1), Second.u32(0)))));
    operation(
        "a chunk above 16 MiB",
        20,
        content(
            list(
                HASH,
                (1 << 24) + 1,
                Fixture.LINEAGE,
                Second.join(filled(32, 1), Second.u32((1 << 24) + 1)))));
    operation("half a chunk", 20, content(list(HASH, 7, Fixture.LINEAGE, Arrays.copyOf(one, 35))));
    operation("a lineage key of 31 bytes", 20, content(list(HASH, 7, filled(31, 1), one)));
    operation("an empty target", 20, content(list(HASH, "")));
    operation("a target of 4,097 bytes", 20, content(list(HASH, "x".repeat(4097))));
    operation("executable is 2", 20, list(3, NODE, 0, 2));
    operation("half a pair", 20, list(4, NODE, Second.join(NODE, ROOT, NODE)));
    operation(
        "the deleted root is not among the deleted", 20, list(4, NODE, Second.join(FOLDER, ROOT)));
    operation(
        "the vault's root is deleted", 20, list(4, NODE, Second.join(NODE, ROOT, ROOT, ROOT)));
    operation(
        "another id than the copy's",
        20,
        list(5, NODE, list(OTHER, 2, 5), filled(16, 1), ROOT, "x"));
    operation("a vault's name with a control character", 20, list(7, "a\nb"));
    operation("one item more", 20, list(6, NODE, 0));
  }

  private static List<Object> content(List<Object> content) {
    return list(2, NODE, content, 0, 0, list());
  }

  private void badPacks() throws Exception {
    List<Object> stored = list(filled(32, 0x01), 26, 1000, new byte[0]);
    pack("a pack without its epoch", list(filled(16, 0xd0), 4096, HASH, list(stored)));
    pack(
        "an extent of no bytes",
        list(
            filled(16, 0xd0), 4096, HASH, EPOCH, list(list(filled(32, 0x01), 26, 0, new byte[0]))));
    pack(
        "half an extent",
        list(
            filled(16, 0xd0),
            4096,
            HASH,
            EPOCH,
            list(list(filled(32, 0x01), 26, 9, new byte[23]))));
  }

  private void pack(String why, List<Object> pack) throws Exception {
    field(why, 10, list(pack));
  }

  private void operation(String why, int code, List<Object> operation) throws Exception {
    List<Object> body = new ArrayList<>(second(HASH));
    body.set(9, list(operation));
    refuseBody(why, body, code);
  }

  private void field(String why, int index, Object value) throws Exception {
    List<Object> body = new ArrayList<>(second(HASH));
    body.set(index, value);
    refuseBody(why, body, 20);
  }

  private void refuseBody(String why, List<Object> body, int code) throws Exception {
    refuse(why, SecondCbor.encode(body), code);
  }

  private void refuse(String why, byte[] body, int code) throws Exception {
    assertThat(Fixture.code(() -> SegmentBodyCodec.decode(body))).as(why).isEqualTo(code);
    Fixture.refused(file, why, "body", body, code);
  }
}
