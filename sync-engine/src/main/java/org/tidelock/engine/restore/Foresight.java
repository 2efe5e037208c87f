package org.tidelock.engine.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Counted notChosen = new Counted();

  /// Folders that are made, or stay, once each.
  private final Set<LocalPath> folders = new HashSet<>();

  /// Folders that are made whatever is there.
  private long fresh;

  private Foresight(Destination destination, Optional<Fate> fate) {
    this.destination = destination;
    this.fate = fate;
  }

  /// @param destination the synced folder
  /// @param inPlace whether things go to their places there; elsewhere nothing is replaced
  static RestorePreview of(
      Reach.Parted wanted, Destination destination, boolean inPlace, Tables tables)
      throws IOException, InterruptedException {
    Foresight foresight =
        new Foresight(
            destination, inPlace ? Optional.of(new Fate(destination, tables)) : Optional.empty());
    for (Placed placed : wanted.wishes()) {
      Spot spot = new Spot(destination.top(), destination.top());
      for (String name : placed.folder().names()) spot = foresight.shared(spot, name);
      foresight.look(placed.wish(), spot);
    }
    for (Reach.Out out : wanted.same()) foresight.unchanged.add(out.path().toString(), out.size());
    for (Reach.Out out : wanted.notChosen())
      foresight.notChosen.add(out.path().toString(), out.size());
    return new RestorePreview(
        foresight.comeBack.items(),
        foresight.replaced.items(),
        foresight.beside.items(),
        foresight.unchanged.items(),
        foresight.notChosen.items(),
        foresight.folders.size() + foresight.fresh,
        destination.disk().freeBytes());
  }

  private static final class Counted {
    private final List<String> paths = new ArrayList<>();
    private long count;
    private long bytes;

    void add(String path, long size) {
      count++;
      bytes += size;
      if (paths.size() < MOST_PATHS) paths.add(path);
    }

    RestorePreview.Items items() {
      return new RestorePreview.Items(count, bytes, paths);
    }
  }

  /// A folder where it was, and where it will be: elsewhere if its place is taken.
  private record Spot(LocalPath was, LocalPath at) {
    boolean isAside() {
      return !at.equals(was);
    }
  }

  /// One that will do if it is there.
  private Spot shared(Spot in, String name) throws IOException {
    LocalPath at = destination.place().folder(destination.folder(in.at, name), false);
    if (destination.disk().look(at).isEmpty()) folders.add(at);
    return new Spot(destination.folder(in.was, name), at);
  }

  /// One that was wished for.
  private Spot wanted(Spot in, String name) throws IOException {
    if (fate.isPresent()) {
      Spot spot = shared(in, name);
      if (fate.get().there(spot.at).filter(fate.get()::isLeaving).isPresent()) folders.add(spot.at);
      return spot;
    }
    fresh++;
    return new Spot(destination.folder(in.was, name), destination.folder(in.at, name));
  }

  private void look(Wish wish, Spot in) throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    if (wish.file().isPresent()) {
      look(wish.name(), wish.file().get(), in);
      return;
    }
    Spot spot = wish.name().isEmpty() ? in : wanted(in, wish.name());
    for (Wish inside : wish.inside()) look(inside, spot);
  }

  private void look(String name, Wish.File file, Spot in) throws IOException {
    String was = destination.file(in.was, name, file).toString();
    LocalPath at = destination.file(in.at, name, file);
    Optional<BaseRow> same = fate.flatMap(f -> f.there(at)).filter(row -> Fate.isSame(row, file));
    if (same.isEmpty()) where(at, file, in.isAside()).add(was, file.size());
    else if (fate.orElseThrow().isLeaving(same.get())) comeBack.add(was, 0); // nothing is written
    else unchanged.add(was, file.size());
  }

  /// Of what is to be written.
  private Counted where(LocalPath at, Wish.File wanted, boolean aside) throws IOException {
    if (fate.isEmpty()) return comeBack;
    if (Fate.replaced(fate.get().there(at), wanted).isPresent()) return replaced;
    return aside || destination.disk().look(at).isPresent() ? beside : comeBack;
  }
}
