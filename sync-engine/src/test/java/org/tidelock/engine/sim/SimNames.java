package org.tidelock.engine.sim;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.text.Normalizer;
import java.util.Set;
import org.tidelock.engine.local.Disk.NameRules;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.sim.FileSystemMode.Ability;
import org.tidelock.engine.sim.FileSystemMode.Spelling;

/// Which names a file system takes, how it keeps them, and which are one. Written from what systems do, not from the engine's own rules, which it is to
/// put to the test.
final class SimNames {
  private static final int MOST = 255;
  private static final String FORBIDDEN_ON_WINDOWS = "<>:\"|?*\\";
  private static final Set<String> DEVICES_OF_WINDOWS =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");

  private final FileSystemMode mode;

  SimNames(FileSystemMode mode) {
    this.mode = mode;
  }

  void check(LocalPath path) throws FileSystemException {
    for (String name : path.names()) check(path, name);
  }

  private void check(LocalPath path, String name) throws FileSystemException {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) throw refused(path);
    if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) throw refused(path);
    boolean windows = mode.names() == NameRules.WINDOWS;
    if (windows && !isForWindows(name)) throw refused(path);
    int length = windows ? name.length() : name.getBytes(StandardCharsets.UTF_8).length;
    if (length > MOST) throw new FileSystemException(path.toString(), null, "File name too long");
  }

  private static FileSystemException refused(LocalPath path) {
    return new FileSystemException(path.toString(), null, "no such name can be here");
  }

  private static boolean isForWindows(String name) {
    if (name.chars().anyMatch(c -> c < ' ' || FORBIDDEN_ON_WINDOWS.indexOf(c) >= 0)) return false;
    if (withoutEnd(name).isEmpty()) return false;
    String stem = name.split("\\.", 2)[0].stripTrailing();
    String upper = fold(stem);
    return !DEVICES_OF_WINDOWS.contains(upper) && !upper.matches("(COM|LPT)[0-9¹²³]");
  }

  /// As it will be listed. Windows drops dots and blanks at the end without a word.
  String kept(String name) {
    String own = mode.names() == NameRules.WINDOWS ? withoutEnd(name) : name;
    return mode.spelling() == Spelling.DECOMPOSED
        ? Normalizer.normalize(own, Normalizer.Form.NFD)
        : own;
  }

  private static String withoutEnd(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) end--;
    return name.substring(0, end);
  }

  /// Two names with the same key cannot be in one folder.
  String key(String name) {
    String own = kept(name);
    if (mode.spelling() != Spelling.AS_GIVEN) own = Normalizer.normalize(own, Normalizer.Form.NFD);
    return mode.can(Ability.TELLS_CASE) ? own : fold(own);
  }

  /// Unit by unit, as NTFS does; it leaves these two alone.
  private static String fold(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (char c : name.toCharArray())
      out.append(c == 'ı' || c == 'ſ' ? c : Character.toUpperCase(c));
    return out.toString();
  }
}
