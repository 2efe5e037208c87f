package org.tidelock.crypto;

import java.nio.ByteBuffer;

/// The plaintext of a signed object: `length of body (u32) ‖ body ‖ signature ‖ zeros`. The zeros bring the whole sealed object to 4, 16, 64 or 256 KiB or
/// 1 MiB, so its length tells next to nothing. The signature is over the body's bytes as stored.
public final class SignedBody {
  private static final int[] CLASSES = {4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20};
  private final byte[] body;
  private final byte[] rest;

  private SignedBody(byte[] body, byte[] rest) {
    this.body = body;
    this.rest = rest;
  }

  /// The plaintext to be sealed.
  /// @param overhead what sealing and framing will add, such as [SealedObject#OVERHEAD]
  /// @throws LimitException if it does not fit into the largest class
  public static byte[] compose(byte[] body, byte[] signature, int overhead) throws LimitException {
    long needed = 4L + body.length + signature.length + overhead;
    for (int size : CLASSES) {
      if (needed <= size)
        return ByteBuffer.allocate(size - overhead)
            .putInt(body.length)
            .put(body)
            .put(signature)
            .array();
    }
    throw new LimitException("a signed object of " + needed + " bytes is larger than 1 MiB");
  }

  /// Splits an opened plaintext. The signature is not checked yet, as only the body says whose it must be.
  /// @throws IntegrityException if the length in front cannot be
  public static SignedBody parse(byte[] plaintext) throws IntegrityException {
    if (plaintext.length < 4) throw new IntegrityException("a signed object is too short");
    int length = ByteBuffer.wrap(plaintext).getInt();
    if (length < 0 || length > plaintext.length - 4)
      throw new IntegrityException("a signed object has an impossible length");
    return new SignedBody(
        Bytes.slice(plaintext, 4, length),
        Bytes.slice(plaintext, 4 + length, plaintext.length - 4 - length));
  }

  /// Not verified until the signature is.
  public byte[] allegedBody() {
    return body.clone();
  }

  /// The signature of this length; everything behind it must be zero, so that there is one encoding only.
  /// @throws IntegrityException if something else than zeros follows, or there is no room
  public byte[] signature(int length) throws IntegrityException {
    if (rest.length < length)
      throw new IntegrityException("a signed object has no room for its signature");
    for (int i = length; i < rest.length; i++) {
      if (rest[i] != 0)
        throw new IntegrityException("a signed object has something behind its signature");
    }
    return Bytes.slice(rest, 0, length);
  }
}
