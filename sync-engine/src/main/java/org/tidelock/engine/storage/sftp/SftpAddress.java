package org.tidelock.engine.storage.sftp;

/// Where a folder of an SSH server is.
///
/// @param path absolute, or below the user's own folder if it does not begin with a slash; without a slash at its end, unless it is the root
public record SftpAddress(String user, String host, int port, String path) {
  public static final int USUAL_PORT = 22;

  @Override
  public String toString() {
    String at = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return user
        + "@"
        + at
        + (port == USUAL_PORT ? "" : ":" + port)
        + (path.startsWith("/") ? "" : "/~/")
        + path;
  }
}
