package org.tidelock.engine.sim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What happened in a world, line by line: events, and all that engines asked of disks and of the storage. Two lives of one story have the same. Bytes of
/// sealed objects are left out, and names that are made of such bytes: their nonces come from a library's own chance (decision 0067).
final class Trace {
  private static final Pattern MADE_OF_BYTES = Pattern.compile("(members|envelopes|slots)/\\S+");
  private static final int MOST = 200_000;

  private final MessageDigest hash = sha256();
  private final List<String> lines = new ArrayList<>();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void add(String line) {
    Matcher m = MADE_OF_BYTES.matcher(line);
    String told = line.indexOf('/') >= 0 && m.find() ? m.replaceAll("$1/*") : line;
    hash.update(told.getBytes(StandardCharsets.UTF_8));
    hash.update((byte) '\n');
    if (lines.size() < MOST) lines.add(told);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /// Of all lines so far. Nothing can be added any more.
  String end() {
    return HexFormat.of().formatHex(hash.digest()).substring(0, 32);
  }
}
