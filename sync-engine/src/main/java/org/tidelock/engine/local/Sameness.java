package org.tidelock.engine.local;

import org.tidelock.engine.local.Fingerprint.Kind;

/// Whether two looks, with a rename between them or not, saw the same thing unchanged. The change time is left out: every rename sets it.
final class Sameness {
  private Sameness() {}

  static boolean of(Fingerprint one, Fingerprint other) {
    if (one.kind() != other.kind() || one.kind() == Kind.OTHER) return false;
    if (one.kind() == Kind.FOLDER) return isSameFolder(one, other);
    return one.hasSameBytes(other) && one.executable() == other.executable();
  }

  private static boolean isSameFolder(Fingerprint one, Fingerprint other) {
    return (one.isWithoutNumber() && other.isWithoutNumber()) || one.isSameFile(other);
  }
}
