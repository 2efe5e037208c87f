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
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Checkpoints.Place;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import org.tidelock.engine.vectors.SecondCbor;
import tools.jackson.databind.node.ObjectNode;

/// A checkpoint of two parts with every kind of row, and its manifest; and bodies that are none.
public final class CheckpointVectors {
  private static final byte[] OTHER = filled(16, 0x31);
  private static final byte[] WRITER = SegmentVectors.WRITER;
  private static final byte[] ROOT = new byte[16];
  private static final byte[] FOLDER = filled(16, 0xb0);
  private static final byte[] FILE = filled(16, 0xb1);
  private static final byte[] LINK = filled(16, 0xb2);
  private static final byte[] HASH = filled(32, 0xc0);
  private static final byte[] PACK = filled(16, 0xd0);
  private static final long TIME = 1_764_000_000_000_000L;
  private static final long NUMBER = 2;

  private final ObjectNode file = Fixture.vault();
  private final DeviceKeys device = Fixture.device();
  private final Checkpoints checkpoints = new Checkpoints(Fixture.keys());

  private CheckpointVectors() {}

  public static ObjectNode make() throws Exception {
    return new CheckpointVectors().run();
  }

  /// The writers of the vector in its order: 0 is the other one with one segment, 1 the writer with two.
  private static List<List<Object>> rows() {
    byte[] extents =
        Second.join(PACK, Second.u32(26), Second.u32(1000), filled(16, 0xd1), u32u32(26, 40));
    byte[] chunks = Second.join(filled(32, 0x01), Second.u32(7));
    return List.of(
        list(0, 0, 0, filled(32, 0x11), list(), 1, TIME),
        list(0, 1, 0, filled(32, 0x12), list(list(0, 1)), 3, TIME),
        list(0, 1, 1, filled(32, 0x13), list(), 4, -1L),
        list(1, PACK, 1 << 24, HASH, EPOCH),
        list(2, filled(32, 0x01), EPOCH, extents),
        list(3, 0, 0, 1, FILE, TIME, 1, list(HASH, 7, Fixture.LINEAGE, chunks)),
        list(3, 1, 1, 2, LINK, 0, 0, list(HASH, "../b")),
        list(
            4,
            FOLDER,
            0,
            ROOT,
            "Fotos",
            list(0, 0, 0),
            NULL,
            list(list(0, 1), list(1, 2)),
            list(list(1, 2)),
            list(),
            list(list(1, 1, 4), TIME, 0),
            list(),
            1,
            1),
        list(
            4,
            FILE,
            1,
            FOLDER,
            "a.jpg",
            list(1, 1, 0),
            list(0, 0, 1),
            list(list(0, 1)),
            list(),
            list(list(0, 0, 1)),
            NULL,
            list(),
            1,
            0),
        list(
            4,
            LINK,
            2,
            FOLDER,
            "link",
            list(1, 1, 1),
            NULL,
            list(list(1, 2)),
            list(),
            list(list(1, 1, 2)),
            NULL,
            list(list(1, 1, 5)),
            0,
            0),
        list(5, 1, 1, 3, FOLDER, ROOT, "Bilder"),
        list(6, 1, 1, 5, 0, LINK, Second.join(LINK, FOLDER, new byte[1])));
  }

  private static byte[] u32u32(int a, int b) {
    return Second.join(Second.u32(a), Second.u32(b));
  }

  private static byte[] sequence(List<List<Object>> rows) {
    return Second.join(rows.stream().map(SecondCbor::encode).toArray(byte[][]::new));
  }

  private static List<Object> vector() {
    return list(list(OTHER, 1), list(WRITER, 2));
  }

  private List<Object> manifest(byte[] digest) {
    return list(
        1,
        WRITER,
        NUMBER,
        vector(),
        filled(32, 0x40),
        9,
        list(list(OTHER, 0, 2), "Family"),
        list(
            list(filled(16, 0x77), "Phone", filled(32, 0x11)),
            list(device.id().bytes(), "Laptop", filled(32, 0x13))),
        2,
        digest);
  }

