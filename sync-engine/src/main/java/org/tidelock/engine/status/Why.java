package org.tidelock.engine.status;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.Issue;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Deleted;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.Standing;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.phrase.Fact;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.Rules;
import org.tidelock.engine.selection.Selection;

/// Says why a path is, or is not, synced: one fact a sentence, each looked up now.  Times are those of the devices' clocks.
public final class Why {

  private final Tables tables;
  private final Profile.Settings settings;
  private final Rules rules;
  private final Selection selection;
  private final StatusBoard board;
  private final Places places;
  private final Mounts mounts;

  /// @param selection over the same connection
  public Why(
      Tables reading,
      Profile.Settings settings,
      Rules rules,
      Selection selection,
      StatusBoard board,
      Places places,
      Mounts mounts) {
    this.tables = reading;
    this.settings = settings;
    this.rules = rules;
    this.selection = selection;
    this.board = board;
    this.places = places;
    this.mounts = mounts;
  }

  /// The disk is not looked at while the index is held.
  public List<Said> of(String path) {
    VaultPath asked = VaultPath.of(path);
    if (asked.isTop()) return List.of(Fact.THE_FOLDER.of(settings.folder()));
    LocalPath place = tables.db().transaction(() -> new Run(asked, Here.UNKNOWN).place());
    Here here = look(place);
    return tables.db().transaction(() -> new Run(asked, here).facts());
  }

  /// What is on the disk.
  private record Here(boolean reachable, Optional<Fingerprint> found) {
    static final Here UNKNOWN = new Here(false, Optional.empty());
  }

  /// What lies below something that cannot be walked through is not to be seen, though the folder is there.
  private Here look(LocalPath place) {
    try {
      Disk disk = places.disk(settings.folder(), mounts);
      try {
        return new Here(true, disk.look(place));
      } catch (IOException e) {
        return new Here(disk.look(LocalPath.ROOT).isPresent(), Optional.empty());
      }
    } catch (IOException e) {
      return Here.UNKNOWN;
    }
  }

  private final class Run {
    private final VaultPath path;
    private final Here here;
    private final Lookup lookup = new Lookup(tables.merged(), tables.view());
    private final Standing standing = new Standing(tables, rules, selection.now());
    private final Optional<Entry> entry;
    private final Optional<BaseRow> row;
    private final List<Said> facts = new ArrayList<>();
    private final OpenAbout open;

    Run(VaultPath path, Here here) {
      this.path = path;
      this.here = here;
      this.entry = lookup.entry(path);
      this.row = entry.map(Entry::id).or(this::rowAt).flatMap(tables.base()::row);
      LocalPath place = place();
      this.open =
          new OpenAbout(
              board.issues(),
              Stream.of(path.toString(), place.toString()).collect(Collectors.toSet()),
              mounts.folderOf(settings.folder(), place));
    }

    LocalPath place() {
      return row.flatMap(r -> tables.base().pathOf(r.entry().id())).orElse(path.local());
    }

    /// What the base has at the place, though the vault does not show it there any more.
    private Optional<NodeId> rowAt() {
      return tables.base().folderAt(path.parent().local()).stream()
          .flatMap(f -> tables.base().rowsIn(f).stream())
          .filter(r -> r.entry().localName().equals(path.name()))
          .map(r -> r.entry().id())
          .findFirst();
    }

    List<Said> facts() {
      here();
      waits();
      rule();
      if (entry.filter(standing::isUnchosen).isPresent()) facts.add(Fact.NOT_CHOSEN.of());
      vault();
      entry.flatMap(Entry::version).ifPresent(this::sent);
      if (entry.filter(e -> e.version().isEmpty()).isPresent()) sent(entry.get().placed().id());
      issues();
      return facts;
    }

    private void waits() {
      if (row.isEmpty()) return;
      NodeId id = row.get().entry().id();
      if (tables.holds().waiting(Cause.GONE_HERE).contains(id)) facts.add(Fact.DELETION_WAITS.of());
      if (tables.holds().waiting(Cause.DELETED_ELSEWHERE).contains(id))
        facts.add(Fact.REMOVAL_WAITS.of());
      if (tables.holds().waiting(Cause.REWRITTEN_HERE).contains(id))
        facts.add(Fact.REWRITE_WAITS.of());
      if (tables.holds().waiting(Cause.REWRITTEN_ELSEWHERE).contains(id))
        facts.add(Fact.REPLACEMENT_WAITS.of());
    }

    private void here() {
      Path folder = mounts.folderOf(settings.folder(), place());
      if (!here.reachable()) {
        facts.add(Fact.FOLDER_UNREACHABLE.of(folder));
        return;
      }
      facts.add((here.found().isPresent() ? Fact.HERE : Fact.NOT_HERE).of(folder));
      here.found().ifPresent(this::changes);
    }

