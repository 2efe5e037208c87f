package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A packet of the server, unverified like all that comes from there: each reader checks that the bytes are there before it takes them, and begins at the
/// beginning. Not thread-safe.
final class Answer {
  /// Bytes, of any answer: what OpenSSH sends at most.
  static final int LONGEST = (256 << 10) + 64;

  private static final int VERSION = 2;
  private static final int STATUS = 101;
  private static final int HANDLE = 102;
  private static final int DATA = 103;
  private static final int NAME = 104;
  private static final int ATTRIBUTES = 105;
  private static final int EXTENDED = 201;

  private static final int LONGEST_HANDLE = 256;

  private final int type;
  private final ByteBuffer body;

  /// @param body what follows the request's id
  Answer(int type, ByteBuffer body) {
    this.type = type;
    this.body = body;
  }

  /// One entry of a folder, as the server tells it.
  record Entry(String allegedName, FileAttributes attributes) {}

  int type() {
    return type;
  }

  /// @throws Refusal unless the server did what it was asked
  void requireDone() throws IOException {
    int code = status();
    if (code != Refusal.OK) throw new Refusal(code);
  }

  byte[] handle() throws IOException {
    expect(HANDLE);
    byte[] handle = bytes();
    if (handle.length > LONGEST_HANDLE) throw new Nonsense("a handle of " + handle.length);
    return handle;
  }

  /// Empty at the end of the file.
  ByteBuffer data() throws IOException {
    if (isEnd()) return ByteBuffer.allocate(0);
    expect(DATA);
    int length = number();
    if (length < 0 || length > body.remaining()) throw new Nonsense("data of " + length);
    return body.slice(body.position(), length);
  }

  FileAttributes attributes() throws IOException {
    expect(ATTRIBUTES);
    return FileAttributes.read(this, "");
  }

  /// Empty at the end of the folder.
  List<Entry> entries() throws IOException {
    if (isEnd()) return List.of();
    expect(NAME);
    int count = number();
    List<Entry> entries = new ArrayList<>();
    // Whatever the count says, each entry takes bytes that must have come.
    for (int i = 0; i < count; i++) {
      String name = text();
      entries.add(new Entry(name, FileAttributes.read(this, text())));
    }
    if (entries.isEmpty()) throw new Nonsense("no entries");
    return entries;
  }

  String path() throws IOException {
    List<Entry> entries = entries();
    if (entries.size() != 1) throw new Nonsense(entries.size() + " paths");
    return entries.getFirst().allegedName();
  }

  /// What `statvfs` says of room.
  ///
  /// @param free bytes for this user; of a block size that overflows, as many as fit
  record Space(long free, boolean readOnly) {}

  Space space() throws IOException {
    expect(EXTENDED);
    longNumber();
    long block = longNumber();
    longNumber();
    longNumber();
    long available = longNumber();
    longNumber();
    longNumber();
    longNumber();
    longNumber();
    long flags = longNumber();
    boolean some = available != 0 && block > 0;
    long free =
        !some
            ? 0
            : available > Long.MAX_VALUE / block || available < 0
                ? Long.MAX_VALUE
                : available * block;
    return new Space(free, (flags & 1) != 0);
  }

  /// Of the first packet, which has no id: `body` begins with the version.
  Set<Extension> extensions() throws IOException {
    if (type != VERSION) throw new Nonsense("a first packet of type " + type);
    int version = number();
    if (version < 3) throw new Nonsense("version " + version);
    Set<Extension> offered = EnumSet.noneOf(Extension.class);
    while (body.hasRemaining()) {
      String name = text();
      bytes();
      for (Extension e : Extension.values()) if (e.wire().equals(name)) offered.add(e);
    }
    return offered;
  }

  private boolean isEnd() throws IOException {
    return type == STATUS && status() == Refusal.END;
  }

  private int status() throws IOException {
    body.rewind();
    if (type != STATUS) throw new Nonsense("an answer of type " + type);
    return number();
  }

  private void expect(int wanted) throws IOException {
    body.rewind();
    if (type == wanted) return;
    int code = status();
    if (code == Refusal.OK) throw new Nonsense("a yes instead of an answer");
    throw new Refusal(code);
  }

  int number() throws IOException {
    try {
      return body.getInt();
    } catch (BufferUnderflowException e) {
      throw new Nonsense("an answer that ends too early", e);
    }
  }

  long longNumber() throws IOException {
    try {
      return body.getLong();
    } catch (BufferUnderflowException e) {
      throw new Nonsense("an answer that ends too early", e);
    }
  }

  byte[] bytes() throws IOException {
    int length = number();
    if (length < 0 || length > body.remaining()) throw new Nonsense("a text of " + length);
    byte[] bytes = new byte[length];
    body.get(bytes);
    return bytes;
  }

  /// Names that matter are ASCII; what is no UTF-8 becomes a name that matters to nobody.
  private String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
