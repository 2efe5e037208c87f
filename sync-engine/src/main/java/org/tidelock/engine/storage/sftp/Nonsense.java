package org.tidelock.engine.storage.sftp;

import java.io.IOException;

/// The server sent what the protocol does not allow: its connection is of no use any more.
final class Nonsense extends IOException {
  private static final long serialVersionUID = 1L;

  Nonsense(String what) {
    super("the server sent " + what);
  }

  Nonsense(String what, Throwable cause) {
    super("the server sent " + what, cause);
  }
}