    private void changes(Fingerprint there) {
      if (there.kind() == Fingerprint.Kind.OTHER) {
        facts.add(Fact.NO_FILE_FOLDER_OR_LINK.of());
      } else if (row.isEmpty()) {
        // What cannot be read or is not followed no round sees, nor what is below it.
        if (open.itself().isEmpty()
            && open.above().isEmpty()
            && !standing.isLeftOut(path, there.kind() == Fingerprint.Kind.FOLDER))
          facts.add(Fact.NOT_SEEN_YET.of());
      } else if (there.kind() != Fingerprint.Kind.FOLDER && hasChanged(there, row.get())) {
        facts.add(Fact.CHANGED_SINCE.of());
      } else {
        facts.add(Fact.AS_LAST_SEEN.of());
      }
    }

    private static boolean hasChanged(Fingerprint there, BaseRow row) {
      return !there.hasSameBytes(row.fingerprint())
          || there.executable() != row.fingerprint().executable();
    }

    private void rule() {
      boolean folder =
          entry
              .map(e -> e.kind() == NodeKind.FOLDER)
              .or(() -> here.found().map(f -> f.kind() == Fingerprint.Kind.FOLDER))
              .orElse(false);
      if (!standing.isLeftOut(path, folder)) {
        facts.add(Fact.NOT_LEFT_OUT.of());
        return;
      }
      for (int i = 1; i <= path.names().size(); i++) {
        VaultPath part = new VaultPath(path.names().subList(0, i));
        Optional<String> rule = rules.ruleFor(part.toString());
        if (rule.isEmpty()) continue;
        facts.add(
            part.equals(path)
                ? Fact.LEFT_OUT.of(rule.get())
                : Fact.LEFT_OUT_WITH.of(rule.get(), part));
        return;
      }
    }

    private void vault() {
      if (entry.isPresent()) {
        known(entry.get());
        return;
      }
      List<Deleted.Item> deleted = new Deleted(tables, lookup).at(path);
      if (deleted.isEmpty()) {
        facts.add(Fact.NEVER_THERE.of());
        return;
      }
      Deleted.Item last = deleted.getFirst();
      facts.add(Fact.DELETED.of(tables.deviceName(last.by().writer()), last.when()));
      sent(last.by());
    }

    private void known(Entry e) {
      if (e.version().isPresent()) {
        OpId version = e.version().get();
        facts.add(inVault(e, version));
      } else {
        facts.add(Fact.FOLDER_IN_VAULT.of());
      }
      e.conflict()
          .ifPresent(
              c -> facts.add(Fact.CONFLICT_COPY.of(tables.deviceName(c.author()), c.name())));
      boolean same =
          row.filter(r -> r.entry().content().equals(e.content()) && r.entry().kind() == e.kind())
              .isPresent();
      if (!same) facts.add(Fact.NOT_HERE_YET.of());
    }

    private Said inVault(Entry e, OpId version) {
      String device = tables.deviceName(version.writer());
      return tables
          .merged()
          .version(version)
          .map(ContentVersion::made)
          .map(t -> Fact.IN_VAULT_SINCE.of(new Said.Size(e.size()), device, t))
          .orElseGet(() -> Fact.IN_VAULT.of(new Said.Size(e.size()), device));
    }

    /// Where the commit with this operation has got to.
    private void sent(OpId operation) {
      if (standing.isWaiting(operation)) {
        facts.add(Fact.NOT_SENT.of());
        return;
      }
      facts.add(Fact.CONFIRMED.of());
      Map<DeviceId, Acknowledged> devices = new HashMap<>();
      for (LogTable.Writer w : tables.log().writers()) {
        boolean knows =
            operation.writer().equals(w.id())
                || tables
                    .log()
                    .seen(w.id(), w.count() - 1)
                    .filter(s -> s.covers(operation))
                    .isPresent();
        devices.merge(w.device(), new Acknowledged(w.name(), knows, w.made()), Acknowledged::with);
      }
      devices.values().stream()
          .sorted(java.util.Comparator.comparing(Acknowledged::name))
          .forEach(d -> facts.add(d.fact(settings.device())));
    }

    private void issues() {
      int before = facts.size();
      if (board.pausedUntil().isPresent()) facts.add(Fact.PAUSED.of());
      for (Issue i : open.itself()) facts.add(Fact.OPEN.of(i.title(), i.body(), i.code()));
      for (Issue i : open.above())
        facts.add(Fact.OPEN_ABOVE.of(i.path().orElseThrow(), i.title(), i.body(), i.code()));
      for (Issue i : open.ofAll()) facts.add(Fact.OPEN_OF_ALL.of(i.title(), i.body(), i.code()));
      if (facts.size() == before) facts.add(Fact.NOTHING_OPEN.of());
    }
  }

  /// What a device has said of a commit with all that it has written.
  private record Acknowledged(String name, boolean knows, Instant last) {
    Acknowledged with(Acknowledged other) {
      return new Acknowledged(
          last.isAfter(other.last) ? name : other.name,
          knows || other.knows,
          last.isAfter(other.last) ? last : other.last);
    }

    Said fact(String thisDevice) {
      if (!knows) return Fact.DEVICE_SILENT.of(name, last);
      return (name.equals(thisDevice) ? Fact.THIS_DEVICE_KNOWS : Fact.DEVICE_KNOWS).of(name);
    }
  }
}
