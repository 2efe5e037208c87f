package org.tidelock.engine.learn;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.history.VerifiedSegment;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.history.WriterCertificate;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.MalformedCommitException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnWriter;
import org.tidelock.engine.trust.SettledHeads;

/// Reads what other devices have recorded, verifies it, and takes it in. Heads only hint at what to fetch: the chain of signed segments is the truth,
/// and a segment counts only when all that its author had seen is known here. What the storage lacks or shows older than before is told, and never
/// taken for a deletion (I8). A damaged segment stops its writer, and what rests on it; what others wrote goes on (decisions/0068).
public final class Learner {
  /// Every so many looks that found the same heads.
  private static final int PROBE_EVERY = 10;

  private static final Set<ErrorCode> ONE_WRITERS =
      EnumSet.of(
          ErrorCode.INTEGRITY,
          ErrorCode.FORK,
          ErrorCode.MISSING,
          ErrorCode.LIMIT,
          ErrorCode.NEEDS_YOU);

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final Absorber absorber;
  private final OwnWriter own;
  private final KeptVault kept;
  private final Doubts doubts;
  private final SettledHeads settled;
  private Runnable impossible = () -> {};
  private Optional<Reading> reading = Optional.empty();
  private int unchanged;
  private boolean hasLooked;

  /// Whether this index knows its writer already: if it is a copy, that may have written more since than the index has.
  private final boolean isOwnNamed;

