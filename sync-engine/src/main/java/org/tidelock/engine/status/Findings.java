package org.tidelock.engine.status;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Issue.Kind;
import org.tidelock.engine.Issue.Severity;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.SyncReport.Held;
import org.tidelock.engine.SyncReport.Problem;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.checkpoint.Joining;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.errors.SystemError;
import org.tidelock.engine.guard.Waiting;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Doubts;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.profile.Indexes;
import org.tidelock.engine.trust.Newcomers;

/// What a person should know: kept as issues over restarts, each until it is solved, and told in the report of a sync. Words are phrases: who shows them has their words.
public final class Findings {
  static final String LAST_CHECK = "last-check";
  private static final String CONFLICTS_TOLD = "conflicts-told";
  private static final String SCAN = "scan:";
  private static final String READ = "read:";
  private static final String CHANGING = "changing:";
  private static final String PLACE = "place:";
  private static final String BEHIND = "behind:";
  private static final String PLACED = "placed:";
  private static final String HIDDEN = "hidden:";
  private static final String PLACED_NO_MORE = "placed-no-more:";
  private static final String SILENT = "silent:";
  private static final String PUT_BACK = "put-back";
  private static final Duration NEWS = Duration.ofDays(14);

  /// Some 50 MB.
  private static final int MOST_ACTIVITY = 200_000;

  private static final Duration KEEP_ACTIVITY = Duration.ofDays(365);

  private final Tables tables;
  private final Effects effects;

  public Findings(Tables tables, Effects effects) {
    this.tables = tables;
    this.effects = effects;
  }

  /// Replaces what the last complete scan has found.
  ///
  /// @param unchosen what lies where something is that is not chosen for this device
  public void scanned(Scan scan, List<LocalPath> unchosen) {
    List<Issue> found = new ArrayList<>();
    for (LocalPath path : unchosen)
      found.add(
          cannot(SCAN, "LOC-20", path.toString(), Title.NOT_CHOSEN.of(), Body.NOT_CHOSEN.of()));
    for (Scan.Unsyncable u : scan.unsyncable()) unsyncable(u).ifPresent(found::add);
    replace(SCAN, found);
  }

  private Optional<Issue> unsyncable(Scan.Unsyncable u) {
    String path = u.path().toString();
    return switch (u.reason()) {
      case UNREADABLE ->
          Optional.of(
              cannot(SCAN, "LOC-04", path, Title.NO_PERMISSION.of(), Body.NOT_LET_READ.of()));
      case SPECIAL ->
          Optional.of(
              issue(
                  SCAN,
                  Severity.INFO,
                  Kind.CANNOT_SYNC,
                  "LOC-10",
                  path,
                  Title.NOT_A_FILE.of(),
                  Body.NO_SPECIAL_FILES.of()));
      case LINK_OUTSIDE ->
          Optional.of(
              cannot(SCAN, "LOC-11", path, Title.LINK_OUT.of(), Body.LINKS_INSIDE_ONLY.of()));
      case NAME ->
          Optional.of(
              cannot(SCAN, "LOC-05", path, Title.NAME_NOT_STORED.of(), Body.RENAME_IT.of()));
      case NAME_CLASH ->
          Optional.of(cannot(SCAN, "LOC-06", path, Title.NAMES_CLASH.of(), Body.RENAME_ONE.of()));
      case TOO_LARGE ->
          Optional.of(
              cannot(
                  SCAN,
                  "LOC-14",
                  path,
                  Title.TOO_LARGE.of(),
                  Body.SPLIT_IT.of(Scan.LARGEST_FILE >> 30)));
      case OTHER_VOLUME ->
          Optional.of(
              issue(
                  SCAN,
                  Severity.INFO,
                  Kind.CANNOT_SYNC,
                  "LOC-12",
                  path,
                  Title.OTHER_DRIVE.of(),
                  Body.NO_OTHER_DRIVES.of()));
      case LEFTOVER -> Optional.empty();
    };
  }

  /// Files that could not be read. What was told of others stays, unless they were looked at.
  public void unreadable(Map<LocalPath, IOException> files, Predicate<LocalPath> lookedAt) {
    List<Issue> found = new ArrayList<>();
    files.forEach((path, cause) -> found.add(unreadable(path, cause)));
    replace(READ, found, lookedAt);
  }

