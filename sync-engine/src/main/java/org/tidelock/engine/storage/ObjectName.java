package org.tidelock.engine.storage;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.PackId;

/// The name of an object: one to three segments of `[a-z0-9_-]`, each at most 80 long, 200 in all. Every storage can hold such names, none has
/// a meaning on any of them, and no name is ever used for two objects.
public record ObjectName(String value) implements Comparable<ObjectName> {
  private static final Pattern GRAMMAR =
      Pattern.compile("[a-z0-9_-]{1,80}(/[a-z0-9_-]{1,80}){0,2}");
  private static final Pattern HEAD = Pattern.compile("heads/([0-9a-f]{32})-([0-9]{16})");
  private static final Pattern PACK = Pattern.compile("packs/([0-9a-f]{2})/([0-9a-f]{32})");
  private static final Pattern SEGMENT = Pattern.compile("log/([0-9a-f]{32})/([0-9]{16})");
  private static final Pattern CHECKPOINT =
      Pattern.compile("checkpoints/([0-9a-f]{32})-([0-9]{16})-([0-9]{6})");
  private static final int MAX = 200;

  public ObjectName {
    if (!isValid(value)) throw new IllegalArgumentException("not an object name: " + value);
  }

  public static boolean isValid(String name) {
    return name.length() <= MAX && GRAMMAR.matcher(name).matches();
  }

  public static ObjectName header() {
    return new ObjectName("vault");
  }

  public static ObjectName segment(WriterId writer, long seq) {
    return new ObjectName("log/" + writer + "/" + number(seq));
  }

  public static ObjectName head(WriterId writer, long seq) {
    return new ObjectName("heads/" + writer + "-" + number(seq));
  }

  public static ObjectName pack(PackId id) {
    return new ObjectName("packs/" + id.toString().substring(0, 2) + "/" + id);
  }

  public Optional<PackId> asPack() {
    Matcher m = PACK.matcher(value);
    if (!m.matches() || !m.group(2).startsWith(m.group(1))) return Optional.empty();
    return Optional.of(PackId.of(HexFormat.of().parseHex(m.group(2))));
  }

  /// What the name of a segment says; the segment itself says it again, signed.
  public record AllegedSegment(WriterId writer, long seq) {}

  public Optional<AllegedSegment> asSegment() {
    Matcher m = SEGMENT.matcher(value);
    if (!m.matches()) return Optional.empty();
    return Optional.of(
        new AllegedSegment(new WriterId(Id128.parse(m.group(1))), Long.parseLong(m.group(2))));
  }

  /// What the name of a head says; the head itself says it again, signed.
  public record AllegedHead(WriterId writer, long seq) {}

  public Optional<AllegedHead> asHead() {
    Matcher m = HEAD.matcher(value);
    if (!m.matches()) return Optional.empty();
    return Optional.of(
        new AllegedHead(new WriterId(Id128.parse(m.group(1))), Long.parseLong(m.group(2))));
  }

  /// A part of a checkpoint; part 0 is its manifest.
  public static ObjectName checkpoint(WriterId writer, long seq, int part) {
    if (part < 0 || part > 999_999) throw new IllegalArgumentException("not a part: " + part);
    return new ObjectName(
        "checkpoints/"
            + writer
            + "-"
            + number(seq)
            + "-"
            + String.format(java.util.Locale.ROOT, "%06d", part));
  }

  /// What the name of a part of a checkpoint says; the part itself says it again, signed.
  public record AllegedPart(WriterId writer, long seq, int part) {}

  public Optional<AllegedPart> asCheckpoint() {
    Matcher m = CHECKPOINT.matcher(value);
    if (!m.matches()) return Optional.empty();
    return Optional.of(
        new AllegedPart(
            new WriterId(Id128.parse(m.group(1))),
            Long.parseLong(m.group(2)),
            Integer.parseInt(m.group(3))));
  }

  /// Sixteen digits, so that names sort as their numbers do.
  private static String number(long seq) {
    if (seq < 0 || seq > 9_999_999_999_999_999L)
      throw new IllegalArgumentException("not a segment number: " + seq);
    return String.format(java.util.Locale.ROOT, "%016d", seq);
  }

  @Override
  public int compareTo(ObjectName o) {
    return value.compareTo(o.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