  public Learner(
      Tables tables,
      Remote remote,
      Identity identity,
      Absorber absorber,
      OwnWriter own,
      KeptVault kept,
      Doubts doubts,
      SettledHeads settled) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.absorber = absorber;
    this.own = own;
    this.kept = kept;
    this.doubts = doubts;
    this.settled = settled;
    this.isOwnNamed = OwnWriter.of(tables).isPresent();
  }

  /// @param segments how many segments were new
  /// @param broken a segment that is damaged or missing, or lies under a key that this device was not given yet: nothing that rests on it was taken in
  /// @param lacking what lies under a key that this device was not given yet, whatever else is broken
  /// @param unsound a head that is not what its writer wrote: to be told, though nothing rests on it
  public record Learned(
      int segments,
      Optional<TidelockException> broken,
      Optional<TidelockException> lacking,
      Optional<TidelockException> unsound) {
    static final Learned NOTHING =
        new Learned(0, Optional.empty(), Optional.empty(), Optional.empty());

    /// @throws TidelockException if a segment is damaged or missing; not if a key is waited for, which another device gives
    public void requireSound() throws TidelockException {
      if (broken.filter(e -> e.code() != ErrorCode.NEEDS_YOU).isPresent()) throw broken.get();
    }
  }

  /// Takes in everything, as far as it can be had.
  ///
  /// @throws TidelockException as by [Learned#requireSound], too
  public Learned learnAll() throws TidelockException, InterruptedException {
    Learned learned = learn();
    learned.requireSound();
    return learned;
  }

  /// One request when nothing changed, and one more at the first look of a process. Now and then it looks behind the heads all the same: a writer may have died
  /// between a segment and its head.
  public Learned learn() throws TidelockException, InterruptedException {
    identity.requireMember();
    kept.lookForKey();
    Set<ObjectName> heads = new HashSet<>();
    for (ObjectInfo info : remote.list("heads")) heads.add(info.name());
    if (settled.are(heads) && isTrusted()) return Learned.NOTHING;
    settled.forget(); // until all that is behind these has been taken in
    Run run = new Run(alleged(heads));
    Learned learned = run.run();
    hasLooked = true;
    if (learned.broken.isEmpty() && learned.unsound.isEmpty() && !run.waitsForSending)
      settled.settle(heads);
    return learned;
  }

  /// Whether heads without news may be believed. At the first look of a process this index may be an older copy, of a device that died between a segment and its head.
  private boolean isTrusted() throws TidelockException, InterruptedException {
    if (hasLooked) return ++unchanged % PROBE_EVERY != 0;
    if (settled.firstLook() % PROBE_EVERY == 0) return false;
    hasLooked = !hasWrittenMore();
    return hasLooked;
  }

  private boolean hasWrittenMore() throws TidelockException, InterruptedException {
    if (!isOwnNamed) return false;
    long known = tables.log().writer(own.id()).map(LogTable.Writer::count).orElse(0L);
    return remote.exists(ObjectName.segment(own.id(), known));
  }

  /// Whether it has compared the storage with this index since that was opened. Before, the index may be an older copy of which this device's own log goes on.
  public boolean hasLooked() {
    return hasLooked;
  }

  /// Runs this when a segment that its author signed cannot be merged: one of the devices did not write what was, or this index does not hold it.
  public void onImpossible(Runnable task) {
    impossible = task;
  }

  /// Told after each segment that was taken in.
  @FunctionalInterface
  public interface Reading {
    /// @param segments in this run
    /// @param of as far as is known by now
    void tell(long segments, long of);
  }

  public void onTaken(Reading told) {
    reading = Optional.of(told);
  }

  /// Forgets what the storage looked like, so that the next call compares everything.
  public void distrust() {
    settled.forget();
  }

  /// How many segments each writer has, as the names of the heads say.
  private static SortedMap<WriterId, Long> alleged(Set<ObjectName> heads) {
    SortedMap<WriterId, Long> counts = new TreeMap<>();
    for (ObjectName name : heads)
      name.asHead().ifPresent(h -> counts.merge(h.writer(), h.seq() + 1, Math::max));
    return counts;
  }

  private final class Run {
    private final SortedMap<WriterId, Long> alleged;
    private final SortedMap<WriterId, Long> wanted;
    private final Fetching next = new Fetching(remote, identity, kept);

    /// By writer, what keeps its next segment from being taken in.
    private final SortedMap<WriterId, TidelockException> broken = new TreeMap<>();

    private final WriterId self = own.id();

    private final Standing standing = new Standing(identity);
    private boolean hasLookedForMembers;

    /// Of devices that do not belong to the vault any more, the writers whose next segment does not count.
    private final Set<WriterId> former = new HashSet<>();

    /// How many of its own segments the storage has confirmed, or will be asked for; all others are in the outbox.
    private final long sent;

    private boolean waitsForSending;
    private int segments;

    Run(SortedMap<WriterId, Long> alleged) {
      this.alleged = alleged;
      this.wanted = new TreeMap<>(alleged);
      // Where no head tells of it, its first segment may be there all the same.
      if (isOwnNamed && !hasLooked) wanted.putIfAbsent(self, 0L);
      List<OutboxTable.Entry> unsent = tables.outbox().entries();
      this.sent = unsent.isEmpty() ? Long.MAX_VALUE : unsent.getFirst().seq();
    }

    Learned run() throws TidelockException, InterruptedException {
      kept.requireHeader();
      noRollback();
      NewHeads heads = new NewHeads(tables, remote, identity);
      if (heads.tellOfAnEpoch(alleged)) kept.refreshIfNew();
      boolean progress = true;
      while (progress) {
        progress = false;
        for (WriterId writer : List.copyOf(wanted.keySet())) progress |= advanceOrStop(writer);
      }
      complete();
      Optional<TidelockException> worst = broken.values().stream().min(Troubles.GRAVEST_FIRST);
      Optional<TidelockException> lacking =
          broken.values().stream().filter(e -> e.code() == ErrorCode.NEEDS_YOU).findFirst();
      return new Learned(segments, worst, lacking, heads.unsound(alleged));
    }

    /// What this device has seen must still be there. Another device deletes its old heads, so a missing head alone proves nothing.
    private void noRollback() throws TidelockException, InterruptedException {
      for (LogTable.Writer writer : tables.log().writers()) {
        long count = writer.count();
        if (writer.id().equals(self)) count -= tables.outbox().entries().size();
        if (count <= 0 || alleged.getOrDefault(writer.id(), 0L) >= count) continue;
        ObjectName newest = ObjectName.segment(writer.id(), count - 1);
        if (!remote.exists(newest)) throw Troubles.rollback(newest.value());
        wanted.putIfAbsent(writer.id(), count);
      }
    }

    private boolean advanceOrStop(WriterId writer) throws TidelockException, InterruptedException {
      if (broken.containsKey(writer) || isCutOff(writer)) return false;
      try {
        return advance(writer);
      } catch (TidelockException e) {
        if (!isOf(writer, e)) throw e;
        broken.put(writer, e);
        return true;
      }
    }

    /// A writer of which all is known that counts: what else the storage has under its name is not even looked at. But where there is more, its device may have written
    /// to the members, too, even that this device is removed.
    private boolean isCutOff(WriterId writer) throws TidelockException, InterruptedException {
      Optional<LogTable.Writer> known = known(writer);
      if (known.isEmpty() || !standing.isFormer(known.get().device())) return false;
      long seq = known.get().count();
      if (standing.mayCount(known.get().device(), writer, seq)) return false;
      if (former.add(writer) && alleged.getOrDefault(writer, 0L) > seq && !hasLookedForMembers) {
        hasLookedForMembers = true;
        kept.refreshIfNew();
      }
      return true;
    }

    /// Damage of one writer's segment, and of nothing that all rests on. What a later version wrote stops everything (it may say how to read on), and
    /// so does this device's own log: its next number is not known.
    private boolean isOf(WriterId writer, TidelockException e) {
      return ONE_WRITERS.contains(e.code())
          && !writer.equals(self)
          && e.object().filter(o -> o.startsWith("log/" + writer + "/")).isPresent();
    }

    /// Takes in the writer's next segments as far as they can be had and what they rest on is known.
    private boolean advance(WriterId writer) throws TidelockException, InterruptedException {
      boolean progress = false;
      while (true) {
        Optional<Fetching.Fetched> fetched = next(writer);
        if (fetched.isEmpty()) return progress;
        VersionVector seen = fetched.get().segment().allegedBody().commit().seen();
        if (!writer.equals(self) && restsOnUnsent(seen)) return progress;
        Optional<DeviceEntry> author = author(writer, fetched.get());
        if (author.isEmpty()) return progress;
        // By the members that its author knew, who may have removed it since.
        knowMembers(writer, fetched.get().segment().allegedBody());
        author = author(writer, fetched.get());
        if (author.isEmpty()) return progress;
        if (!tables.log().known().covers(seen)) {
          boolean more = vouch(writer, fetched.get(), author.get());
          return want(seen) || more || progress;
        }
        take(writer, fetched.get(), author.get());
        next.isDone(writer);
        progress = true;
        segments++;
        if (reading.isPresent()) reading.get().tell(segments, segments + left());
      }
    }

    /// What is wanted and not there yet.
    private long left() {
      VersionVector known = tables.log().known();
      return wanted.entrySet().stream()
          .mapToLong(e -> Math.max(0, e.getValue() - known.seen(e.getKey())))
          .sum();
    }

    /// What an accepted segment rests on counts as its author could know.
    private boolean vouch(WriterId writer, Fetching.Fetched fetched, DeviceEntry author)
        throws TidelockException {
      SegmentBody body = fetched.segment().allegedBody();
      ObjectName name = ObjectName.segment(writer, body.commit().seq());
      if (!standing.hasFormer()) return false;
      VersionVector seen = verify(name, writer, fetched.segment(), author).commit().seen();
      boolean more =
          standing.vouch(seen, tables.log().known(), Set.copyOf(body.tips()), members(name, body));
      if (more) former.clear();
      return more;
    }

    private Members members(ObjectName name, SegmentBody body) throws TidelockException {
      try {
        return identity.members().at(body.tips());
      } catch (CryptoException e) {
        throw Troubles.of(e, name);
      }
    }

    /// What no head tells of may be there all the same.
    ///
    /// @return whether that is more than was wanted before
    private boolean want(VersionVector seen) {
      boolean more = false;
      for (Map.Entry<WriterId, Long> e : seen.counts().entrySet()) {
        more |= wanted.getOrDefault(e.getKey(), 0L) < e.getValue();
        wanted.merge(e.getKey(), e.getValue(), Math::max);
      }
      return more;
    }

    /// Whether its author has seen a segment of a number that this device has not sent, as far as it knows: that may be another one (a twin's), so this waits
    /// until it is sent.
    private boolean restsOnUnsent(VersionVector seen) {
      if (seen.seen(self) <= sent) return false;
      waitsForSending = true;
      return true;
    }

    private Optional<Fetching.Fetched> next(WriterId writer)
        throws TidelockException, InterruptedException {
      if (former.contains(writer)) return Optional.empty();
      return next.of(writer, known(writer).map(LogTable.Writer::count).orElse(0L));
    }

    private void take(WriterId writer, Fetching.Fetched fetched, DeviceEntry device)
        throws TidelockException {
      SegmentBody body = fetched.segment().allegedBody();
      ObjectName name = ObjectName.segment(writer, body.commit().seq());
      requireEpochOfItsTime(name, fetched.segment());
      VerifiedSegment verified = verify(name, writer, fetched.segment(), device);
      String deviceName =
          known(writer)
              .map(LogTable.Writer::name)
              .or(() -> body.certificate().map(WriterCertificate::deviceName))
              .orElseThrow();
      try {
        tables
            .db()
            .transaction(
                () -> {
                  // The index is older than what this device has written (a restored backup): its
                  // log is not continued.
                  if (writer.equals(self)) own.retire();
                  compareStates(verified, device.id(), name);
                  return absorber.absorb(
                      verified, fetched.object(), device.id(), deviceName, false);
                });
      } catch (IllegalStateException e) {
        impossible.run();
        throw e;
      } catch (MalformedCommitException e) {
        impossible.run();
        throw new TidelockException(
            ErrorCode.INTEGRITY,
            Happened.IMPOSSIBLE_COMMIT.of(name, String.valueOf(e.getMessage())),
            Safe.NOTHING_UNVERIFIED_USED.of(),
            Todo.UPDATE_THERE.of(deviceName),
            name.value(),
            e);
      }
    }

    private VerifiedSegment verify(
        ObjectName name, WriterId writer, UnverifiedSegment segment, DeviceEntry device)
        throws TidelockException {
      Optional<LogTable.Writer> known = known(writer);
      Hash256 previous = known.map(LogTable.Writer::hash).orElse(SegmentBody.NO_PREVIOUS);
      VersionVector previousSeen =
          known.flatMap(w -> tables.log().seen(writer, w.count() - 1)).orElse(VersionVector.EMPTY);
      try {
        return segment.verify(device.keys(), previous, previousSeen);
      } catch (CryptoException e) {
        throw Troubles.of(e, name);
      }
    }

    /// Whoever knew of a later epoch does not write under one that a removed device holds. Nothing but that it was written is in an empty segment.
    private void requireEpochOfItsTime(ObjectName name, UnverifiedSegment segment)
        throws TidelockException {
      SegmentBody body = segment.allegedBody();
      if (body.commit().operations().isEmpty() && body.commit().packs().isEmpty()) return;
      if (members(name, body).writingEpoch().filter(segment.allegedEpoch()::equals).isPresent())
        return;
      throw new TidelockException(
          ErrorCode.INTEGRITY,
          Happened.OLD_KEY.of(name),
          Safe.NOTHING_UNVERIFIED_USED.of(),
          Todo.COMPARE_DEVICES.of(),
          name.value(),
          null);
    }

    /// The device that the writer belongs to, as the members list it; empty if it is one that was removed, and this segment lies beyond its cut.
    private Optional<DeviceEntry> author(WriterId writer, Fetching.Fetched fetched)
        throws TidelockException, InterruptedException {
      SegmentBody body = fetched.segment().allegedBody();
      ObjectName name = ObjectName.segment(writer, body.commit().seq());
      Optional<DeviceId> id =
          known(writer)
              .map(LogTable.Writer::device)
              .or(() -> body.certificate().map(WriterCertificate::device));
      Optional<DeviceEntry> author = id.flatMap(d -> author(d, writer, fetched));
      if (author.isPresent()) return author;
      if (id.filter(standing::isFormer).isEmpty()) {
        kept.refresh();
        author = id.flatMap(d -> author(d, writer, fetched));
        if (author.isPresent()) return author;
      }
      if (id.filter(standing::isFormer).isPresent()) {
        former.add(writer);
        next.isDone(writer);
        return Optional.empty();
      }
      throw new TidelockException(
          ErrorCode.INTEGRITY,
          Happened.NOT_A_MEMBER.of(name),
          Safe.NOTHING_UNVERIFIED_USED.of(),
          Todo.COMPARE_DEVICES.of(),
          name.value(),
          null);
    }

    private Optional<DeviceEntry> author(
        DeviceId device, WriterId writer, Fetching.Fetched fetched) {
      return standing.author(
          device, writer, fetched.segment().allegedBody().commit().seq(), fetched.segment().hash());
    }

    private void knowMembers(WriterId writer, SegmentBody body)
        throws TidelockException, InterruptedException {
      if (identity.members().covers(body.tips())) return;
      kept.refresh();
      for (Hash256 tip : body.tips()) {
        if (identity.members().covers(List.of(tip))) continue;
        if (identity.members().shows(List.of(tip)))
          throw Troubles.keyNotGiven(ObjectName.segment(writer, body.commit().seq()));
        throw Troubles.missing("members/" + tip);
      }
    }

    /// Two devices that know the same must have the same tree. Of what this device said before its index was restored nothing could ever end a doubt: it
    /// has retired that writer, and goes on from the tree that it has now.
    private void compareStates(VerifiedSegment segment, DeviceId author, ObjectName name) {
      Optional<Hash256> theirs = segment.commit().stateHash();
      if (theirs.isEmpty() || !segment.commit().seen().equals(tables.log().known())) return;
      if (theirs.get().equals(tables.merged().stateHash())) doubts.agrees(author);
      else if (!identity.isDevice(author)) doubts.differs(name);
    }

    /// What the heads promise, and what segments rest on, has to be there in the end.
    private void complete() throws TidelockException {
      for (Map.Entry<WriterId, Long> e : wanted.entrySet()) {
        WriterId writer = e.getKey();
        long count = known(writer).map(LogTable.Writer::count).orElse(0L);
        if (count >= e.getValue() || next.waits(writer) || former.contains(writer)) continue;
        TidelockException missing = Troubles.missing(ObjectName.segment(writer, count).value());
        if (writer.equals(self)) throw missing;
        broken.putIfAbsent(writer, missing);
      }
      if (next.first().isPresent() && broken.isEmpty() && !waitsForSending) {
        WriterId writer = next.first().get();
        TidelockException missing =
            Troubles.missing(
                "what "
                    + ObjectName.segment(
                        writer, known(writer).map(LogTable.Writer::count).orElse(0L))
                    + " rests on");
        if (next.waits(self)) throw missing;
        // One log that cannot be taken in must not keep this device from sending its own.
        broken.putIfAbsent(writer, missing);
      }
    }

    private Optional<LogTable.Writer> known(WriterId writer) {
      return tables.log().writer(writer);
    }
  }
}