  private Issue unreadable(LocalPath path, IOException cause) {
    if (SystemError.IN_USE.is(cause))
      return cannot(READ, "LOC-03", path.toString(), Title.IN_USE.of(), Body.TRIED_AGAIN.of());
    return cannot(
        READ, "LOC-04", path.toString(), Title.CANNOT_BE_READ.of(), Body.NOT_LET_READ.of());
  }

  /// Files that would not hold still. What was told of others stays, unless they were looked at.
  public void changing(Collection<LocalPath> files, Predicate<LocalPath> lookedAt) {
    replace(CHANGING, files.stream().map(this::changing).toList(), lookedAt);
  }

  private Issue changing(LocalPath path) {
    return cannot(
        CHANGING, "SYN-03", path.toString(), Title.KEEPS_CHANGING.of(), Body.SENT_WHEN_STILL.of());
  }

  /// What could not be put on this disk, by path.
  public void unplaced(Map<String, TidelockException> problems) {
    List<Issue> found = new ArrayList<>();
    problems.forEach(
        (path, e) ->
            found.add(
                cannot(
                    PLACE,
                    code(e),
                    path,
                    Title.CANNOT_BE_BROUGHT.of(),
                    e.happened().and(e.todo()))));
    replace(PLACE, found);
  }

  /// Folders that others have removed and that stay here. Told for a while: nobody has to do anything.
  public void leftBehind(Collection<String> folders) {
    for (String path : folders)
      tables
          .issues()
          .put(
              issue(
                  BEHIND,
                  Severity.INFO,
                  Kind.CANNOT_SYNC,
                  "LOC-17",
                  path,
                  Title.FOLDER_STAYS.of(),
                  Body.FOLDER_STAYS.of()));
  }

  /// The folder was put back from a backup. Told for a while.
  public void putBack() {
    tables
        .issues()
        .put(
            new Issue(
                PUT_BACK,
                Severity.INFO,
                Kind.SAFETY,
                "LOC-23",
                Title.FOLDER_PUT_BACK.of(),
                Body.FOLDER_PUT_BACK.of(),
                Optional.empty(),
                effects.clock().instant()));
  }

  /// Replaces what was told of folders that lie elsewhere.
  ///
  /// @param waiting those that are not surely there, and why
  /// @param hidden what lies under their names in the vault's folder itself
  public void placed(Map<Path, PlacedFolder.State> waiting, List<LocalPath> hidden) {
    List<Issue> found = new ArrayList<>();
    waiting.forEach((place, why) -> found.add(waits(place.toString(), why)));
    replace(PLACED, found);
    replace(
        HIDDEN,
        hidden.stream()
            .map(
                path ->
                    cannot(HIDDEN, "LOC-22", path.toString(), Title.HIDDEN.of(), Body.HIDDEN.of()))
            .toList());
  }

  private Issue waits(String place, PlacedFolder.State why) {
    return switch (why) {
      case UNMARKED, OTHER_VAULT ->
          cannot(PLACED, "LOC-15", place, Title.PLACED_WAITS.of(), Body.PLACED_UNMARKED.of());
      case EMPTIED ->
          cannot(PLACED, "LOC-16", place, Title.PLACED_WAITS.of(), Body.PLACED_EMPTIED.of());
      case SYNCED, GONE, OTHER_DRIVE ->
          cannot(PLACED, "LOC-01", place, Title.PLACED_WAITS.of(), Body.PLACED_GONE.of());
    };
  }

  /// A folder that others have moved into another one, or deleted. Told for a while: nobody has to do anything.
  public void placedNoMore(Path place) {
    tables
        .issues()
        .put(
            issue(
                PLACED_NO_MORE,
                Severity.INFO,
                Kind.CANNOT_SYNC,
                "LOC-21",
                place.toString(),
                Title.PLACED_NO_MORE.of(),
                Body.PLACED_NO_MORE.of()));
  }

  /// A file whose bytes are others though it looks as before: a program's doing or a drive's. Told for a while.
  public void silent(LocalPath path) {
    tables
        .issues()
        .put(
            issue(
                SILENT,
                Severity.INFO,
                Kind.SAFETY,
                "LOC-19",
                path.toString(),
                Title.CHANGED_SILENTLY.of(),
                Body.CHANGED_SILENTLY.of()));
  }

