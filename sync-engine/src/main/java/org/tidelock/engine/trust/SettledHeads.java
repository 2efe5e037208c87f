package org.tidelock.engine.trust;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.storage.ObjectName;

/// The heads that the storage had when all behind them was last taken in: while it shows the same ones, there is no news. Kept in the index, as a process may
/// live for one look only. On the engine's thread.
public final class SettledHeads {
  private static final String HEADS = "heads-settled";
  private static final String LOOKS = "heads-looked-at";

  private final MetaTable meta;
  private Optional<Set<ObjectName>> heads;

  public SettledHeads(MetaTable meta) {
    this.meta = meta;
    this.heads =
        meta.text(HEADS)
            .map(names -> names.lines().map(ObjectName::new).collect(Collectors.toSet()));
  }

  public boolean are(Set<ObjectName> shown) {
    return heads.filter(shown::equals).isPresent();
  }

  public void settle(Set<ObjectName> shown) {
    if (are(shown)) return;
    heads = Optional.of(Set.copyOf(shown));
    meta.putText(
        HEADS,
        new TreeSet<>(shown).stream().map(ObjectName::value).collect(Collectors.joining("\n")));
  }

  public void forget() {
    if (heads.isEmpty()) return;
    heads = Optional.empty();
    meta.remove(HEADS);
  }

  /// This device has sent a head, and deleted those of its own before it: that is no news.
  public void sent(WriterId writer, long seq) {
    if (heads.isEmpty()) return;
    Set<ObjectName> now =
        heads.get().stream()
            .filter(name -> name.asHead().filter(h -> h.writer().equals(writer)).isEmpty())
            .collect(Collectors.toSet());
    now.add(ObjectName.head(writer, seq));
    settle(now);
  }

  /// How many processes have found nothing new at their first look, this one included.
  public long firstLook() {
    long looks = meta.number(LOOKS).orElse(0L) + 1;
    meta.putNumber(LOOKS, looks);
    return looks;
  }
}
