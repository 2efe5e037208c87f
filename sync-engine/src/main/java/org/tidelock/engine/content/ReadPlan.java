package org.tidelock.engine.content;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackId;

/// Which packs to read in what order, and what is wanted of each. Pure. A pack comes after those whose chunks go on in it, and right
/// after the last of them where possible, so that few beginnings of chunks wait for their ends.
record ReadPlan(List<PackRead> packs) {
  /// The bytes of `extent` are the part of wanted chunk `wanted` from byte `at` of its sealed form.
  record Part(int wanted, int at, Extent extent) {}

  record PackRead(PackId pack, List<Part> parts) {}

  /// A range of a pack, in bytes.
  record Span(int offset, int length) {}

  private static final class Node {
    final List<Part> parts = new ArrayList<>();
    final List<Node> next = new ArrayList<>();
    final PackId pack;
    int before;
    boolean done;

    Node(PackId pack) {
      this.pack = pack;
    }

    PackRead read() {
      done = true;
      return new PackRead(pack, List.copyOf(parts));
    }
  }

  static ReadPlan of(List<WantedChunk> wanted, int[] indexes) {
    Map<PackId, Node> nodes = new LinkedHashMap<>();
    for (int w : indexes) {
      List<Extent> extents = wanted.get(w).extents();
      int at = 0;
      Node previous = null;
      for (Extent e : extents) {
        Node node = nodes.computeIfAbsent(e.pack(), Node::new);
        node.parts.add(new Part(w, at, e));
        at += e.length();
        if (previous != null && previous != node) {
          previous.next.add(node);
          node.before++;
        }
        previous = node;
      }
    }
    return new ReadPlan(ordered(nodes.values()));
  }

  private static List<PackRead> ordered(Collection<Node> nodes) {
    List<PackRead> order = new ArrayList<>(nodes.size());
    for (Node n : nodes) if (n.before == 0) follow(n, order);
    // Only extents that no honest writer makes form circles; they are read all the same.
    for (Node n : nodes) if (!n.done) order.add(n.read());
    return List.copyOf(order);
  }

  private static void follow(Node start, List<PackRead> order) {
    ArrayDeque<Node> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.done) continue;
      order.add(node.read());
      for (Node next : node.next) if (--next.before == 0) open.push(next);
    }
  }

  /// The aligned windows that hold the parts, joined where they touch; no chunk's edge can be told from them.
  static List<Span> windows(List<Part> parts, int packLength) {
    List<Extent> sorted =
        parts.stream()
            .map(Part::extent)
            .sorted((a, b) -> Integer.compare(a.offset(), b.offset()))
            .toList();
    List<Span> spans = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (Extent e : sorted) {
      int a = e.offset() / PackFormat.WINDOW * PackFormat.WINDOW;
      int b =
          Math.min(
              packLength,
              (e.offset() + e.length() + PackFormat.WINDOW - 1)
                  / PackFormat.WINDOW
                  * PackFormat.WINDOW);
      if (from >= 0 && a > to) {
        spans.add(new Span(from, to - from));
        from = -1;
      }
      if (from < 0) from = a;
      to = Math.max(to, b);
    }
    if (from >= 0) spans.add(new Span(from, to - from));
    return spans;
  }
}
