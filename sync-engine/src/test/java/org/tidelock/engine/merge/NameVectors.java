package org.tidelock.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.engine.vectors.Fixture.filled;
import static org.tidelock.engine.vectors.Fixture.hex;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.vectors.Fixture;
import org.tidelock.engine.vectors.Second;
import tools.jackson.databind.node.ObjectNode;

/// The names of conflict copies, and the ids of copies. What the names should be was written down by hand; only the mark is computed.
public final class NameVectors {
  private static final OpId VERSION = new OpId(WriterId.of(filled(16, 0x51)), 300, 7);
  private static final NodeId NODE = NodeId.of(filled(16, 0xb0));
  private static final Instant MADE = Instant.parse("2026-06-03T23:59:59Z");
  private static final byte[] DIGEST =
      Second.sha256(filled(16, 0x51), Second.u64(300), Second.u32(7));
  private final ObjectNode file = Fixture.object();

  private NameVectors() {}

  public static ObjectNode make() {
    return new NameVectors().run();
  }

  private ObjectNode run() {
    String mark = hex(DIGEST).substring(0, 4);
    file.put("writer", hex(filled(16, 0x51))).put("seq", 300).put("index", 7);
    file.put("node", hex(NODE.bytes()))
        .put("digestOfVersion", hex(DIGEST))
        .put("made", MADE.toString());
    copyId();
    String usual = " (Laptop, 2026-06-03, " + mark + ")";
    name("report.txt", "Laptop", "report" + usual + ".txt");
    name("archive.tar.gz", "Laptop", "archive" + usual + ".tar.gz");
    name("archive.TAR.xz", "Laptop", "archive" + usual + ".TAR.xz");
    name(".bashrc", "Laptop", ".bashrc" + usual);
    name(".tar.gz", "Laptop", ".tar" + usual + ".gz");
    name("Makefile", "Laptop", "Makefile" + usual);
    name("ends.", "Laptop", "ends." + usual);
    name("1. My notes", "Laptop", "1. My notes" + usual);
    name("a.twelve-bytes", "Laptop", "a.twelve-bytes" + usual);
    name("a.elevenbytes", "Laptop", "a" + usual + ".elevenbytes");
    name("Zürich", "Büro/PC:1", "Zürich (Büro_PC_1, 2026-06-03, " + mark + ")");
    name("a", "  tab\there  ", "a (tab_here, 2026-06-03, " + mark + ")");
    name("a", "e\u0301", "a (\u00e9, 2026-06-03, " + mark + ")");
    name("a", "   ", "a (device, 2026-06-03, " + mark + ")");
    name("a", "\u200b", "a (_, 2026-06-03, " + mark + ")");
    name("a", "x".repeat(61), "a (" + "x".repeat(60) + ", 2026-06-03, " + mark + ")");
    name("a", "é".repeat(31), "a (" + "é".repeat(30) + ", 2026-06-03, " + mark + ")");
    name("a", "x".repeat(59) + "é", "a (" + "x".repeat(59) + ", 2026-06-03, " + mark + ")");
    String longest = "y".repeat(251) + ".txt";
    name(longest, "Laptop", "y".repeat(255 - usual.length() - 4) + usual + ".txt");
    name("é".repeat(127), "Laptop", "é".repeat((255 - usual.length()) / 2) + usual);
    dates(mark);
    taken();
    ofNode();
    return file;
  }

  private void copyId() {
    byte[] id =
        Arrays.copyOf(
            Second.sha256(NODE.bytes(), filled(16, 0x51), Second.u64(300), Second.u32(7)), 16);
    assertThat(Nodes.copyOf(NODE, VERSION).bytes()).isEqualTo(id);
    file.put("copyOfNodeAtVersion", hex(id));
  }

  private void name(String name, String device, String expected) {
    assertThat(ConflictNames.of(name, ConflictNames.Origin.of(VERSION, device, MADE), _ -> false))
        .isEqualTo(expected);
    assertThat(expected.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(255);
    file.withArray("names")
        .addObject()
        .put("name", name)
        .put("device", device)
        .put("copy", expected);
  }

  private void dates(String mark) {
    date("1969-12-31T23:59:59Z", "1969-12-31", mark);
    date("-0044-03-15T00:00:00Z", "0001-01-01", mark);
    date("+12026-06-03T00:00:00Z", "9999-12-31", mark);
  }

  private void date(String made, String shown, String mark) {
    String expected = "a (Laptop, " + shown + ", " + mark + ")";
    assertThat(
            ConflictNames.of(
                "a", ConflictNames.Origin.of(VERSION, "Laptop", Instant.parse(made)), _ -> false))
        .isEqualTo(expected);
    file.withArray("dates").addObject().put("made", made).put("copyOfA", expected);
  }

  /// Two digits more as long as the folder has the name.
  private void taken() {
    String four = "a (Laptop, 2026-06-03, " + hex(DIGEST).substring(0, 4) + ")";
    String six = "a (Laptop, 2026-06-03, " + hex(DIGEST).substring(0, 6) + ")";
    String eight = "a (Laptop, 2026-06-03, " + hex(DIGEST).substring(0, 8) + ")";
    ConflictNames.Origin origin = ConflictNames.Origin.of(VERSION, "Laptop", MADE);
    assertThat(ConflictNames.of("a", origin, Set.of(four)::contains)).isEqualTo(six);
    assertThat(ConflictNames.of("a", origin, Set.of(four, six)::contains)).isEqualTo(eight);
    ObjectNode v = file.putObject("taken");
    List.of(four, six).forEach(v.withArray("names")::add);
    v.put("copyOfA", eight);
  }

  private void ofNode() {
    String mark = hex(Second.sha256(NODE.bytes())).substring(0, 4);
    String expected = "a (Laptop, 2026-06-03, " + mark + ")";
    assertThat(ConflictNames.of("a", ConflictNames.Origin.of(NODE, "Laptop", MADE), _ -> false))
        .isEqualTo(expected);
    file.put("digestOfNode", hex(Second.sha256(NODE.bytes()))).put("copyOfAByNode", expected);
  }
}
