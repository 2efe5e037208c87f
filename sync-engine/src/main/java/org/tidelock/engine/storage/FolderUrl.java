package org.tidelock.engine.storage;

import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A folder on this computer, on a mounted NAS, or one that another program syncs: `file:` (RFC 8089).
public record FolderUrl(Path folder) implements StorageUrl {
  private static final Pattern FILE =
      Pattern.compile("(?i:file):(?://(?<host>[^/]*))?+(?<path>/.*)", Pattern.DOTALL);

  private static final boolean HAS_NETWORK_PATHS =
      Path.of("").getFileSystem().getSeparator().equals("\\");

  static boolean isOne(String text) {
    return text.regionMatches(true, 0, "file:", 0, "file:".length());
  }

  /// @throws IllegalArgumentException with a sentence for the person
  static FolderUrl parse(String text) {
    Matcher parts = FILE.matcher(text);
    if (!parts.matches()) throw malformed(null);
    String path = parts.group("path");
    if (path.indexOf('?') >= 0 || path.indexOf('#') >= 0)
      throw new IllegalArgumentException(
          "In a storage address ? and # begin something that folders do not have; in the name of a folder write them as %3F and %23.");
    String named = parts.group("host");
    String host = named == null || named.equalsIgnoreCase("localhost") ? "" : named;
    String decoded = decode(path);
    boolean remote = !host.isEmpty() || decoded.startsWith("//");
    if (remote && !HAS_NETWORK_PATHS) throw otherComputer(host);
    try {
      Path folder = Path.of(host.isEmpty() ? local(decoded) : "//" + host + decoded);
      if (!folder.isAbsolute()) throw malformed(null);
      return new FolderUrl(folder.normalize());
    } catch (InvalidPathException e) {
      throw malformed(e);
    }
  }

  /// `/C:/x` is `C:/x` where there are drives.
  private static String local(String path) {
    return HAS_NETWORK_PATHS && path.matches("(?s)/[A-Za-z]:.*") ? path.substring(1) : path;
  }

  /// A path that only looks as if it were on this computer would become a folder nobody meant, and what is kept there would be kept nowhere else.
  private static IllegalArgumentException otherComputer(String host) {
    String other = host.isEmpty() ? "another computer" : "the computer " + host;
    return new IllegalArgumentException(
        "This storage address names "
            + other
            + ", but this version reaches folders of this computer only: mount that place, then write file:///path/to/folder.");
  }

  private static IllegalArgumentException malformed(@Nullable Exception cause) {
    return new IllegalArgumentException(
        "The storage address is not of the form file:///path/to/folder.", cause);
  }

  private static String decode(String path) {
    try {
      return Percent.decode(path);
    } catch (CharacterCodingException e) {
      throw malformed(e);
    }
  }

  @Override
  public String toString() {
    return folder.toUri().toString();
  }
}
