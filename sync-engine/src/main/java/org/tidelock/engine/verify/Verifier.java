package org.tidelock.engine.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Head;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Pace;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Together;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnWriter;
import org.tidelock.engine.trust.SealedContents;
import org.tidelock.engine.trust.SeenHeads;

/// Compares the storage with what the verified history says must be there: by name and length, and the bytes of the vault's own objects, or every byte. Objects that nobody names are no
/// findings: others' work that is about to be named, packs that wait for their removal, or foreign ones, which nobody ever uses.
///
/// Objects that vanish or come while this runs are looked at once more before they are reported. Memory: the listing, and a few packs at once.
public final class Verifier {
  private static final int AT_ONCE = 3;
  private static final String MEMBERS = "members/";
  private static final List<String> FOLDERS =
      List.of("slots", "members", "envelopes", "log", "heads", "packs");

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final SealedContents contents;
  private final Effects effects;
  private final Courtesy courtesy;

  /// Asked before each object: ends the check by what it throws.
  @FunctionalInterface
  public interface Courtesy {
    void giveWay();
  }

  /// @param tables as another connection reads them, as rounds go on meanwhile
  /// @param remote the vault's storage, or a second copy
  public Verifier(
      Tables tables,
      Remote remote,
      Identity identity,
      SealedContents contents,
      Effects effects,
      Courtesy courtesy) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.contents = contents;
    this.effects = effects;
    this.courtesy = courtesy;
  }

  /// @param stopped what kept this device from taking in the newest, if anything did: mostly one of the objects that are found
  public VerifyReport verify(
      boolean deep, Optional<TidelockException> stopped, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return new Run(deep, progress).run(stopped);
  }

  private final class Run {
    private final boolean deep;
    private final Consumer<? super Progress> progress;
    private final Map<String, Finding> findings = new TreeMap<>();
    private final Map<ObjectName, Long> listing = new HashMap<>();
    private long objects;
    private long bytes;

    Run(boolean deep, Consumer<? super Progress> progress) {
      this.deep = deep;
      this.progress = progress;
    }

    VerifyReport run(Optional<TidelockException> stopped)
        throws TidelockException, InterruptedException {
      for (String folder : FOLDERS)
        for (ObjectInfo info : remote.list(folder)) listing.put(info.name(), info.size());
      Promised promised = tables.db().transaction(this::promised);
      check(promised.objects);
      members(promised.objects);
      heads(promised.sent);
      stopped.ifPresent(this::addIfNew);
      return new VerifyReport(deep, objects, bytes, affected());
    }

    /// What must be there, as of one moment.
    private record Promised(List<Expected> objects, Map<WriterId, Long> sent) {}

    private Promised promised() {
      return new Promised(Expected.all(identity, tables), Expected.sent(tables));
    }

    /// What stopped it is mostly one of the objects that were found by now; of members and envelopes it does not tell which.
    private void addIfNew(TidelockException e) {
      String object = e.object().orElse("members");
      boolean known =
          object.contains("/") && ObjectName.isValid(object)
              ? findings.containsKey(object)
              : findings.keySet().stream()
                  .anyMatch(n -> n.startsWith("members/") || n.startsWith("envelopes/"));
      if (!known) findings.put(object, new Finding(e.code(), object, e.whatHappened(), List.of()));
    }

    /// Foreign objects are never used, but an entry of the members that is not what its name says stops every device.
    private void members(List<Expected> expected) throws TidelockException, InterruptedException {
      Set<ObjectName> known = new HashSet<>();
      expected.forEach(e -> known.add(e.name()));
      for (ObjectName name : List.copyOf(listing.keySet())) {
        if (!Identity.MEMBER.matcher(name.value()).matches() || known.contains(name)) continue;
        Optional<byte[]> object = bytes(name, ObjectType.MEMBER.maxBytes());
        if (object.isPresent() && !name.value().equals(MEMBERS + Hash256.sha256(object.get())))
          find(ErrorCode.INTEGRITY, name, "It is not what its name says, and stops every device.");
      }
    }

    private void check(List<Expected> expected) throws TidelockException, InterruptedException {
      List<Expected> sound = new ArrayList<>();
      long total = 0;
      for (Expected e : expected) {
        if (Thread.interrupted()) throw new InterruptedException();
        courtesy.giveWay();
        Optional<Long> length = length(e.name());
        objects++;
        bytes += length.orElse(0L);
        if (length.isEmpty()) {
          find(ErrorCode.MISSING, e.name(), "It is not in the storage.");
        } else if (!e.hasRightLength(length.get())) {
          wrongLength(e, length.get());
        } else {
          sound.add(e);
          total += length.get();
        }
      }
      Pace pace =
          new Pace(Progress.Phase.VERIFYING, sound.size(), total, effects.clock(), progress);
      List<Expected> toRead = new ArrayList<>();
      for (Expected e : sound) {
        if (deep || e.isOfTheVault()) toRead.add(e);
        else pace.step(listing.getOrDefault(e.name(), 0L));
      }
      read(toRead, pace);
    }

    private void wrongLength(Expected e, long length)
        throws TidelockException, InterruptedException {
      Optional<byte[]> object =
          e.name().asSegment().isPresent() && length <= ObjectType.SEGMENT.maxBytes()
              ? remote.find(e.name(), ObjectType.SEGMENT.maxBytes())
              : Optional.empty();
      if (object.isPresent() && isSecond(e, object.get())) findSecond(e);
      else find(ErrorCode.INTEGRITY, e.name(), "It is " + length + " bytes long" + should(e));
    }

    private boolean isSecond(Expected e, byte[] object) {
      return !e.isAsWritten(object)
          && new SecondBodies(tables, identity).isSigned(e.name(), object);
    }

    private void findSecond(Expected e) {
      find(
          ErrorCode.FORK,
          e.name(),
          "Its device signed something else under this number. Both are kept, as evidence.");
    }

    private static String should(Expected e) {
      return e.length().isPresent()
          ? ", but should be " + e.length().getAsLong() + "."
          : ", which no such object is.";
    }

    /// As listed, or else as the storage says when it is asked for this object.
    private Optional<Long> length(ObjectName name) throws TidelockException, InterruptedException {
      Long listed = listing.get(name);
      if (listed != null) return Optional.of(listed);
      Optional<Long> length = remote.length(name);
      length.ifPresent(l -> listing.put(name, l));
      return length;
    }

    private void read(List<Expected> expected, Pace pace)
        throws TidelockException, InterruptedException {
      new Together(effects.io(), AT_ONCE).each(expected, e -> readOne(e, pace));
    }

    private void readOne(Expected e, Pace pace) throws TidelockException, InterruptedException {
      courtesy.giveWay();
      int length = Math.toIntExact(listing.getOrDefault(e.name(), 0L));
      Optional<byte[]> object = bytes(e.name(), length);
      if (object.isPresent()) compare(e, object.get());
      pace.step(length);
    }

    /// Exactly so many; anything else is a finding.
    private Optional<byte[]> bytes(ObjectName name, int length)
        throws TidelockException, InterruptedException {
      try {
        Optional<byte[]> object = remote.find(name, Math.max(length, 1));
        if (object.isEmpty()) find(ErrorCode.MISSING, name, "It is not in the storage.");
        return object;
      } catch (TidelockException e) {
        if (e.code() != ErrorCode.LIMIT) throw e;
        find(ErrorCode.INTEGRITY, name, "It is longer than it may be.");
        return Optional.empty();
      }
    }

    private void compare(Expected e, byte[] object) {
      try {
        if (e.sha256().isPresent()) {
          if (isSecond(e, object)) findSecond(e);
          else if (!e.isAsWritten(object))
            find(ErrorCode.INTEGRITY, e.name(), "Its bytes are not those that were written.");
        } else {
          SealedObject.parse(object);
        }
      } catch (CryptoException wrong) {
        find(Troubles.of(wrong, e.name()), e.name());
      }
    }

    /// The newest head of each writer that was ever seen is there; older ones are on their way out, and who died after its newest segment wrote none of it. A
    /// head's name says nothing: what it says itself is signed.
    private void heads(Map<WriterId, Long> sent) throws TidelockException, InterruptedException {
      Map<WriterId, Long> newestHead = new HashMap<>();
      for (ObjectName name : List.copyOf(listing.keySet())) {
        Optional<ObjectName.AllegedHead> head = name.asHead();
        if (head.isEmpty() || !sent.containsKey(head.get().writer())) continue;
        newestHead.merge(head.get().writer(), head.get().seq(), Math::max);
        objects++;
        bytes += listing.getOrDefault(name, 0L);
        if (deep) head(name, head.get());
      }
      for (Map.Entry<WriterId, Long> e : sent.entrySet()) {
        long last = newestHeadToExpect(e.getKey(), e.getValue() - 1);
        if (last < 0 || newestHead.getOrDefault(e.getKey(), -1L) >= last) continue;
        ObjectName name = ObjectName.head(e.getKey(), last);
        if (!remote.exists(name) && !hasNewer(e.getKey(), last))
          find(ErrorCode.MISSING, name, "It is not in the storage.");
      }
    }

    /// Without any head nobody who is new finds a writer.
    private long newestHeadToExpect(WriterId writer, long last) {
      if (OwnWriter.of(tables).filter(writer::equals).isPresent()) return last;
      return Math.min(last, new SeenHeads(tables.meta()).newest(writer).orElse(0L));
    }

    /// Somebody has written on meanwhile.
    private boolean hasNewer(WriterId writer, long last)
        throws TidelockException, InterruptedException {
      return remote.list("heads").stream()
          .flatMap(i -> i.name().asHead().stream())
          .anyMatch(h -> h.writer().equals(writer) && h.seq() >= last);
    }

    private void head(ObjectName name, ObjectName.AllegedHead alleged)
        throws TidelockException, InterruptedException {
      if (Thread.interrupted()) throw new InterruptedException();
      Optional<byte[]> object = remote.find(name, ObjectType.HEAD.maxBytes());
      if (object.isEmpty()) return; // a newer one has taken its place
      LogTable.Writer writer = tables.log().writer(alleged.writer()).orElseThrow();
      try {
        Head head =
            identity
                .heads()
                .open(
                    object.get(),
                    alleged.writer(),
                    alleged.seq(),
                    identity.former(writer.device()).orElseThrow().keys());
        boolean fits =
            tables
                .log()
                .segment(alleged.writer(), alleged.seq())
                .map(s -> s.hash().equals(head.segment()))
                .orElse(true);
        if (!fits)
          find(ErrorCode.FORK, name, "It names another segment than the one that is known.");
      } catch (CryptoException wrong) {
        find(Troubles.of(wrong, name), name);
      }
    }

    private void find(TidelockException e, ObjectName name) {
      find(e.code(), name, e.whatHappened());
    }

    private synchronized void find(ErrorCode code, ObjectName name, String message) {
      findings.put(name.value(), new Finding(code, name.value(), message, List.of()));
    }

    private List<Finding> affected() {
      Set<ObjectName> objects = new HashSet<>();
      for (String name : findings.keySet())
        if (ObjectName.isValid(name)) objects.add(new ObjectName(name));
      if (objects.isEmpty()) return List.copyOf(findings.values());
      Map<ObjectName, List<String>> affected = new Affected(tables, contents).by(objects);
      return findings.values().stream()
          .map(
              f ->
                  ObjectName.isValid(f.object())
                      ? new Finding(
                          f.code(),
                          f.object(),
                          f.message(),
                          affected.getOrDefault(new ObjectName(f.object()), List.of()))
                      : f)
          .sorted(Comparator.comparing(Finding::object))
          .toList();
    }
  }
}