  private static String code(TidelockException e) {
    return switch (e.code()) {
      case MISSING, INTEGRITY -> "STO-05";
      case STORAGE -> StorageCode.of(e).code();
      default -> LocalCodes.of(e);
    };
  }

  /// Copies that have appeared; those that were told before are told until they are settled.
  public void conflicts(Map<NodeId, SyncReport.Conflict> appeared) {
    new Conflicts(tables, effects).tell(appeared);
  }

  /// The disk was compared with the storage, and nothing stood in the way.
  public void checked() {
    forgetOldNews();
    tables.activity().forget(effects.clock().instant().minus(KEEP_ACTIVITY), MOST_ACTIVITY);
    // Those that were there before this index do not appear any more.
    if (tables.meta().number(CONFLICTS_TOLD).isEmpty()) {
      new Conflicts(tables, effects).tellAll();
      tables.meta().putNumber(CONFLICTS_TOLD, 1);
    }
    tables.meta().putNumber(LAST_CHECK, effects.clock().instant().toEpochMilli());
  }

  /// That a device was added, a folder stays or the index is new needs nobody's hand; after a while everybody knows.
  private void forgetOldNews() {
    Instant old = effects.clock().instant().minus(NEWS);
    for (Issue i : tables.issues().all())
      if ((isNews(i) && i.since().isBefore(old)) || isSyncedAgain(i))
        tables.issues().remove(i.id());
  }

  private static boolean isNews(Issue i) {
    return i.id().startsWith(Newcomers.ISSUE)
        || i.id().startsWith(BEHIND)
        || i.id().startsWith(SILENT)
        || i.id().equals(PUT_BACK)
        || i.id().startsWith(PLACED_NO_MORE)
        || i.id().startsWith(Joining.ISSUE)
        || i.id().equals(Indexes.REBUILT);
  }

  private boolean isSyncedAgain(Issue i) {
    return i.id().startsWith(BEHIND) && tables.base().folderAt(path(i, BEHIND)).isPresent();
  }

  public List<Problem> problems() {
    return tables.issues().all().stream()
        .filter(i -> isAboutAFile(i) || Doubts.is(i))
        .map(i -> new Problem(i.code(), i.path().orElse(""), i.title() + ". " + i.body()))
        .toList();
  }

  /// What waits for an answer.
  public List<Held> held() {
    return tables.holds().open().stream()
        .map(h -> new Held(String.valueOf(h.id()), Waiting.kind(h.cause()), h.files()))
        .toList();
  }

  private static boolean isAboutAFile(Issue i) {
    return i.kind() == Kind.CANNOT_SYNC
        && i.severity() != Severity.INFO
        && !LastFailure.is(i); // of an earlier round
  }

  private void replace(String prefix, List<Issue> found) {
    replace(prefix, found, _ -> true);
  }

  private void replace(String prefix, List<Issue> found, Predicate<LocalPath> over) {
    Map<String, Issue> now = new LinkedHashMap<>();
    found.forEach(i -> now.put(i.id(), i));
    Set<String> before = new HashSet<>();
    for (Issue i : tables.issues().all())
      if (i.id().startsWith(prefix) && over.test(path(i, prefix))) before.add(i.id());
    if (before.isEmpty() && now.isEmpty()) return;
    tables
        .db()
        .transaction(
            () -> {
              before.stream().filter(id -> !now.containsKey(id)).forEach(tables.issues()::remove);
              now.values().forEach(tables.issues()::put);
              return true;
            });
  }

  private static LocalPath path(Issue issue, String prefix) {
    return new LocalPath(List.of(issue.id().substring(prefix.length()).split("/")));
  }

  private Issue cannot(String prefix, String code, String path, Said title, Said body) {
    return issue(prefix, Severity.ATTENTION, Kind.CANNOT_SYNC, code, path, title, body);
  }

  private Issue issue(
      String prefix,
      Severity severity,
      Kind kind,
      String code,
      String about,
      Said title,
      Said body) {
    return new Issue(
        prefix + about,
        severity,
        kind,
        code,
        title,
        body,
        Optional.of(about),
        effects.clock().instant());
  }
}
