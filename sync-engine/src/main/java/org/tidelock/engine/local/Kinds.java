package org.tidelock.engine.local;

/// The kinds of the vault and those of the disk.
final class Kinds {
  private Kinds() {}

  static boolean same(BaseRow row, Fingerprint fingerprint) {
    return fingerprint.kind()
        == switch (row.entry().kind()) {
          case FOLDER -> Fingerprint.Kind.FOLDER;
          case FILE -> Fingerprint.Kind.FILE;
          case LINK -> Fingerprint.Kind.LINK;
        };
  }

  static boolean isFolder(Fingerprint fingerprint) {
    return fingerprint.kind() == Fingerprint.Kind.FOLDER;
  }
}
