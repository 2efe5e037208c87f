package org.tidelock.engine.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable.Version;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.DamagedPacks;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnerCopies;
import org.tidelock.engine.trust.SealedContents;

/// Mends what a check has found, from what this device has: objects of which it has kept the bytes are put back, its own heads are made anew; files whose present version rests on packs
/// that are missing or damaged are forgotten in the base, so that the next round finds them on the disk and sends them whole. On the engine's thread.
public final class Repair {
  private static final int MOST = 100;

  /// Bytes; no object that is kept is longer.
  private static final int MAX_KEPT = ObjectType.SEGMENT.maxBytes();

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final SealedContents contents;
  private final DamagedPacks damaged;
  private final OwnerCopies copies;
  private final KeptBytes kept;

  public Repair(
      Tables tables,
      Remote remote,
      Identity identity,
      SealedContents contents,
      DamagedPacks damaged) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.contents = contents;
    this.damaged = damaged;
    this.copies = new OwnerCopies(tables.meta(), identity);
    this.kept = new KeptBytes(tables, identity);
  }

  /// What a check has found that may be put back. What its device signed twice stays as it is.
  public static List<ObjectName> toPutBack(VerifyReport found) {
    return found.findings().stream()
        .filter(f -> f.code() != ErrorCode.FORK && ObjectName.isValid(f.object()))
        .map(f -> new ObjectName(f.object()))
        .toList();
  }

  /// Puts back what is missing, or altered for sure: what the storage answers is asked twice more, with all others in between, as one answer may be
  /// wrong, and who deletes a sound object and dies then has lost it.
  ///
  /// @param wrong as it seems; any may be sound
  /// @return how many objects were put back
  public long putBack(Collection<ObjectName> wrong) throws TidelockException, InterruptedException {
    Map<ObjectName, byte[]> kept = new HashMap<>(this.kept.objects());
    kept.putAll(new OwnHeads(tables, identity).of(wrong));
    Map<ObjectName, Answer> first = new LinkedHashMap<>();
    for (ObjectName name : wrong)
      if (kept.containsKey(name) || this.kept.segment(name).isPresent()) first.put(name, ask(name));
    long objects = 0;
    for (Map.Entry<ObjectName, Answer> e : first.entrySet()) {
      ObjectName name = e.getKey();
      Optional<byte[]> bytes =
          Optional.ofNullable(kept.get(name)).or(() -> this.kept.segment(name));
      if (bytes.isPresent() && putBack(name, bytes.get(), List.of(e.getValue(), ask(name))))
        objects++;
    }
    return objects;
  }

  /// Whether this device has the bytes of an object.
  public boolean keeps(ObjectName name) {
    return kept.objects().containsKey(name) || kept.segment(name).isPresent();
  }

  private boolean putBack(ObjectName name, byte[] bytes, List<Answer> answers)
      throws TidelockException, InterruptedException {
    boolean sure = answers.stream().distinct().count() == 1;
    Answer there = answers.getFirst();
    boolean sound = there.hash().filter(Hash256.sha256(bytes)::equals).isPresent();
    if (!sure || sound || there.valid()) return false;
    if (!there.equals(Answer.ABSENT) && mayBeRight(name)) return false;
    if (!there.equals(Answer.ABSENT)) remote.delete(name);
    remote.put(name, bytes);
    return true;
  }

  /// What the storage shows under a name.
  ///
  /// @param hash of the bytes; empty if there are none, or too many
  /// @param valid by itself, whether or not it is what this device knows, so that nobody may delete it
  private record Answer(Optional<Hash256> hash, boolean tooLong, boolean valid) {
    static final Answer ABSENT = new Answer(Optional.empty(), false, false);
    static final Answer TOO_LONG = new Answer(Optional.empty(), true, false);

    static Answer of(byte[] bytes, boolean valid) {
      return new Answer(Optional.of(Hash256.sha256(bytes)), false, valid);
    }
  }

  private Answer ask(ObjectName name) throws TidelockException, InterruptedException {
    try {
      return remote
          .find(name, MAX_KEPT)
          .map(bytes -> Answer.of(bytes, new SecondBodies(tables, identity).isValid(name, bytes)))
          .orElse(Answer.ABSENT);
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT) throw e;
      return Answer.TOO_LONG;
    }
  }

  /// Nothing here can tell whether what is there is right.
  private boolean mayBeRight(ObjectName name) {
    return copies.envelopes().stream().anyMatch(o -> o.name().equals(name.value()));
  }

  /// After a round: what was edited since is recorded, and rests on nothing that is damaged.
  ///
  /// @param asKnown whether a file is on the disk as the base knows it: else it was edited or removed just now, and is recorded with the next round
  /// @return how many files the next round sends again
  public long forget(Predicate<BaseRow> asKnown) {
    List<BaseEntry> rows = toSendAgain().stream().filter(asKnown).map(BaseRow::entry).toList();
    if (rows.isEmpty()) return 0;
    return tables
        .db()
        .transaction(
            () -> {
              for (BaseEntry row : rows) {
                tables.base().removeEmpty(row.id());
                tables.dirty().add(List.of(row.parent()));
              }
              return (long) rows.size();
            });
  }

  /// Whether a file that this device has rests on what is damaged.
  public boolean hasToSendAgain() {
    return !toSendAgain().isEmpty();
  }

  private List<BaseRow> toSendAgain() {
    if (damaged.all().isEmpty()) return List.of();
    List<BaseRow> rows = new ArrayList<>();
    eachUnsound(version -> row(version).ifPresent(rows::add));
    return rows;
  }

  private void eachUnsound(Consumer<Version> found) {
    List<Version> unsound = new ArrayList<>();
    tables
        .versions()
        .each(
            version -> {
              if (!isSound(version)) unsound.add(version);
            });
    unsound.forEach(found);
  }

  /// Whether no part of a version is known to be missing or damaged, or it is on this disk.
  ///
  /// @param asKnown whether a file is on the disk as the base knows it
  public boolean canBeHad(Version version, Predicate<BaseRow> asKnown) {
    return isSound(version) || row(version).filter(asKnown).isPresent();
  }

  private boolean isSound(Version version) {
    return damaged.all().isEmpty()
        || !(contents.open(version.id(), version.content()) instanceof FileContent file)
        || damaged.isSound(file);
  }

  /// What on this disk is this version.
  private Optional<BaseRow> row(Version version) {
    NodeId node = version.facts().node();
    return tables
        .base()
        .row(node)
        .filter(row -> isOf(row, version))
        .or(
            () ->
                tables
                    .base()
                    .row(Nodes.copyOf(node, version.id()))
                    .filter(row -> isOf(row, version)));
  }

  private static boolean isOf(BaseRow row, Version version) {
    return row.entry().version().filter(version.id()::equals).isPresent();
  }

  /// Files whose present version rests on what is missing or damaged.
  public List<String> lost() {
    return lost(_ -> false);
  }

  /// The same, without those that the next round can send again.
  ///
  /// @param asKnown whether a file is on the disk as the base knows it
  public List<String> beyondSending(Predicate<BaseRow> asKnown) {
    return lost(asKnown);
  }

  private List<String> lost(Predicate<BaseRow> isHere) {
    if (damaged.all().isEmpty()) return List.of();
    Lookup lookup = new Lookup(tables.merged(), tables.view());
    List<String> lost = new ArrayList<>();
    eachUnsound(
        version -> {
          Optional<Node> node = tables.merged().node(version.facts().node()).filter(Node::visible);
          boolean present = node.filter(n -> n.versions().contains(version.facts())).isPresent();
          boolean here = row(version).filter(isHere).isPresent();
          if (present && !here && lost.size() < MOST)
            node.flatMap(lookup::place).map(VaultPath::toString).ifPresent(lost::add);
        });
    return lost;
  }
}
