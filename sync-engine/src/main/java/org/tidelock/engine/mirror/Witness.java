package org.tidelock.engine.mirror;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.history.Head;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedHead;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;

/// What the second copy testifies against the main storage: heads and members, signed by devices of the vault, that the main storage does not have, or of which it has
/// shown something else. Nothing is taken in from the copy. For one run; one thread at a time.
final class Witness {
  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

  /// So many entries of the members that this device does not know are read.
  private static final int MOST_ENTRIES = 256;

  private final Tables tables;
  private final Remote main;
  private final Remote copy;
  private final Identity identity;
  private final MirrorNotes notes;
  private final List<Finding> contradicted = new ArrayList<>();

  /// What the main storage has to have, as the copy says: a segment or an entry of the members, and what tells of it.
  private final TreeMap<ObjectName, String> owed = new TreeMap<>();

  private Members members;

  Witness(Tables tables, Remote main, Remote copy, Identity identity, MirrorNotes notes) {
    this.tables = tables;
    this.main = main;
    this.copy = copy;
    this.identity = identity;
    this.notes = notes;
    this.members = identity.members();
  }

  /// Hears what the copy says.
  ///
  /// @param there what lies in it
  void hear(Set<ObjectName> there) throws TidelockException, InterruptedException {
    entries(there);
    for (AllegedHead newest : newest(there)) head(newest);
  }

  /// Whether all members that the copy has are known here: else a slot may count here that was taken away.
  boolean knowsMembers() {
    return members.objects().size() == identity.members().objects().size();
  }

  private void entries(Set<ObjectName> there) throws TidelockException, InterruptedException {
    Set<String> known = new HashSet<>();
    for (VaultObject o : identity.members().objects()) known.add(o.name());
    List<VaultObject> all = new ArrayList<>(identity.members().objects());
    int more = 0;
    for (ObjectName name : there) {
      if (!Identity.MEMBER.matcher(name.value()).matches() || known.contains(name.value()))
        continue;
      if (++more > MOST_ENTRIES) break;
      entry(name).ifPresent(all::add);
    }
    if (all.size() == known.size()) return;
    try {
      members = Members.read(identity.header(), all, identity.keys());
    } catch (CryptoException notOurs) {
      LOG.warn("the second copy has entries of the members that do not verify", notOurs);
      return;
    }
    for (VaultObject o : members.objects())
      if (!known.contains(o.name()))
        owed.put(
            new ObjectName(o.name()),
            "The second copy has this entry of the members, and the main storage does not.");
  }

  /// What is not what its name says would only be in the way.
  private Optional<VaultObject> entry(ObjectName name)
      throws TidelockException, InterruptedException {
    try {
      return copy.find(name, ObjectType.MEMBER.maxBytes())
          .filter(bytes -> name.value().equals("members/" + Hash256.sha256(bytes)))
          .map(bytes -> new VaultObject(name.value(), bytes));
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT) throw e;
      return Optional.empty();
    }
  }

  private static Collection<AllegedHead> newest(Set<ObjectName> there) {
    Map<WriterId, AllegedHead> newest = new TreeMap<>();
    for (ObjectName name : there)
      name.asHead()
          .ifPresent(h -> newest.merge(h.writer(), h, (a, b) -> a.seq() < b.seq() ? b : a));
    return newest.values();
  }

  private void head(AllegedHead newest) throws TidelockException, InterruptedException {
    if (notes.verified(newest.writer()).filter(seq -> seq >= newest.seq()).isPresent()) return;
    Optional<Head> head =
        new VerifiedHeads(copy, tables, identity).find(newest, members).map(s -> s.head());
    if (head.isEmpty()) return; // whoever runs the copy can put anything there
    Optional<LogTable.Segment> known = tables.log().segment(newest.writer(), newest.seq());
    ObjectName segment = ObjectName.segment(newest.writer(), newest.seq());
    if (known.isEmpty()) {
      owed.put(
          segment,
          "A head in the second copy tells of this segment, and the main storage does not have it.");
    } else if (!known.get().hash().equals(head.get().segment())) {
      contradicted.add(
          new Finding(
              ErrorCode.FORK,
              segment.value(),
              "Its device signed another one for the second copy than for the main storage.",
              List.of()));
    } else {
      notes.verified(newest.writer(), newest.seq());
    }
  }

  /// What the main storage does not have, or contradicts, to the end: what is merely newer than what this device had learned is there when it is asked for.
  List<Finding> findings() throws TidelockException, InterruptedException {
    List<Finding> findings = new ArrayList<>(contradicted);
    for (Map.Entry<ObjectName, String> e : owed.entrySet())
      if (!main.exists(e.getKey()))
        findings.add(new Finding(ErrorCode.ROLLBACK, e.getKey().value(), e.getValue(), List.of()));
    return findings;
  }
}
