package org.tidelock.engine.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedHead;
import org.tidelock.engine.transfer.Pace;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Together;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;
import org.tidelock.engine.verify.OwnHeads;

/// Brings the second copy up to what this device has verified of the vault and the main storage has confirmed. Each object is verified before it is written there; none that
/// is there is overwritten, and none is deleted but slots that the members have taken away, and heads and checkpoints that a newer one stands for.
///
/// The order is that of a device that writes: packs, envelopes and slots, then the members, parents first, then the log, each segment after those that it has seen, then heads;
/// in an empty place the header comes last of all, and without it nobody takes the place for a vault. So whoever reads the copy at any moment reads a vault as it once was, and
/// whatever interrupts a run, the next one goes on. What the copy lists is not read again.
///
/// All but the notes is read from one state of the index, over a connection of its own: rounds go on meanwhile.
public final class Update {
  private static final String OTHER_OBJECT =
      "The second copy has another object of this name. It was left there.";
  private static final String TOO_LARGE =
      "The second copy's storage does not take objects of this size. Allow larger uploads on its server or the proxy before it, at best 16 MiB (nginx: client_max_body_size; Apache: LimitRequestBody).";
  private static final List<String> FOLDERS =
      List.of("slots", "members", "envelopes", "log", "heads", "packs");

  private final Tables tables;
  private final Remote main;
  private final Remote copy;
  private final Identity identity;
  private final Effects effects;
  private final Courtesy courtesy;

  /// Asked before each object: waits for what goes before, or ends the run by what it throws.
  @FunctionalInterface
  public interface Courtesy {
    void giveWay() throws TidelockException, InterruptedException;

    /// How many objects may be under way at once.
    default int atOnce() {
      return 3;
    }
  }

  public Update(
      Tables tables,
      Remote main,
      Remote copy,
      Identity identity,
      Effects effects,
      Courtesy courtesy) {
    this.tables = tables;
    this.main = main;
    this.copy = copy;
    this.identity = identity;
    this.effects = effects;
    this.courtesy = courtesy;
  }

  /// What came of a run.
  ///
  /// @param lacking the objects that the copy lacks, or has otherwise
  public record Outcome(
      long objects,
      long bytes,
      long copied,
      long copiedBytes,
      Set<ObjectName> lacking,
      List<Finding> findings) {}

  /// @throws TidelockException STORAGE if one of the storages does not answer, IDENTITY if another vault is at the place: the copy is as far as it came
  public Outcome run(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    try (Database snapshot = tables.db().reader()) {
      Tables reading = Tables.over(snapshot);
      return new Run(reading, snapshot.transaction(() -> Plan.of(identity, reading)), progress)
          .run();
    }
  }

  private final class Run {
    private final Plan plan;
    private final Sources sources;
    private final MirrorNotes notes = new MirrorNotes(tables.meta());
    private final Witness witness;
    private final VerifiedHeads mainHeads;
    private final Consumer<? super Progress> progress;
    private final Map<ObjectName, Long> there = new HashMap<>();
    private final Map<ObjectName, Long> envelopes = new HashMap<>();
    private final TreeMap<String, Finding> findings = new TreeMap<>();
    private final AtomicLong copied = new AtomicLong();
    private final AtomicLong copiedBytes = new AtomicLong();
    private final Set<ObjectName> lacking = ConcurrentHashMap.newKeySet();

    /// Bytes of the smallest object that its storage has refused for its size: no larger one is tried in this run.
    private final AtomicLong refused = new AtomicLong(Long.MAX_VALUE);

    Run(Tables reading, Plan plan, Consumer<? super Progress> progress) {
      this.plan = plan;
      this.progress = progress;
      this.sources = new Sources(reading, identity, main);
      this.witness = new Witness(reading, main, copy, identity, notes);
      this.mainHeads = new VerifiedHeads(main, reading, identity);
    }

