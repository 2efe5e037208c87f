package org.tidelock.engine.status;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Issue.Kind;
import org.tidelock.engine.Issue.Severity;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.StorageException;

/// Why work did not get through, kept as an issue over restarts until a round succeeds. Written by one thread at a time, read by any.
public final class LastFailure {
  /// The storage is not as it was written. Stands whatever else fails later.
  private static final String STOP = "stop";

  /// The folder is not surely the synced one. A look at the folder is enough to see that it is.
  private static final String FOLDER = "folder";

  /// Everything else; the last of it.
  private static final String FAILURE = "failure";

  private static final Logger LOG = LoggerFactory.getLogger(LastFailure.class);

  private final Tables tables;
  private final Effects effects;

  /// What the index did not take, as where the disk below it is full.
  private volatile Optional<Issue> unkept = Optional.empty();

  public LastFailure(Tables tables, Effects effects) {
    this.tables = tables;
    this.effects = effects;
  }

  public void failed(TidelockException e) {
    Issue issue = issue(e);
    try {
      // The storage has answered.
      if (issue.id().equals(STOP)) tables.issues().remove(FAILURE);
      tables.issues().put(issue);
      unkept = Optional.empty();
    } catch (IndexException notKept) {
      LOG.warn("the index did not take why work has failed: {}", notKept.getMessage());
      unkept = Optional.of(issue);
    }
  }

  /// A round got through.
  public void isOver() {
    for (String id : List.of(STOP, FOLDER, FAILURE)) tables.issues().remove(id);
    unkept = Optional.empty();
  }

  /// A look at the folder got through.
  public void folderIsThere() {
    if (tables.issues().all().stream().anyMatch(i -> i.id().equals(FOLDER)))
      tables.issues().remove(FOLDER);
    unkept = unkept.filter(i -> !i.id().equals(FOLDER));
  }

  /// With what the index did not take.
  ///
  /// @param kept most severe first
  Stream<Issue> with(List<Issue> kept) {
    Optional<Issue> more = unkept;
    return Stream.concat(
            more.stream(),
            kept.stream().filter(i -> more.stream().noneMatch(m -> m.id().equals(i.id()))))
        .sorted(Comparator.comparing(Issue::severity));
  }

  static boolean is(Issue issue) {
    return issue.id().equals(FAILURE);
  }

  /// Of any kind.
  static boolean isAny(Issue issue) {
    return List.of(STOP, FOLDER, FAILURE).contains(issue.id());
  }

  static boolean isSilence(Issue issue) {
    return is(issue) && StorageCode.isAway(issue.code());
  }

  private Issue issue(TidelockException e) {
    return switch (e.code()) {
      case NEEDS_YOU ->
          isKeyWanting(e)
              ? issue(e, FAILURE, Severity.ATTENTION, Kind.SAFETY, "DEV-05")
              : issue(e, FOLDER, Severity.DECIDE, Kind.SAFETY, folder(e));
      case REMOVED -> issue(e, STOP, Severity.DECIDE, Kind.SAFETY, "DEV-01");
      case STORAGE -> storage(e);
      case LOCAL -> issue(e, FAILURE, Severity.ATTENTION, Kind.CANNOT_SYNC, LocalCodes.of(e));
      case UNEXPECTED, USAGE, NOT_SET_UP, LOCKED, ALREADY_RUNNING ->
          issue(e, FAILURE, Severity.ATTENTION, Kind.CANNOT_SYNC, "APP-99");
      case INTEGRITY, ROLLBACK, FORK, MISSING, UNSUPPORTED, LIMIT, AUTH, IDENTITY ->
          issue(e, STOP, Severity.DECIDE, Kind.SAFETY, e.code().name());
    };
  }

  private static boolean isKeyWanting(TidelockException e) {
    return e.happened().phrase() == Happened.NO_KEY
        || e.happened().phrase() == Happened.KEY_NOT_GIVEN;
  }

  /// What can be done about each differs.
  private static String folder(TidelockException e) {
    return switch (e.happened().phrase()) {
      case Happened.MARKER_GONE -> Issue.FOLDER_UNMARKED;
      case Happened.FOLDER_EMPTIED -> Issue.FOLDER_EMPTIED;
      default -> "LOC-01";
    };
  }

  private Issue issue(TidelockException e, String id, Severity severity, Kind kind, String code) {
    Optional<String> about =
        e.object().filter(o -> id.equals(STOP) || !e.happened().english().contains(o));
    return new Issue(id, severity, kind, code, e.happened(), e.safe().and(e.todo()), about, now());
  }

  private Issue storage(TidelockException e) {
    StorageCode told = StorageCode.of(e);
    Said body = e.happened().and(e.safe().and(todo(e)));
    return new Issue(
        FAILURE,
        told.severity(),
        Kind.STORAGE,
        told.code(),
        told.title().of(),
        body,
        Optional.empty(),
        now());
  }

  /// A storage may say how long it is to be left alone.
  private Said todo(TidelockException e) {
    return e.getCause() instanceof StorageException.Throttled t && t.retryAfter().isPresent()
        ? Todo.WAIT_FOR_STORAGE_UNTIL.of(now().plus(t.retryAfter().get()))
        : e.todo();
  }

  private Instant now() {
    return effects.clock().instant();
  }
}
