package org.tidelock.engine.core;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.Issue;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;

/// Says why a path is, or is not, synced: one fact a sentence, each looked up now. Times are those of the devices' clocks, in UTC.
final class Why {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Tables tables;
  private final Profile.Settings settings;
  private final Rules rules;
  private final StatusBoard board;

  Why(Tables reading, Profile.Settings settings, Rules rules, StatusBoard board) {
    this.tables = reading;
    this.settings = settings;
    this.rules = rules;
    this.board = board;
  }

  /// The disk is not looked at while the index is held.
  List<String> of(String path) {
    VaultPath asked = VaultPath.of(path);
    if (asked.isTop()) return List.of("It is the folder " + settings.folder() + " itself.");
    LocalPath place = tables.db().transaction(() -> new Run(asked, Here.UNKNOWN).place());
    Here here = look(place);
    return tables.db().transaction(() -> new Run(asked, here).facts());
  }

  /// What is on the disk.
  private record Here(boolean reachable, Optional<Fingerprint> found) {
    static final Here UNKNOWN = new Here(false, Optional.empty());
  }

  private Here look(LocalPath place) {
    try {
      return new Here(true, RealDisk.open(settings.folder()).look(place));
    } catch (IOException e) {
      return Here.UNKNOWN;
    }
  }

  private final class Run {
    private final VaultPath path;
    private final Here here;
    private final Lookup lookup = new Lookup(tables.merged(), tables.view());
    private final Standing standing = new Standing(tables);
    private final Optional<Entry> entry;
    private final Optional<BaseRow> row;
    private final List<String> facts = new ArrayList<>();

    Run(VaultPath path, Here here) {
      this.path = path;
      this.here = here;
      this.entry = lookup.entry(path);
      this.row = entry.map(Entry::id).or(this::rowAt).flatMap(tables.base()::row);
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

    List<String> facts() {
      here();
      rule();
      vault();
      entry.flatMap(Entry::version).ifPresent(this::sent);
      if (entry.filter(e -> e.version().isEmpty()).isPresent()) sent(entry.get().placed().id());
      issues();
      return facts;
    }

    private void here() {
      String folder = settings.folder().toString();
      if (!here.reachable()) {
        facts.add(
            "It cannot be looked at: the folder " + folder + " is not there, or is not readable.");
        return;
      }
      facts.add(
          "It is "
              + (here.found().isPresent() ? "" : "not ")
              + "on this computer, in "
              + folder
              + ".");
      here.found().ifPresent(this::changes);
    }

    private void changes(Fingerprint there) {
      if (there.kind() == Fingerprint.Kind.OTHER) {
        facts.add("It is neither a file nor a folder nor a link, and such things are not synced.");
      } else if (row.isEmpty()) {
        if (!standing.isLeftOut(path, there.kind() == Fingerprint.Kind.FOLDER))
          facts.add("No round has seen it yet: the next one compares it with the vault.");
      } else if (there.kind() != Fingerprint.Kind.FOLDER && hasChanged(there, row.get())) {
        facts.add("It was changed since the last round: the next one records that.");
      } else {
        facts.add("It is as the last round saw it.");
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
        facts.add("No rule leaves it out.");
        return;
      }
      for (int i = 1; i <= path.names().size(); i++) {
        VaultPath part = new VaultPath(path.names().subList(0, i));
        Optional<String> rule = rules.ruleFor(part.toString());
        if (rule.isEmpty()) continue;
        facts.add(
            part.equals(path)
                ? "The rule " + rule.get() + " leaves it out on this computer."
                : "The rule " + rule.get() + " leaves out " + part + ", and so all that is in it.");
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
        facts.add("The vault has nothing at this place, and never had.");
        return;
      }
      Deleted.Item last = deleted.getFirst();
      facts.add(
          "It was deleted on "
              + tables.deviceName(last.by().writer())
              + ", "
              + TIME.format(last.when())
              + ", and can be restored.");
      sent(last.by());
    }

    private void known(Entry e) {
      if (e.version().isPresent()) {
        OpId version = e.version().get();
        facts.add(
            "The vault has it: "
                + String.format(Locale.ROOT, "%,d", e.size())
                + " bytes, recorded on "
                + tables.deviceName(version.writer())
                + made(version)
                + ".");
      } else {
        facts.add("The vault has this folder.");
      }
      e.conflict()
          .ifPresent(
              c ->
                  facts.add(
                      "It is the version of "
                          + tables.deviceName(c.author())
                          + " of "
                          + c.name()
                          + ", which was changed in two places at once."));
      boolean same =
          row.filter(r -> r.entry().content().equals(e.content()) && r.entry().kind() == e.kind())
              .isPresent();
      if (!same) facts.add("What the vault has is not on this computer yet.");
    }

    private String made(OpId version) {
      return tables
          .merged()
          .version(version)
          .map(ContentVersion::made)
          .map(t -> ", " + TIME.format(t))
          .orElse("");
    }

    /// Where the commit with this operation has got to.
    private void sent(OpId operation) {
      if (standing.isWaiting(operation)) {
        facts.add("This computer has not sent that yet: the storage has not confirmed it.");
        return;
      }
      facts.add("The storage has confirmed it.");
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
          .forEach(d -> facts.add(d.sentence(settings.device())));
    }

    private void issues() {
      boolean any = false;
      for (Issue issue : board.issues()) {
        if (!issue.path().equals(Optional.of(path.toString()))) continue;
        facts.add("Open: " + issue.title() + ". " + issue.body() + " [" + issue.code() + "]");
        any = true;
      }
      if (!any) facts.add("Nothing about it is open.");
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

    String sentence(String thisDevice) {
      if (knows) return name + (name.equals(thisDevice) ? " (this device)" : "") + " knows of it.";
      return name
          + " has not said that it knows of it: it wrote last "
          + TIME.format(last)
          + ", and a device says what it knows with its next change.";
    }
  }
}
