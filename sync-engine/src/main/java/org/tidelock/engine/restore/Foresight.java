package org.tidelock.engine.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;

/// What a restore would do, without doing it.
final class Foresight {
  private static final int MOST_PATHS = 1_000;

  private final Destination destination;
  private final Optional<Fate> fate;
  private final Counted comeBack = new Counted();
  private final Counted replaced = new Counted();
  private final Counted beside = new Counted();
  private final Counted unchanged = new Counted();

  private Foresight(Destination destination, Optional<Fate> fate) {
    this.destination = destination;
    this.fate = fate;
  }

  /// @param destination the synced folder
  /// @param inPlace whether things go to their places there; elsewhere nothing is replaced
  static RestorePreview of(
      List<Placed> wishes, Destination destination, boolean inPlace, Tables tables)
      throws IOException, InterruptedException {
    Foresight foresight =
        new Foresight(
            destination, inPlace ? Optional.of(new Fate(destination, tables)) : Optional.empty());
    for (Placed placed : wishes) {
      LocalPath at = destination.top();
      for (String name : placed.folder().names()) at = destination.child(at, name);
      foresight.look(placed.wish(), at);
    }
    return new RestorePreview(
        foresight.comeBack.items(),
        foresight.replaced.items(),
        foresight.beside.items(),
        foresight.unchanged.items(),
        destination.disk().freeBytes());
  }

  private static final class Counted {
    private final List<String> paths = new ArrayList<>();
    private long count;
    private long bytes;

    void add(LocalPath at, long size) {
      count++;
      bytes += size;
      if (paths.size() < MOST_PATHS) paths.add(at.toString());
    }

    RestorePreview.Items items() {
      return new RestorePreview.Items(count, bytes, paths);
    }
  }

  private void look(Wish wish, LocalPath folder) throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    LocalPath at = wish.name().isEmpty() ? folder : destination.child(folder, wish.name());
    if (wish.file().isPresent()) where(at, wish.file().get()).add(at, wish.file().get().size());
    for (Wish inside : wish.inside()) look(inside, at);
  }

  private Counted where(LocalPath at, Wish.File wanted) throws IOException {
    if (fate.isEmpty()) return comeBack;
    Optional<BaseRow> there = fate.get().there(at);
    if (there.filter(row -> Fate.isSame(row, wanted)).isPresent()) return unchanged;
    if (Fate.replaced(there, wanted).isPresent()) return replaced;
    return destination.disk().look(at).isPresent() ? beside : comeBack;
  }
}
