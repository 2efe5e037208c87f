package org.tidelock.engine.apply;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.SyncReport.Conflict;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.transfer.Troubles;

/// What became of a plan. Filled while it is carried out.
public final class Applied {
  private final Set<NodeId> open = new LinkedHashSet<>();
  private final Map<String, Set<NodeId>> stale = new LinkedHashMap<>();
  private final Set<String> leftBehind = new LinkedHashSet<>();
  private final Map<String, TidelockException> problems = new LinkedHashMap<>();
  private final Map<NodeId, Conflict> conflicts = new LinkedHashMap<>();
  private @Nullable TidelockException serious;
  private long actions;
  private long files;
  private long bytes;

  void did() {
    actions++;
  }

  void received(long size) {
    files++;
    bytes += size;
  }

  void conflict(NodeId copy, Conflict conflict) {
    conflicts.put(copy, conflict);
  }

  /// What is on the disk there is not what the plan was made for: it is looked at again, and goes round once more.
  void stale(NodeId folder, String path) {
    open.add(folder);
    stale.computeIfAbsent(path, _ -> new LinkedHashSet<>()).add(folder);
  }

  void failed(NodeId folder, String path, TidelockException problem) {
    open.add(folder);
    problems.putIfAbsent(path, problem);
    if (problem.code().exitCode() < 20) return;
    boolean isGraver = serious == null || Troubles.GRAVEST_FIRST.compare(problem, serious) < 0;
    if (isGraver) serious = problem;
  }

  /// Something in it was not done because of what came before.
  void open(NodeId folder) {
    open.add(folder);
  }

  Set<NodeId> openFolders() {
    return open;
  }

  void leftBehind(String folder) {
    leftBehind.add(folder);
  }

  /// Folders that others have removed and that stay here, by path: only what rules leave out is in them.
  public Set<String> leftBehind() {
    return leftBehind;
  }

  /// By path.
  public Map<String, TidelockException> problems() {
    return problems;
  }

  /// Paths at which something else was found than the plan was made for, and the folders to be looked at again for each.
  public Map<String, Set<NodeId>> stale() {
    return stale;
  }

  /// The gravest finding that something in the storage is altered or missing.
  public @Nullable TidelockException serious() {
    return serious;
  }

  /// By the id of the copy's entry.
  public Map<NodeId, Conflict> conflicts() {
    return conflicts;
  }

  public long actions() {
    return actions;
  }

  public long files() {
    return files;
  }

  public long bytes() {
    return bytes;
  }
}