    Outcome run() throws TidelockException, InterruptedException {
      copy.clearLeftovers();
      CopiedHeader header = new CopiedHeader(copy, identity.header());
      boolean begun = header.isThere();
      for (String folder : FOLDERS)
        for (ObjectInfo info : copy.list(folder)) there.put(info.name(), info.size());
      for (ObjectInfo info : main.list("envelopes")) envelopes.put(info.name(), info.size());
      witness.hear(there.keySet());
      // Read first: their writers delete them.
      Map<ObjectName, byte[]> heads = headsToCopy();
      List<Expected> toPut = toPut();
      Pace pace =
          new Pace(
              Progress.Phase.SENDING,
              toPut.size(),
              toPut.stream().mapToLong(this::lengthOf).sum(),
              effects.clock(),
              progress);
      Set<ObjectName> wanted = new HashSet<>();
      toPut.forEach(e -> wanted.add(e.name()));
      put(plan.packs(), wanted, courtesy.atOnce(), pace);
      put(plan.keys(), wanted, 1, pace);
      put(plan.members(), wanted, 1, pace);
      // Where nobody reads yet, the order does not matter.
      put(plan.log(), wanted, begun ? 1 : courtesy.atOnce(), pace);
      for (Map.Entry<ObjectName, byte[]> head : heads.entrySet())
        putHead(head.getKey(), head.getValue());
      if (!begun) header.put();
      checkpoint();
      tidy();
      for (Finding f : witness.findings()) findings.put(f.object(), f);
      note();
      return outcome();
    }

    private void checkpoint() throws TidelockException, InterruptedException {
      CheckpointCopy.Outcome newest =
          new CheckpointCopy(tables, main, copy, identity, notes, courtesy)
              .run(new VersionVector(new TreeMap<>(plan.sent())));
      copied.addAndGet(newest.copied());
      copiedBytes.addAndGet(newest.bytes());
      newest
          .wrong()
          .ifPresent(
              e -> {
                String object = e.object().orElse("checkpoints");
                findings.put(object, new Finding(e.code(), object, e.whatHappened(), List.of()));
              });
    }

    private List<Expected> toPut() {
      List<Expected> toPut = new ArrayList<>();
      Set<ObjectName> damaged = notes.damaged();
      for (Expected e : plan.all()) {
        Long length = there.get(e.name());
        if (length != null && e.sha256().isPresent() && damaged.contains(e.name())) {
          lacks(e.name(), ErrorCode.INTEGRITY, OTHER_OBJECT);
          continue;
        }
        if (length == null) {
          if (mayPut(e)) toPut.add(e);
        } else if (length != lengthOf(e)) {
          // A beginning is what an interrupted upload has left.
          if (length < lengthOf(e)) toPut.add(e);
          else lacks(e.name(), ErrorCode.INTEGRITY, OTHER_OBJECT);
        }
      }
      return toPut;
    }

    /// What is not known here is as long as in the main storage, or as it is.
    private long lengthOf(Expected e) {
      if (e.length().isPresent()) return e.length().getAsLong();
      return sources
          .lengthOf(e.name())
          .or(() -> Optional.ofNullable(envelopes.get(e.name())))
          .or(() -> Optional.ofNullable(there.get(e.name())))
          .orElse(0L);
    }

    /// A main storage that was set back would have a slot put there again that was taken away, and with it what an old passphrase opens.
    private boolean mayPut(Expected e) {
      return witness.knowsMembers() || !e.name().value().startsWith("slots/");
    }

    private void put(List<Expected> all, Set<ObjectName> wanted, int atOnce, Pace pace)
        throws TidelockException, InterruptedException {
      List<Expected> these = all.stream().filter(e -> wanted.contains(e.name())).toList();
      if (atOnce == 1) {
        for (Expected e : these) put(e, pace);
      } else {
        new Together(effects.io(), atOnce).each(these, e -> put(e, pace));
      }
    }

    private void put(Expected e, Pace pace) throws TidelockException, InterruptedException {
      giveWay();
      if (lengthOf(e) >= refused.get()) lacks(e.name(), ErrorCode.STORAGE, TOO_LARGE);
      else
        switch (sources.of(e)) {
          case Sources.Found.Wrong(ErrorCode code, String message) ->
              lacks(e.name(), code, message);
          case Sources.Found.Verified(byte[] bytes) -> put(e.name(), bytes);
        }
      pace.step(lengthOf(e));
    }

    private void giveWay() throws TidelockException, InterruptedException {
      if (Thread.interrupted()) throw new InterruptedException();
      courtesy.giveWay();
    }

    private boolean put(ObjectName name, byte[] bytes)
        throws TidelockException, InterruptedException {
      try {
        copy.put(name, bytes);
      } catch (TidelockException e) {
        if (e.happened().phrase() == Happened.STORAGE_TAKES_LESS) {
          refused.accumulateAndGet(bytes.length, Math::min);
          lacks(name, ErrorCode.STORAGE, TOO_LARGE);
          return false;
        }
        boolean isOther = e.code() == ErrorCode.FORK || e.code() == ErrorCode.LIMIT;
        if (!isOther) throw e;
        lacks(name, ErrorCode.INTEGRITY, OTHER_OBJECT);
        return false;
      }
      copied.incrementAndGet();
      notes.mended(name);
      copiedBytes.addAndGet(bytes.length);
      return true;
    }

