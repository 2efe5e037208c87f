package org.tidelock.crypto;

/// What a signature is for. The label is signed in front of the message, so a signature made for one purpose verifies for no other.
public enum SignaturePurpose {
  SEGMENT("segment"),
  HEAD("head"),
  WRITER_CERTIFICATE("writer certificate"),
  CHECKPOINT("checkpoint"),
  PAIRING("pairing"),
  ENVELOPE("envelope"),
  MEMBER("member"),
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
