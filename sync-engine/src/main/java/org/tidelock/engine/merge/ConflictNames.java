package org.tidelock.engine.merge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Predicate;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;

/// Names of conflict copies: `name (Device, 2026-06-03, a1b2).ext`. A pure function, so that ten devices make one name, not ten.
final class ConflictNames {
  static final int MAX_BYTES = 255;
  private static final int MAX_DEVICE_BYTES = 60;
  private static final int MAX_EXTENSION = 12;
  private static final Instant FIRST_DAY = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_DAY = Instant.parse("9999-12-31T00:00:00Z");

  private ConflictNames() {}

  /// What makes a copy differ from others of the same name.
  record Origin(Hash256 digest, String device, Instant made) {
    static Origin of(OpId version, String device, Instant made) {
      byte[] id =
          ByteBuffer.allocate(28)
              .put(version.writer().bytes())
              .putLong(version.seq())
              .putInt(version.index())
              .array();
      return new Origin(Hash256.sha256(id), device, made);
    }

    static Origin of(NodeId node, String device, Instant made) {
      return new Origin(Hash256.sha256(node.bytes()), device, made);
    }
  }

  /// Four characters of the digest, more only if the folder has that name already.
  static String of(String name, Origin origin, Predicate<String> taken) {
    String hex = origin.digest().toString();
    for (int digits = 4; digits <= hex.length(); digits += 2) {
      String candidate = of(name, origin, hex.substring(0, digits));
      if (!taken.test(candidate)) return candidate;
    }
    throw new IllegalStateException("a folder has every name that a conflict copy could have");
  }

  private static String of(String name, Origin origin, String mark) {
    String extension = extension(name);
    String base = name.substring(0, name.length() - extension.length());
    String suffix = " (" + device(origin.device()) + ", " + date(origin.made()) + ", " + mark + ")";
    return cut(base, MAX_BYTES - bytes(suffix) - bytes(extension)) + suffix + extension;
  }

  /// From its dot; `.tar.gz` is one. No blank and no long tail: in `1. My notes on it` nothing is an extension.
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || dot == name.length() - 1) return "";
    String tail = name.substring(dot);
    if (bytes(tail) > MAX_EXTENSION || tail.indexOf(' ') >= 0) return "";
    String stem = name.substring(0, dot);
    int tar = stem.length() - ".tar".length();
    return tar > 0 && stem.substring(tar).toLowerCase(Locale.ROOT).equals(".tar")
        ? name.substring(tar)
        : tail;
  }

  /// As a part of a file name that every system accepts.
  static String device(String name) {
    StringBuilder out = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .map(c -> allowed(c) ? c : '_')
        .forEach(out::appendCodePoint);
    String device = cut(out.toString().strip(), MAX_DEVICE_BYTES).strip();
    return device.isEmpty() ? "device" : device;
  }

  private static boolean allowed(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> "<>:\"/\\|?*".indexOf(c) < 0;
    };
  }

  private static LocalDate date(Instant made) {
    Instant shown = made.isBefore(FIRST_DAY) ? FIRST_DAY : made.isAfter(LAST_DAY) ? LAST_DAY : made;
    return LocalDate.ofInstant(shown, ZoneOffset.UTC);
  }

  /// The longest beginning of whole characters that has at most so many bytes.
  private static String cut(String text, int max) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      used += bytes(text.substring(end, next));
      if (used > max) break;
      end = next;
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
