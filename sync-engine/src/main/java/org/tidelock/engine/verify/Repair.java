package org.tidelock.engine.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Inventory;
import org.tidelock.engine.index.LogTable;
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
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.SealedContents;

/// Mends what a check has found, from what this device has: objects of which it has kept the bytes are put back; files whose present version rests on packs
/// that are missing or damaged are forgotten in the base, so that the next round finds them on the disk and sends them whole. On the engine's thread.
public final class Repair {
  private static final int MOST = 100;

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final SealedContents contents;
  private final DamagedPacks damaged;

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
  }

  /// @param found by a check just now
  /// @return how many objects were put back
  public long putBack(VerifyReport found) throws TidelockException, InterruptedException {
    Map<ObjectName, byte[]> kept = kept();
    Map<ObjectName, Inventory.StoredSegment> segments = segments();
    long objects = 0;
    for (Finding finding : found.findings()) {
      if (!ObjectName.isValid(finding.object())) continue;
      ObjectName name = new ObjectName(finding.object());
      Optional<byte[]> bytes =
          Optional.ofNullable(kept.get(name))
              .or(() -> Optional.ofNullable(segments.get(name)).flatMap(this::bytes));
      if (bytes.isEmpty()) continue;
      if (finding.code() != ErrorCode.MISSING) remote.delete(name);
      remote.put(name, bytes.get());
      objects++;
    }
    return objects;
  }

  private Map<ObjectName, byte[]> kept() {
    Map<ObjectName, byte[]> kept = new HashMap<>();
    kept.put(ObjectName.header(), identity.header().bytes());
    for (VaultObject o : identity.members().objects())
      kept.put(new ObjectName(o.name()), o.bytes());
    for (VaultObject o : KeptVault.envelopes(tables.meta()))
      kept.put(new ObjectName(o.name()), o.bytes());
    return kept;
  }

  private Map<ObjectName, Inventory.StoredSegment> segments() {
    Map<ObjectName, Inventory.StoredSegment> segments = new HashMap<>();
    for (Inventory.StoredSegment s : new Inventory(tables.db()).segments())
      segments.put(ObjectName.segment(s.writer(), s.seq()), s);
    return segments;
  }

  /// As it was received, or written; empty if a checkpoint told of it and it is still being fetched.
  private Optional<byte[]> bytes(Inventory.StoredSegment s) {
    return tables
        .log()
        .segment(s.writer(), s.seq())
        .filter(LogTable.Segment::isFetched)
        .map(LogTable.Segment::bytes);
  }

  /// After a round: what was edited since is recorded, and rests on nothing that is damaged.
  ///
  /// @return how many files the next round sends again
  public long forget() {
    if (damaged.all().isEmpty()) return 0;
    List<BaseEntry> rows = new ArrayList<>();
    eachUnsound(version -> row(version).map(BaseRow::entry).ifPresent(rows::add));
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

  private boolean isSound(Version version) {
    return !(contents.open(version.id(), version.content()) instanceof FileContent file)
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
    if (damaged.all().isEmpty()) return List.of();
    Lookup lookup = new Lookup(tables.merged(), tables.view());
    List<String> lost = new ArrayList<>();
    eachUnsound(
        version -> {
          Optional<Node> node = tables.merged().node(version.facts().node()).filter(Node::visible);
          boolean present = node.filter(n -> n.versions().contains(version.facts())).isPresent();
          if (present && lost.size() < MOST)
            node.flatMap(lookup::place).map(VaultPath::toString).ifPresent(lost::add);
        });
    return lost;
  }
}