  private ObjectNode run() throws Exception {
    assertThat(ObjectName.checkpoint(WriterId.of(WRITER), NUMBER, 7).value())
        .isEqualTo("checkpoints/" + hex(WRITER) + "-0000000000000002-000007");
    file.put("deviceEd25519Seed", hex(SIGNING_SEED))
        .put("devicePublic", hex(device.publicKeys().bytes()));
    for (List<Object> row : rows()) file.withArray("rows").add(hex(SecondCbor.encode(row)));
    byte[] first = sequence(rows().subList(0, 7));
    byte[] second = sequence(rows().subList(7, 12));
    byte[] digest = Second.sha256(first, second);
    byte[] manifest = SecondCbor.encode(manifest(digest));
    write(1, first);
    write(2, second);
    write(0, manifest);
    CheckpointManifest read = readManifest(manifest);
    readRows(read.vector(), first, second);
    refuseManifests(digest);
    refuseRows();
    CheckpointManifest product =
        checkpoints
            .manifest(checkpoints.seal(read, device), WriterId.of(WRITER), NUMBER)
            .verify(device.publicKeys());
    assertThat(product).isEqualTo(read);
    return file;
  }

  private CheckpointManifest readManifest(byte[] body) throws Exception {
    return checkpoints
        .manifest(seal(body, 0, Fixture.NONCE), WriterId.of(WRITER), NUMBER)
        .verify(device.publicKeys());
  }

  /// The product cuts and digests the same rows as the second implementation.
  private static void readRows(VersionVector vector, byte[]... parts) throws Exception {
    CheckpointDecoder decoder = new CheckpointDecoder(vector);
    CheckpointEncoder encoder = new CheckpointEncoder(vector);
    for (byte[] part : parts) decoder.part(part, row -> assertThat(encoder.add(row)).isEmpty());
    decoder.finish();
    assertThat(encoder.finish()).contains(Second.join(parts));
    assertThat(encoder.digest().bytes()).isEqualTo(Second.sha256(parts));
  }

  private static byte[] signature(byte[] body, int part) {
    return Second.sign(
        SIGNING_SEED, "checkpoint", VAULT, WRITER, Second.u64(NUMBER), Second.u32(part), body);
  }

  private static byte[] seal(byte[] body, int part, byte[] nonce) {
    byte[] frame = Second.frame(10, EPOCH);
    byte[] plain =
        ByteBuffer.allocate(4096 - 66)
            .putInt(body.length)
            .put(body)
            .put(signature(body, part))
            .array();
    byte[] ids = Second.join(WRITER, Second.u64(NUMBER), Second.u32(part));
    return Second.join(
        frame, Second.seal(Fixture.epochKey("idx"), nonce, plain, frame, VAULT, ids));
  }

  /// Puts the object together, and lets the product open it, and the second implementation what the product seals.
  private void write(int part, byte[] body) throws Exception {
    byte[] nonce = filled(24, 0xa0 + part);
    byte[] object = seal(body, part, nonce);
    Place place = new Place(WriterId.of(WRITER), NUMBER, part);
    assertThat(checkpoints.open(object, place, device.publicKeys())).isEqualTo(body);
    byte[] ours = checkpoints.seal(place, body, device);
    byte[] ids = Second.join(WRITER, Second.u64(NUMBER), Second.u32(part));
    byte[] plain =
        Second.open(
            Fixture.epochKey("idx"),
            Arrays.copyOfRange(ours, 26, ours.length),
            Arrays.copyOf(ours, 26),
            VAULT,
            ids);
    assertThat(Arrays.copyOfRange(plain, 4, 4 + body.length)).isEqualTo(body);
    Place elsewhere = new Place(WriterId.of(WRITER), NUMBER, part + 1);
    assertThat(Fixture.code(() -> checkpoints.open(object, elsewhere, device.publicKeys())))
        .isEqualTo(20);
    file.withArray("parts")
        .addObject()
        .put("name", ObjectName.checkpoint(WriterId.of(WRITER), NUMBER, part).value())
        .put("body", hex(body))
        .put("signature", hex(signature(body, part)))
        .put("nonce", hex(nonce))
        .put("objectLength", object.length)
        .put("objectSha256", hex(Second.sha256(object)));
  }

