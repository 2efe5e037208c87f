package org.tidelock.engine.content;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.PackId;

/// Memory for packs that are read, kept from call to call with what was read last: the files of several calls lie in one pack, and over a slow line none
/// is to come twice. As many as are read at once. Thread-safe.
final class FetchedPacks {
  private final Deque<Held> idle = new ArrayDeque<>();

  /// For one thread at a time.
  static final class Held {
    private byte[] bytes = new byte[0];
    private @Nullable PackId whole;

    /// Whether this pack is in it, as a whole and compared with its digest.
    boolean holds(PackId pack) {
      return pack.equals(whole);
    }

    byte[] bytes() {
      return bytes;
    }

    /// Room for something else.
    byte[] room(int length) {
      whole = null;
      if (bytes.length < length) bytes = new byte[length];
      return bytes;
    }

    void isWhole(PackId pack) {
      whole = pack;
    }
  }

  /// What holds the pack, or else what was not used for the longest time.
  synchronized Held take(PackId pack) {
    for (Iterator<Held> each = idle.iterator(); each.hasNext(); ) {
      Held held = each.next();
      if (!held.holds(pack)) continue;
      each.remove();
      return held;
    }
    return idle.isEmpty() ? new Held() : idle.removeFirst();
  }

  /// The same packs, what is held of them before the rest, for which it may have to make room.
  synchronized List<ReadPlan.PackRead> heldFirst(List<ReadPlan.PackRead> packs) {
    return packs.stream().sorted(Comparator.comparing(p -> !isHeld(p.pack()))).toList();
  }

  private boolean isHeld(PackId pack) {
    return idle.stream().anyMatch(held -> held.holds(pack));
  }

  synchronized void giveBack(Held held) {
    idle.addLast(held);
  }
}
