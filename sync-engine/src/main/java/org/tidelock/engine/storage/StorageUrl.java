package org.tidelock.engine.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a storage is, as people write it. This version knows `file:` only (RFC 8089): a folder on this computer, on a NAS, or one that another program syncs.
public record StorageUrl(Path folder) {
  private static final Pattern FILE =
      Pattern.compile("(?i:file):(?://(?<host>[^/]*))?+(?<path>/.*)", Pattern.DOTALL);

  private static final boolean HAS_NETWORK_PATHS =
      Path.of("").getFileSystem().getSeparator().equals("\\");

  /// @throws IllegalArgumentException with a sentence for the person
  public static StorageUrl parse(String text) {
    if (!text.regionMatches(true, 0, "file:", 0, "file:".length()))
      throw new IllegalArgumentException(
          "This version keeps vaults in folders only; other storages come later: write the storage as file:///path/to/folder.");
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
      return new StorageUrl(folder.normalize());
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

  /// Two hexadecimal digits after a percent sign are a byte. Spaces and percent signs that nobody encoded are taken as they are.
  private static String decode(String path) {
    byte[] encoded = path.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      boolean isByte =
          encoded[i] == '%'
              && i + 2 < encoded.length
              && HexFormat.isHexDigit(encoded[i + 1])
              && HexFormat.isHexDigit(encoded[i + 2]);
      if (isByte) {
        bytes.write(
            16 * HexFormat.fromHexDigit(encoded[i + 1]) + HexFormat.fromHexDigit(encoded[i + 2]));
        i += 2;
      } else {
        bytes.write(encoded[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed(e);
    }
  }

  @Override
  public String toString() {
    return folder.toUri().toString();
  }
}
