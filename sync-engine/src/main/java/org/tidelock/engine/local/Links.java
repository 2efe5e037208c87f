package org.tidelock.engine.local;

/// Which symbolic links are the same on every device: relative ones that stay inside the synced folder, by their text alone.
final class Links {
  private Links() {}

  /// A backslash or a colon would mean something else on Windows, where `..\..\x` could lead out.
  static boolean isPortable(LocalPath link, String target) {
    if (target.isEmpty() || target.startsWith("/")) return false;
    if (target.indexOf('\\') >= 0 || target.indexOf(':') >= 0 || target.indexOf('\0') >= 0)
      return false;
    int depth = link.names().size() - 1;
    for (String step : target.split("/", -1)) {
      if (step.equals("..")) depth--;
      else if (!step.isEmpty() && !step.equals(".")) depth++;
      if (depth < 0) return false;
    }
    return true;
  }
}
