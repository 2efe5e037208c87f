package org.tidelock.engine.mirror;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;

/// What this device remembers of the second copy, in the index: an index that is built anew remembers nothing, and the next run finds it out again.
///
/// @param meta where it is kept
public record MirrorNotes(MetaTable meta) {
  private static final String COMPLETE = "mirror-complete";
  private static final String BEHIND = "mirror-behind";
  private static final String STATE = "mirror-state";
  private static final String STOCK = "mirror-stock";
  private static final String HEADS = "mirror-heads";
  private static final String CHECKPOINT = "mirror-checkpoint";
  private static final String DAMAGED = "mirror-damaged";

  /// When it was last seen to have everything.
  public Optional<Instant> complete() {
    return meta.number(COMPLETE).map(Instant::ofEpochMilli);
  }

  /// Since when it is known to lack something; empty if it was complete the last time.
  public Optional<Instant> behind() {
    return meta.number(BEHIND).map(Instant::ofEpochMilli);
  }

  /// Whether everything that is stored now was there when it was complete.
  public boolean has(String state) {
    return behind().isEmpty() && meta.text(STATE).filter(state::equals).isPresent();
  }

  /// What of the vault is to be in the copy, in one word: two that are equal mean the same objects but for checkpoints.
  public static String state(Tables tables, Identity identity) {
    StringBuilder text = new StringBuilder();
    identity.tips().forEach(text::append);
    new TreeMap<>(Expected.sent(tables)).forEach((w, n) -> text.append(w).append(n));
    return Hash256.sha256(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// What was stored since it was complete; empty if it never was.
  public Optional<Mirror.Waiting> waiting(Tables tables, Identity identity) {
    if (has(state(tables, identity))) return Optional.of(Mirror.Waiting.NOTHING);
    return meta.text(STOCK)
        .map(Stock::parse)
        .map(then -> Stock.of(tables, identity).since(then, tables));
  }

  void isComplete(Instant now, String state, Stock stock) {
    meta.putText(STOCK, stock.text());
    meta.putNumber(COMPLETE, now.toEpochMilli());
    meta.putText(STATE, state);
    meta.remove(BEHIND);
  }

  public void isBehind(Instant now) {
    if (behind().isEmpty()) meta.putNumber(BEHIND, now.toEpochMilli());
  }

  /// What a check has found in the copy otherwise than it was written: runs that look at its list only do not see it.
  public Set<ObjectName> damaged() {
    Set<ObjectName> damaged = new TreeSet<>();
    meta.text(DAMAGED).orElse("").lines().forEach(name -> damaged.add(new ObjectName(name)));
    return damaged;
  }

  /// It was written there just now.
  synchronized void mended(ObjectName name) {
    Set<ObjectName> left = damaged();
    if (left.remove(name)) damaged(left);
  }

  /// @param now all of them
  public void damaged(Set<ObjectName> now) {
    StringBuilder text = new StringBuilder();
    new TreeSet<>(now).forEach(name -> text.append(name).append('\n'));
    if (now.isEmpty()) meta.remove(DAMAGED);
    else meta.putText(DAMAGED, text.toString());
  }

  /// The number of the newest head of a writer in the copy that was seen to be what it should be.
  Optional<Long> verified(WriterId writer) {
    return Optional.ofNullable(heads().get(writer.toString()));
  }

  void verified(WriterId writer, long seq) {
    TreeMap<String, Long> heads = heads();
    heads.put(writer.toString(), seq);
    StringBuilder text = new StringBuilder();
    heads.forEach((w, n) -> text.append(w).append(' ').append(n).append('\n'));
    meta.putText(HEADS, text.toString());
  }

  private TreeMap<String, Long> heads() {
    TreeMap<String, Long> heads = new TreeMap<>();
    for (String line : meta.text(HEADS).orElse("").lines().toList()) {
      String[] pair = line.split(" ", 2);
      heads.put(pair[0], Long.valueOf(pair[1]));
    }
    return heads;
  }

  /// Whether this is the newest checkpoint that was copied.
  boolean hasCheckpoint(ObjectName manifest) {
    return meta.text(CHECKPOINT).filter(manifest.value()::equals).isPresent();
  }

  void checkpointIs(ObjectName manifest) {
    meta.putText(CHECKPOINT, manifest.value());
  }

  /// Of another copy nothing of this is true.
  public void forget() {
    for (String key : List.of(COMPLETE, BEHIND, STATE, STOCK, HEADS, CHECKPOINT, DAMAGED))
      meta.remove(key);
  }
}
