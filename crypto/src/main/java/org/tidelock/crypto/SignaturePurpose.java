package org.tidelock.crypto;

/// What a signature is for. The label is signed in front of the message, so a signature made for one purpose verifies for no other.
public enum SignaturePurpose {
  /// By a device: a segment of its log.
  SEGMENT("segment"),
  /// By a device: a head.
  HEAD("head"),
  /// Kept for a certificate outside of segment 0.
  WRITER_CERTIFICATE("writer certificate"),
  /// A part of a checkpoint.
  CHECKPOINT("checkpoint"),
  /// Kept for pairing.
  PAIRING("pairing"),
  /// By a root or a device: an envelope.
  ENVELOPE("envelope"),
  /// By a root: an entry of the members.
  MEMBER("member"),
  /// By a new root: that it takes its place.
  ROOT_ROTATE("root rotate");

  @SuppressWarnings("ImmutableEnumChecker") // never handed out
  private final byte[] prefix;

  SignaturePurpose(String label) {
    prefix = Bytes.concat(Bytes.ascii("Tidelock 1 signature " + label), Bytes.u8(0));
  }

  /// The bytes that are signed: label, zero byte, message.
  byte[] labelled(byte[] message) {
    return Bytes.concat(prefix, message);
  }
}