    /// The newest of each writer in the main storage of which everything that it tells of is copied, too, as far as they are not in the copy.
    private Map<ObjectName, byte[]> headsToCopy() throws TidelockException, InterruptedException {
      TreeMap<WriterId, AllegedHead> newest = new TreeMap<>();
      for (ObjectInfo info : main.list("heads"))
        info.name()
            .asHead()
            .filter(h -> h.seq() < plan.sent().getOrDefault(h.writer(), 0L))
            .ifPresent(h -> newest.merge(h.writer(), h, (a, b) -> a.seq() < b.seq() ? b : a));
      Map<ObjectName, byte[]> heads = new TreeMap<>();
      for (AllegedHead head : newest.values()) {
        ObjectName name = ObjectName.head(head.writer(), head.seq());
        if (hasSince(head)) continue;
        Optional<VerifiedHeads.Signed> signed = mainHeads.find(head, identity.members());
        if (signed.filter(s -> isOfKnown(s, head)).isPresent())
          heads.put(name, signed.get().bytes());
        else if (main.exists(name))
          lacks(
              name,
              ErrorCode.INTEGRITY,
              "What the main storage has is not what was written. It was not copied.");
      }
      heads.putAll(new OwnHeads(tables, identity).of(ownHeads(heads.keySet())));
      return heads;
    }

    /// This device can make its own anew if the main storage has lost them.
    private List<ObjectName> ownHeads(Set<ObjectName> had) {
      List<ObjectName> own = new ArrayList<>();
      for (LogTable.Writer writer : tables.log().writers()) {
        AllegedHead newest =
            new AllegedHead(writer.id(), plan.sent().getOrDefault(writer.id(), 0L) - 1);
        if (newest.seq() < 0 || !identity.isDevice(writer.device()) || hasSince(newest)) continue;
        ObjectName name = ObjectName.head(newest.writer(), newest.seq());
        if (!had.contains(name)) own.add(name);
      }
      return own;
    }

    /// Whether the copy has this head, or a newer one of its writer, that was seen to be right.
    private boolean hasSince(AllegedHead head) {
      return notes
          .verified(head.writer())
          .filter(seq -> seq >= head.seq())
          .filter(seq -> there.containsKey(ObjectName.head(head.writer(), seq)))
          .isPresent();
    }

    private boolean isOfKnown(VerifiedHeads.Signed signed, AllegedHead head) {
      return tables
          .log()
          .segment(head.writer(), head.seq())
          .filter(known -> known.hash().equals(signed.head().segment()))
          .isPresent();
    }

    private void putHead(ObjectName name, byte[] bytes)
        throws TidelockException, InterruptedException {
      giveWay();
      if (!put(name, bytes)) return;
      there.put(name, (long) bytes.length);
      AllegedHead head = name.asHead().orElseThrow();
      notes.verified(head.writer(), head.seq());
    }

    /// Slots that count no more, so that an old passphrase opens nothing here either, and heads that a newer one stands for.
    private void tidy() throws TidelockException, InterruptedException {
      List<ObjectName> useless = new ArrayList<>();
      for (ObjectName name : there.keySet()) {
        if (plan.removedSlots().contains(name.value())) useless.add(name);
        name.asHead().filter(this::isOld).ifPresent(_ -> useless.add(name));
      }
      useless.sort(ObjectName::compareTo);
      for (ObjectName name : useless) {
        giveWay();
        copy.delete(name);
        there.remove(name);
      }
    }

    private boolean isOld(AllegedHead head) {
      return notes
          .verified(head.writer())
          .filter(seq -> seq > head.seq())
          .filter(seq -> there.containsKey(ObjectName.head(head.writer(), seq)))
          .isPresent();
    }

    private void lacks(ObjectName name, ErrorCode code, String message) {
      lacking.add(name);
      synchronized (findings) {
        findings.put(name.value(), new Finding(code, name.value(), message, List.of()));
      }
    }

    private void note() {
      if (lacking.isEmpty())
        notes.isComplete(effects.clock().instant(), plan.state(), plan.stock());
      else notes.isBehind(effects.clock().instant());
    }

    private Outcome outcome() {
      Collection<Expected> all = plan.all();
      return new Outcome(
          all.size() + 1L,
          all.stream().mapToLong(this::lengthOf).sum(),
          copied.get(),
          copiedBytes.get(),
          Set.copyOf(lacking),
          List.copyOf(findings.values()));
    }
  }
}
