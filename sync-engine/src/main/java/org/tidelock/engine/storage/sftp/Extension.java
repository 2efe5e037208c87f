package org.tidelock.engine.storage.sftp;

/// What servers may offer beyond version 3.
enum Extension {
  FSYNC("fsync@openssh.com"),
  HARD_LINK("hardlink@openssh.com"),
  SPACE("statvfs@openssh.com");

  private final String wire;

  Extension(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }
}
