package org.tidelock.engine.merge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;

/// A device of a test: one writer, its log, and its own merged state. Learns from others as the engine does: causes first.
public final class Peer {
  public static final Instant MADE = Instant.parse("2026-06-03T10:00:00Z");

  private final WriterId writer;
  private final Merger merger;
  private final MergeState state;
  private final View view;
  private final List<Commit> log = new ArrayList<>();
  private long lamport;

  public Peer(int number) {
    this(number, Merger.onTheHeap());
  }

  Peer(int number, Merger merger) {
    this.writer = writer(number);
    this.merger = merger;
    this.state = merger.state();
    this.view = new View(state, Peer::deviceName);
  }

  static WriterId writer(int number) {
    return new WriterId(new Id128(0x77_0000L + number, number));
  }

  static String deviceName(WriterId writer) {
    return "d" + (writer.value().high() - 0x77_0000L);
  }

  public WriterId writer() {
    return writer;
  }

  public MergeState state() {
    return state;
  }

  /// Every node known, dead ones included, in the order of their ids.
  Collection<Node> nodes() {
    return merger.nodes();
  }

  public View view() {
    return view;
  }

  public List<Commit> log() {
    return log;
  }

  /// The commit that these operations would be, made now.
  Commit propose(List<Operation> operations) {
    return new Commit(
        writer,
        log.size(),
        state.applied(),
        lamport + 1,
        MADE,
        operations,
        List.of(),
        Optional.empty());
  }

  public Merged commit(List<Operation> operations) {
    return publish(propose(operations));
  }

  public Merged commit(Operation... operations) {
    return commit(List.of(operations));
  }

  private Merged publish(Commit commit) {
    Merged merged = apply(commit);
    log.add(commit);
    return merged;
  }

  /// Applies someone's commit, its causes being applied already.
  public Merged apply(Commit commit) {
    Merged merged = merger.apply(commit);
    lamport = Math.max(lamport, commit.lamport() + commit.operations().size() - 1);
    return merged;
  }

  /// Makes all that `work` merges durable at once.
  void together(Runnable work) {
    merger.together(work);
  }

  /// The commits to apply, in order, until `count` segments of that peer are known; causes first.
  public static List<Commit> missing(VersionVector known, Peer of, long count, List<Peer> all) {
    List<Commit> found = new ArrayList<>();
    VersionVector[] have = {known};
    collect(have, of, count, all, found);
    return found;
  }

  private static void collect(
      VersionVector[] known, Peer of, long count, List<Peer> all, List<Commit> found) {
    for (long seq = known[0].seen(of.writer); seq < count; seq++) {
      Commit commit = of.log.get((int) seq);
      for (Map.Entry<WriterId, Long> cause : commit.seen().counts().entrySet())
        for (Peer peer : all)
          if (peer.writer.equals(cause.getKey()))
            collect(known, peer, cause.getValue(), all, found);
      if (known[0].seen(of.writer) > seq) continue;
      known[0] = known[0].with(of.writer, seq + 1);
      found.add(commit);
    }
  }

  /// Learns all that the others have, causes first.
  public void pullAll(List<Peer> all) {
    for (Peer peer : all)
      for (Commit commit : missing(state.applied(), peer, peer.log.size(), all)) apply(commit);
  }

  @Override
  public String toString() {
    return deviceName(writer);
  }
}