  private void refuseManifests(byte[] digest) throws Exception {
    List<Object> good = manifest(digest);
    manifest("a later layout", with(good, 0, 2), 24);
    manifest("another writer than its name", with(good, 1, OTHER), 20);
    manifest("another number than its name", with(good, 2, 1), 20);
    manifest("a vector with another count of its writer", with(good, 3, list(list(WRITER, 1))), 20);
    manifest(
        "a name of a segment outside the vector", with(good, 6, list(list(OTHER, 1, 2), "F")), 20);
    manifest(
        "a vault's name with a control character",
        with(good, 6, list(list(OTHER, 0, 2), "a\nb")),
        20);
    manifest("one author too few", with(good, 7, ((List<?>) good.get(7)).subList(1, 2)), 20);
    manifest("nine items", good.subList(0, 9), 20);
  }

  private void manifest(String why, List<Object> body, int code) throws Exception {
    byte[] encoded = SecondCbor.encode(body);
    assertThat(Fixture.code(() -> readManifest(encoded))).as(why).isEqualTo(code);
    file.withArray("refusedManifests")
        .addObject()
        .put("why", why)
        .put("body", hex(encoded))
        .put("code", code);
  }

  private void refuseRows() throws Exception {
    rows("a segment twice", 1, rows().get(0));
    rows("a segment left out", 1, rows().get(2));
    rows("a writer that the vector lacks", 3, with(rows().get(2), 1, 2));
    rows("a segment that the vector does not cover", 3, list(0, 1, 2, HASH, list(), 9, TIME));
    rows("seen what the vector does not cover", 1, with(rows().get(1), 4, list(list(0, 2))));
    rows("seen no more than before", 2, with(rows().get(2), 4, list(list(0, 1))));
    rows("an unknown kind of row", 3, list(7, PACK));
    rows("rows that descend", 4, rows().get(2));
    rows("half an extent", 4, with(rows().get(4), 3, filled(23, 1)));
    rows("no extent", 4, with(rows().get(4), 3, new byte[0]));
    rows("an operation of a segment that is not told", 5, with(rows().get(5), 2, 1));
    rows("the root as a node", 7, with(rows().get(7), 1, ROOT));
    rows("a name that is none", 7, with(rows().get(7), 4, "a/b"));
    rows("a birth in words of birth", 7, with(rows().get(7), 6, list(0, 0, 0)));
    rows("a life dot outside the vector", 7, with(rows().get(7), 7, list(list(0, 2))));
    rows(
        "a loser before the winner", 8, with(rows().get(8), 9, list(list(0, 0, 1), list(1, 1, 2))));
    rows("half a member", 11, with(rows().get(11), 6, filled(32, 1)));
    rows("a second group without a first", 11, with(rows().get(11), 4, 1));
  }

  /// @param after so many good rows
  private void rows(String why, int after, List<Object> row) throws Exception {
    List<List<Object>> rows = new ArrayList<>(rows().subList(0, after));
    rows.add(row);
    VersionVector vector =
        VersionVector.EMPTY.with(WriterId.of(OTHER), 1).with(WriterId.of(WRITER), 2);
    assertThat(Fixture.code(() -> new CheckpointDecoder(vector).part(sequence(rows), _ -> {})))
        .as(why)
        .isEqualTo(20);
    file.withArray("refusedRows")
        .addObject()
        .put("why", why)
        .put("after", after)
        .put("row", hex(SecondCbor.encode(row)))
        .put("code", 20);
  }

  private static List<Object> with(List<Object> body, int index, Object value) {
    List<Object> copy = new ArrayList<>(body);
    copy.set(index, value);
    return copy;
  }
}
