package org.tidelock.engine.storage.fakegraph;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an address below `/me/drive` is about: `root`, `special/approot` or `items/ID`, perhaps `:/path/from/there:`, perhaps a `/verb`.
///
/// @param anchor as it is written
/// @param verb empty for the item itself
record DrivePath(String anchor, List<String> path, String verb) {
  private static final Pattern FORM =
      Pattern.compile(
          "/(?<anchor>root|special/[a-zA-Z]+|items/[^/:]+)(?:/(?<direct>[a-zA-Z]+)|:/(?<path>[^:]*?)/?(?::(?:/(?<verb>[a-zA-Z]+))?)?)?");

  static DrivePath parse(String rawPath) {
    Matcher parts = FORM.matcher(rawPath);
    if (!parts.matches()) throw GraphError.invalid("Resource not found for the segment");
    List<String> path = new ArrayList<>();
    if (parts.group("path") != null)
      for (String segment : parts.group("path").split("/")) path.add(decoded(segment));
    String verb = parts.group("verb");
    if (verb == null) verb = parts.group("direct");
    return new DrivePath(decoded(parts.group("anchor")), path, verb == null ? "" : verb);
  }

  /// A plus sign is one.
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
