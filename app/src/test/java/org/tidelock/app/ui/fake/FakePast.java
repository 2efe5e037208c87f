package org.tidelock.app.ui.fake;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastEntry.Since;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.PastQuery.Scope;
import org.tidelock.engine.PastView;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestorePreview.Items;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.UndoRequest;

/// One past time of a vault in memory, whichever time is asked for.
public final class FakePast {
  private static final Items NONE = new Items(0, 0, List.of());

  private volatile List<PastEntry> entries = List.of();
  private volatile RestorePreview preview =
      new RestorePreview(NONE, NONE, NONE, NONE, NONE, 0, 1L << 40);
  private volatile @Nullable CountDownLatch interrupted;
  private volatile @Nullable Thread waiting;
  private volatile boolean isClosed;
  private volatile RestoreReport.End end = new RestoreReport.End.Whole();
  private final List<PastQuery> queries = new CopyOnWriteArrayList<>();
  private final List<Restoration> restored = new CopyOnWriteArrayList<>();

  /// All of it, by path.
  public void is(List<PastEntry> all) {
    entries = List.copyOf(all);
  }

  /// What a restore would do.
  public void foresee(RestorePreview seen) {
    preview = seen;
  }

  public List<PastQuery> queries() {
    return queries;
  }

  public List<Restoration> restored() {
    return restored;
  }

  /// The next restore does not end before it is interrupted, or the vault is closed.
  ///
  /// @param ended counted down then
  public void waitAtRestore(CountDownLatch ended) {
    isClosed = false;
    interrupted = ended;
  }

  /// How the next restores end.
  public void endAs(RestoreReport.End how) {
    end = how;
  }

  void close() {
    isClosed = true;
    var waits = waiting;
    if (waits != null) {
      waits.interrupt();
    }
  }

  RestoreReport restore(Restoration wanted) {
    restored.add(wanted);
    return new RestoreReport(
        preview.files(),
        preview.bytes(),
        preview.folders(),
        paths(wanted),
        0,
        Optional.of(new UndoRequest.Recorded("0123", 4, 5)),
        waited() ? new RestoreReport.End.Stopped() : end);
  }

  private boolean waited() {
    var latch = interrupted;
    if (latch == null) {
      return false;
    }
    waiting = Thread.currentThread();
    try {
      if (isClosed) {
        throw new InterruptedException();
      }
      Thread.sleep(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      latch.countDown();
    }
    waiting = null;
    return true;
  }

  /// Where things come back to.
  private static List<String> paths(Restoration wanted) {
    return switch (wanted.what()) {
      case Restoration.What.Then then -> then.paths();
      case Restoration.What.Deleted deleted -> deleted.ids();
    };
  }

  RestorePreview preview() {
    return preview;
  }

  PastView answer(PastQuery query) {
    queries.add(query);
    var fitting = entries.stream().filter(past -> fits(past, query)).toList();
    return new PastView(fitting.stream().limit(query.limit()).toList(), counts(query));
  }

  private static boolean fits(PastEntry past, PastQuery query) {
    var path = past.entry().path();
    var parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    boolean there =
        query.scope() == Scope.CHILDREN
            ? parent.equals(query.folder())
            : query.folder().isEmpty() || path.startsWith(query.folder() + "/");
    return there
        && (query.scope() != Scope.DIFFERING || past.since() != Since.SAME)
        && past.entry()
            .name()
            .toLowerCase(Locale.ROOT)
            .contains(query.text().toLowerCase(Locale.ROOT));
  }

  private PastView.Counts counts(PastQuery query) {
    long[] counts = new long[Since.values().length];
    for (var past : entries) {
      boolean below =
          query.folder().isEmpty() || past.entry().path().startsWith(query.folder() + "/");
      if (below && past.entry().type() != org.tidelock.engine.FileEntry.Type.FOLDER) {
        counts[past.since().ordinal()]++;
      }
    }
    return new PastView.Counts(counts[0], counts[1], counts[2], counts[3], counts[4], 0);
  }
}
