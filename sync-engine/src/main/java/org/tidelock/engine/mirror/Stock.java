package org.tidelock.engine.mirror;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.index.Inventory;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;

/// How much is stored of a vault, so that it can be told how much was stored since. Slots, envelopes and heads are few and small, and come and go: they are not counted.
///
/// @param objects packs and entries of the members, which only ever become more
/// @param bytes of those
/// @param sent how many segments of each writer
record Stock(long objects, long bytes, Map<WriterId, Long> sent) {
  static Stock of(Tables tables, Identity identity) {
    List<VaultObject> members = identity.members().objects();
    Inventory.Total packs = new Inventory(tables.db()).packs();
    long length = members.stream().mapToLong(o -> o.bytes().length).sum();
    return new Stock(
        packs.objects() + members.size(), packs.bytes() + length, Expected.sent(tables));
  }

  /// What was stored since.
  ///
  /// @param tables in which it is described
  Mirror.Waiting since(Stock before, Tables tables) {
    long more = objects - before.objects;
    long length = bytes - before.bytes;
    Inventory inventory = new Inventory(tables.db());
    for (Map.Entry<WriterId, Long> writer : sent.entrySet()) {
      Inventory.Total segments =
          inventory.segments(
              writer.getKey(), before.sent.getOrDefault(writer.getKey(), 0L), writer.getValue());
      more += segments.objects();
      length += segments.bytes();
    }
    return new Mirror.Waiting(Math.max(0, more), Math.max(0, length));
  }

  String text() {
    StringBuilder text = new StringBuilder().append(objects).append(' ').append(bytes);
    sent.forEach((writer, count) -> text.append('\n').append(writer).append(' ').append(count));
    return text.toString();
  }

  /// @param text of [#text]
  static Stock parse(String text) {
    List<String> lines = text.lines().toList();
    Map<WriterId, Long> sent = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] pair = line.split(" ", 2);
      sent.put(new WriterId(Id128.parse(pair[0])), Long.valueOf(pair[1]));
    }
    String[] totals = lines.getFirst().split(" ", 2);
    return new Stock(Long.parseLong(totals[0]), Long.parseLong(totals[1]), sent);
  }
}
