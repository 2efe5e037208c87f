package org.tidelock.engine.drill;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.View;

/// Some files of a vault, each as likely as any other, in random order. Empty files prove nothing and are not drawn.
///
/// @param files how many the vault has
/// @param bytes of all of them
record Lot(List<Ticket> drawn, long files, long bytes) {
  record Ticket(String path, OpId version, long size) {}

  static Lot draw(View view, SecureRandom random, int most) throws InterruptedException {
    Drawing drawing = new Drawing(view, random, most);
    drawing.walk("", view.children(Nodes.ROOT));
    Collections.shuffle(drawing.drawn, random);
    return new Lot(drawing.drawn, drawing.files, drawing.bytes);
  }

  private static final class Drawing {
    private final View view;
    private final SecureRandom random;
    private final int most;
    private final List<Ticket> drawn = new ArrayList<>();
    private long files;
    private long bytes;
    private int candidates;

    Drawing(View view, SecureRandom random, int most) {
      this.view = view;
      this.random = random;
      this.most = most;
    }

    void walk(String folder, List<Entry> entries) throws InterruptedException {
      if (Thread.interrupted()) throw new InterruptedException();
      for (Entry e : entries) {
        String path = folder + e.name();
        if (e.kind() == NodeKind.FOLDER) walk(path + "/", view.children(e));
        else if (e.kind() == NodeKind.FILE) file(path, e);
      }
    }

    private void file(String path, Entry e) {
      files++;
      bytes += e.size();
      if (e.version().isEmpty() || e.size() == 0) return;
      candidates++;
      Ticket ticket = new Ticket(path, e.version().get(), e.size());
      if (drawn.size() < most) {
        drawn.add(ticket);
      } else {
        int at = random.nextInt(candidates);
        if (at < most) drawn.set(at, ticket);
      }
    }
  }
}
