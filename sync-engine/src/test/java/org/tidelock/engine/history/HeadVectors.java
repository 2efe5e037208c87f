package org.tidelock.engine.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.history.SegmentVectors.WRITER;
import static org.tidelock.engine.vectors.Fixture.SIGNING_SEED;
import static org.tidelock.engine.vectors.Fixture.filled;
import static org.tidelock.engine.vectors.Fixture.hex;
import static org.tidelock.engine.vectors.Fixture.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import org.tidelock.engine.vectors.SecondCbor;
import tools.jackson.databind.node.ObjectNode;

/// A head, and what is none.
public final class HeadVectors {
  private static final long SEQ = 300;
  private final ObjectNode file = Fixture.vault();
  private final DeviceKeys device = Fixture.device();
  private final Heads heads = new Heads(Fixture.keys());

  private HeadVectors() {}

  public static ObjectNode make() throws Exception {
    return new HeadVectors().run();
  }

  private static List<Object> body() {
    return list(
        WRITER,
        SEQ,
        filled(32, 0xc0),
        list(filled(32, 0x01), filled(32, 0x02)),
        list(list(filled(16, 0x31), 3), list(WRITER, SEQ)));
  }

  private ObjectNode run() throws Exception {
    byte[] body = SecondCbor.encode(body());
    assertThat(ObjectName.head(WriterId.of(WRITER), SEQ).value()).endsWith("-0000000000000300");
    byte[] object = SegmentVectors.seal(body, "head", 6, WRITER, SEQ, Fixture.NONCE);
    Head head = open(object);
    assertThat(head.segment().bytes()).isEqualTo(filled(32, 0xc0));
    assertThat(open(heads.seal(head, device))).isEqualTo(head);
    file.put("deviceEd25519Seed", hex(SIGNING_SEED))
        .put("name", "heads/" + hex(WRITER) + "-0000000000000300")
        .put("body", hex(body));
    file.put("signature", hex(SegmentVectors.signature(body, "head", WRITER, SEQ)))
        .put("nonce", hex(Fixture.NONCE));
    file.put("objectLength", object.length).put("objectSha256", hex(Second.sha256(object)));
    refuse("four items", body().subList(0, 4));
    refuse("another writer than its name", with(0, filled(16, 0x31)));
    refuse("another number than its name", with(1, SEQ + 1));
    refuse("a hash of 31 bytes", with(2, filled(31, 1)));
    refuse("tips that descend", with(3, list(filled(32, 0x02), filled(32, 0x01))));
    refuse("a count of zero", with(4, list(list(filled(16, 0x31), 0))));
    refuse("something follows", Second.join(body, new byte[1]));
    byte[] asSegment = SegmentVectors.seal(body, "segment", 6, WRITER, SEQ, Fixture.NONCE);
    assertThat(Fixture.code(() -> open(asSegment))).isEqualTo(20);
    byte[] padded = Arrays.copyOf(object, object.length + 1);
    assertThat(Fixture.code(() -> open(padded))).isEqualTo(20);
    return file;
  }

  private Head open(byte[] object) throws Exception {
    return heads.open(object, WriterId.of(WRITER), SEQ, device.publicKeys());
  }

  private static List<Object> with(int index, Object value) {
    List<Object> body = new ArrayList<>(body());
    body.set(index, value);
    return body;
  }

  private void refuse(String why, List<Object> body) throws Exception {
    refuse(why, SecondCbor.encode(body));
  }

  private void refuse(String why, byte[] body) throws Exception {
    byte[] object = SegmentVectors.seal(body, "head", 6, WRITER, SEQ, Fixture.NONCE);
    assertThat(Fixture.code(() -> open(object))).as(why).isEqualTo(20);
    Fixture.refused(file, why, "body", body, 20);
  }
}
