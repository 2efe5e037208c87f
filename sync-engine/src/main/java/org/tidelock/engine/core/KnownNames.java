package org.tidelock.engine.core;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Issue;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.NodeGlance;
import org.tidelock.engine.status.StatusBoard;

/// Every name of a vault that this device knows, deleted and former ones too.
///
/// @param reading the index over a connection of its own
record KnownNames(Tables reading, About about, StatusBoard board) {
  boolean any(Predicate<String> isOne) {
    return Stream.of(about.info().name(), about.info().device()).anyMatch(isOne)
        || about.devices().stream().map(DeviceInfo::name).anyMatch(isOne)
        || reading.log().writers().stream().map(w -> w.name()).anyMatch(isOne)
        || paths().flatMap(path -> Stream.of(path.split("/"))).anyMatch(isOne)
        || anyNode(isOne);
  }

  /// What could not be recorded is only in what is told of it.
  private Stream<String> paths() {
    return board.issues().stream().map(Issue::path).flatMap(Optional::stream);
  }

  private boolean anyNode(Predicate<String> isOne) {
    Search search = new Search(isOne);
    NodeSearch nodes = new NodeSearch(reading.db());
    nodes.visible(search::looksAt, (_, _) -> {});
    nodes.hidden(search::looksAt, (_, _) -> {});
    nodes.moves((_, name) -> search.looksAt(name));
    return search.found;
  }

  private static final class Search {
    private final Predicate<String> isOne;
    private boolean found;

    Search(Predicate<String> isOne) {
      this.isOne = isOne;
    }

    boolean looksAt(NodeGlance node) {
      looksAt(node.firstName());
      looksAt(node.name());
      return false;
    }

    void looksAt(String name) {
      found = found || isOne.test(name);
    }
  }
}
