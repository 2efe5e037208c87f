package org.tidelock.engine.storage.sftp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A packet for the server, in the making (draft-ietf-secsh-filexfer-02, and OpenSSH's PROTOCOL for the extensions).
final class Request {
  static final int READ = 1;
  static final int WRITE = 2;
  static final int CREATE = 8;
  static final int EXCLUSIVE = 32;

  private static final int HEADER = 9;
  private static final int ANSWER = 64 << 10;

  private final int type;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(128);
  private ByteBuffer bulk = ByteBuffer.allocate(0);
  private int longestAnswer = ANSWER;

  private Request(int type) {
    this.type = type;
  }

  static Request open(String path, int flags) {
    return new Request(3).text(path).number(flags).number(0);
  }

  static Request close(byte[] handle) {
    return new Request(4).bytes(handle);
  }

  static Request read(byte[] handle, long offset, int length) {
    Request r = new Request(5).bytes(handle).number(offset).number(length);
    r.longestAnswer = length + 64;
    return r;
  }

  /// @param data is read when the request is sent, not copied before
  static Request write(byte[] handle, long offset, ByteBuffer data) {
    Request r = new Request(6).bytes(handle).number(offset).number(data.remaining());
    r.bulk = data;
    return r;
  }

  /// Of a link, the link itself.
  static Request look(String path) {
    return new Request(7).text(path);
  }

  static Request openFolder(String path) {
    return new Request(11).text(path);
  }

  static Request readFolder(byte[] handle) {
    Request r = new Request(12).bytes(handle);
    r.longestAnswer = Answer.LONGEST;
    return r;
  }

  static Request remove(String path) {
    return new Request(13).text(path);
  }

  static Request makeFolder(String path) {
    return new Request(14).text(path).number(0);
  }

  /// Fails if something is in it.
  static Request removeFolder(String path) {
    return new Request(15).text(path);
  }

  static Request realPath(String path) {
    return new Request(16).text(path);
  }

  /// Of a link, what it leads to.
  static Request follow(String path) {
    return new Request(17).text(path);
  }

  static Request rename(String from, String to) {
    return new Request(18).text(from).text(to);
  }

  static Request force(byte[] handle) {
    return extended(Extension.FSYNC).bytes(handle);
  }

  /// Fails if the new name exists.
  static Request hardLink(String there, String name) {
    return extended(Extension.HARD_LINK).text(there).text(name);
  }

  static Request space(String path) {
    return extended(Extension.SPACE).text(path);
  }

  private static Request extended(Extension extension) {
    return new Request(200).text(extension.wire());
  }

  /// Bytes; an answer that says it is longer is none.
  int longestAnswer() {
    return longestAnswer;
  }

  ByteBuffer packet(int id) {
    byte[] head = body.toByteArray();
    int length = HEADER + head.length + bulk.remaining();
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.putInt(length - 4).put((byte) type).putInt(id).put(head).put(bulk.duplicate());
    return packet.flip();
  }

  private Request text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private Request bytes(byte[] value) {
    number(value.length);
    body.writeBytes(value);
    return this;
  }

  private Request number(int value) {
    body.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    return this;
  }

  private Request number(long value) {
    body.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
    return this;
  }
}
