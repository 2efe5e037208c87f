package org.tidelock.engine.storage;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A storage on a server: `scheme://user@host:port/path?name=value`. What the parts mean says the [Provider] of the scheme.
///
/// @param scheme in lower case
/// @param host a name or an address, that of IPv6 in brackets; for S3 the bucket; empty for OneDrive
/// @param port -1 for the usual one
/// @param path segments, decoded: none is empty, `.` or `..`
/// @param options decoded
public record ServerUrl(
    String scheme,
    Optional<String> user,
    String host,
    int port,
    List<String> path,
    SortedMap<String, String> options)
    implements StorageUrl {
  /// Those for which there is a provider. A new one adds its own here, and its form to [#FORMS].
  private static final Set<String> SCHEMES =
      Set.of("webdav+https", "webdav+http", "sftp", "s3", "onedrive");

  /// There is one place of this kind, and no server to be named.
  private static final Pattern WITHOUT_HOST =
      Pattern.compile(
          "onedrive:/{0,3}(?<path>[^/?#][^?#]*)?(?:\\?(?<options>[^#]*))?",
          Pattern.CASE_INSENSITIVE);

  private static final String FORMS =
      "file:///path/to/folder for a folder, webdav+https://user@host/path for a WebDAV server such as Nextcloud, sftp://user@host/path for an SSH server, s3://bucket/prefix for S3, onedrive:/Folder for OneDrive";

  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?:(?<user>[^@/?#]*)@)?(?<host>\\[[0-9a-fA-F:.]+\\]|[a-zA-Z0-9._-]+)(?::(?<port>[0-9]{1,5}))?(?<path>/[^?#]*)?(?:\\?(?<options>[^#]*))?");

  public ServerUrl {
    path = List.copyOf(path);
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  static ServerUrl parse(String text) {
    Matcher parts = FORM.matcher(text);
    String scheme = text.split(":", 2)[0].toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme))
      throw new IllegalArgumentException("This is no address of a storage. Write " + FORMS + ".");
    if (scheme.equals("onedrive")) return withoutHost(text, scheme);
    if (!parts.matches()) throw malformed(scheme);
    String user = parts.group("user");
    if (user != null && user.indexOf(':') >= 0)
      throw new IllegalArgumentException(
          "A password does not belong into the address, where others may read it. Leave it out: Tidelock asks for it.");
    try {
      return new ServerUrl(
          scheme,
          Optional.ofNullable(user).filter(u -> !u.isEmpty()).map(ServerUrl::decode),
          parts.group("host").toLowerCase(Locale.ROOT),
          port(parts.group("port"), scheme),
          segments(parts.group("path"), scheme),
          options(parts.group("options"), scheme));
    } catch (UncheckedCoding e) {
      throw malformed(scheme);
    }
  }

  private static ServerUrl withoutHost(String text, String scheme) {
    Matcher parts = WITHOUT_HOST.matcher(text);
    if (!parts.matches()) throw malformed(scheme);
    try {
      return new ServerUrl(
          scheme,
          Optional.empty(),
          "",
          -1,
          segments(parts.group("path"), scheme),
          options(parts.group("options"), scheme));
    } catch (UncheckedCoding e) {
      throw malformed(scheme);
    }
  }

  private static int port(String text, String scheme) {
    if (text == null) return -1;
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65535) throw malformed(scheme);
    return port;
  }

  private static List<String> segments(String path, String scheme) {
    List<String> segments = new ArrayList<>();
    for (String encoded : (path == null ? "" : path).split("/")) {
      String segment = decode(encoded);
      if (segment.isEmpty()) continue;
      if (segment.equals(".") || segment.equals("..") || segment.indexOf('/') >= 0)
        throw malformed(scheme);
      segments.add(segment);
    }
    return segments;
  }

  private static SortedMap<String, String> options(String text, String scheme) {
    SortedMap<String, String> options = new TreeMap<>();
    if (text == null || text.isEmpty()) return options;
    for (String option : text.split("&")) {
      String[] pair = option.split("=", 2);
      if (pair.length < 2 || options.put(decode(pair[0]), decode(pair[1])) != null)
        throw malformed(scheme);
    }
    return options;
  }

  private static String decode(String text) {
    try {
      String decoded = Percent.decode(text);
      if (decoded.chars().anyMatch(c -> c < 32 || c == 127)) throw new UncheckedCoding();
      return decoded;
    } catch (CharacterCodingException e) {
      throw new UncheckedCoding();
    }
  }

  private static final class UncheckedCoding extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static IllegalArgumentException malformed(String scheme) {
    String form = scheme.equals("onedrive") ? "onedrive:/Folder" : scheme + "://user@host/path";
    return new IllegalArgumentException("The storage address is not of the form " + form + ".");
  }

  /// The path as it is sent: encoded, with a slash before each segment.
  public String encodedPath() {
    StringBuilder out = new StringBuilder();
    for (String segment : path) out.append('/').append(Percent.encode(segment));
    return out.toString();
  }

  /// What [#parse] understands again.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(scheme).append(host.isEmpty() ? ":" : "://");
    user.ifPresent(u -> out.append(Percent.encode(u)).append('@'));
    out.append(host);
    if (port >= 0) out.append(':').append(port);
    out.append(encodedPath());
    char next = '?';
    for (var option : options.entrySet()) {
      out.append(next).append(Percent.encode(option.getKey())).append('=');
      out.append(Percent.encode(option.getValue()));
      next = '&';
    }
    return out.toString();
  }
}
