package org.tidelock.app.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;

/// Decides what is worth a notification, from what there was before, what there is now, the time, and what a person wants. It asks no clock, shows nothing and waits for
/// nothing: the same situations have the same answers.
///
/// What is told once is not told again as long as it lasts; what a person has turned off, or has before the eyes, counts as told. What comes too soon after the last of its kind is
/// not lost, but told a little later, with what else has come by then.
final class NoticeRules {
  /// Of one kind.
  static final Duration AT_MOST_EVERY = Duration.ofMinutes(10);

  /// A storage that is full stays so for days, and may be full and not full in turns.
  static final Duration DAILY = Duration.ofDays(1);

  /// A line that comes and goes is not worth a word.
  static final Duration LONG = Duration.ofMinutes(5);

  /// @param received what has come since the last situation
  /// @param wanted what the person wants to be told of
  /// @param seen what is before the person's eyes at this moment
  /// @param firstSync whether the first sync of this vault is waited for
  record Situation(
      Instant time,
      Status status,
      List<Activity> received,
      Set<NoticeKind> wanted,
      Set<NoticeKind> seen,
      boolean firstSync) {
    boolean tells(NoticeKind kind) {
      return wanted.contains(kind) && !seen.contains(kind);
    }
  }

  /// @param over what was told of these does not hold any more
  /// @param again when the same situation has another answer
  /// @param firstSync the first sync is complete, whether that is told or not
  record Answer(
      List<Saying> say, Set<NoticeKind> over, Optional<Instant> again, boolean firstSync) {}

  /// What is to be told.
  sealed interface Saying {
    NoticeKind kind();

    /// @param issues the most severe first
    record Open(NoticeKind kind, List<Issue> issues) implements Saying {}

    /// @param path of the newest file
    /// @param device that all of them came from; empty if they are of several, or it is not known
    record Received(long files, String path, String device) implements Saying {
      @Override
      public NoticeKind kind() {
        return NoticeKind.RECEIVED;
      }
    }

    /// Something that has nothing to add.
    record Event(NoticeKind kind, What what) implements Saying {}
  }

  enum What {
    FIRST_SYNC,
    SYNCED,
    OFFLINE,
    ONLINE
  }

  private static final List<NoticeKind> OF_ISSUES =
      List.of(NoticeKind.DECISION, NoticeKind.CONFLICT, NoticeKind.DEVICE, NoticeKind.STORAGE);

  /// When something of a kind was told last.
  private final Map<NoticeKind, Instant> last = new EnumMap<>(NoticeKind.class);

  /// What needs no word any more, and since when.
  private final Map<NoticeKind, Map<String, Instant>> told = new EnumMap<>(NoticeKind.class);

  /// What the newest notification of a kind is about.
  private final Map<NoticeKind, Set<String>> shown = new EnumMap<>(NoticeKind.class);

  private @Nullable Instant offlineSince;
  private boolean offlineTold;
  private Saying.@Nullable Received received;
  private boolean hasMoved;

  /// @param first what there is when a vault is opened: conflicts and devices of before are not news; what waits for a decision is, as nothing else may be in sight
  NoticeRules(Status first, Instant time) {
    for (var kind : OF_ISSUES) {
      told.put(kind, new HashMap<>());
      shown.put(kind, new HashSet<>());
    }
    for (var kind : List.of(NoticeKind.CONFLICT, NoticeKind.DEVICE)) {
      open(kind, first).keySet().forEach(key -> told(kind).put(key, time));
    }
  }

  Answer hear(Situation now) {
    var turn = new Turn(now);
    OF_ISSUES.forEach(turn::issues);
    turn.connection();
    turn.received();
    turn.completion();
    return turn.answer();
  }

  private static Map<String, Issue> open(NoticeKind kind, Status status) {
    var open = new LinkedHashMap<String, Issue>();
    for (var issue : status.issues()) {
      if (NoticeKind.of(issue).filter(kind::equals).isPresent()) {
        // One id stands for whatever the last round has ended with.
        open.put(issue.id() + " " + issue.code(), issue);
      }
    }
    return open;
  }

  private Map<String, Instant> told(NoticeKind kind) {
    return told.getOrDefault(kind, Map.of());
  }

  private Set<String> shown(NoticeKind kind) {
    return shown.getOrDefault(kind, Set.of());
  }

  /// A clock that was set back ends a wait: better a word too many than none for days.
  private static boolean isOver(Instant since, Duration wait, Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(wait));
  }

  /// One situation.
  private final class Turn {
    private final Situation now;
    private final List<Saying> say = new ArrayList<>();
    private final Set<NoticeKind> over = EnumSet.noneOf(NoticeKind.class);
    private @Nullable Instant again;
    private boolean firstSync;

    Turn(Situation now) {
      this.now = now;
    }

    Answer answer() {
      return new Answer(List.copyOf(say), over, Optional.ofNullable(again), firstSync);
    }

    void issues(NoticeKind kind) {
      var open = open(kind, now.status());
      forget(kind, open.keySet());
      var fresh = new LinkedHashMap<>(open);
      fresh.keySet().removeAll(told(kind).keySet());
      boolean isOver =
          !shown(kind).isEmpty()
              && (!now.wanted().contains(kind) || Collections.disjoint(shown(kind), open.keySet()));
      // A held deletion that grows is another one: nothing must be gone from sight until it is
      // told.
      boolean isReplaced = isOver && tellsAllOfIt(kind) && now.tells(kind) && !fresh.isEmpty();
      if (isOver) {
        over.add(kind);
        shown(kind).clear();
      }
      if (fresh.isEmpty()) {
        return;
      }
      if (now.tells(kind)) {
        if (!isReplaced && !isTimeFor(kind)) {
          return;
        }
        var issues = tellsAllOfIt(kind) ? open : fresh;
        shown(kind).clear();
        shown(kind).addAll(issues.keySet());
        say(new Saying.Open(kind, mostSevereFirst(issues.values())));
      }
      fresh.keySet().forEach(key -> told(kind).put(key, now.time()));
    }

    /// It takes the place of what was told before, which still holds.
    private boolean tellsAllOfIt(NoticeKind kind) {
      return kind == NoticeKind.DECISION || kind == NoticeKind.STORAGE;
    }

    private void forget(NoticeKind kind, Set<String> open) {
      told(kind)
          .entrySet()
          .removeIf(
              one ->
                  kind == NoticeKind.STORAGE
                      ? isOver(one.getValue(), DAILY, now.time())
                      : !open.contains(one.getKey()));
    }

    private static List<Issue> mostSevereFirst(Collection<Issue> issues) {
      return issues.stream().sorted(Comparator.comparing(Issue::severity)).toList();
    }

    void connection() {
      if (now.status().state() == State.OFFLINE) {
        offline();
      } else if (offlineSince != null) {
        offlineSince = null;
        if (offlineTold) {
          online();
        }
      }
    }

    private void offline() {
      if (offlineSince == null) {
        offlineSince = now.time();
      }
      if (offlineTold || !now.tells(NoticeKind.CONNECTION)) {
        return;
      }
      if (!isOver(offlineSince, LONG, now.time())) {
        again(offlineSince.plus(LONG));
      } else if (isTimeFor(NoticeKind.CONNECTION)) {
        offlineTold = true;
        say(new Saying.Event(NoticeKind.CONNECTION, What.OFFLINE));
      }
    }

    /// It answers what was told before, however short ago. Said only where a round got through: what has stopped need not have reached the storage (I9).
    private void online() {
      offlineTold = false;
      boolean reached =
          switch (now.status().state()) {
            case UP_TO_DATE, SYNCING, CHECKING -> true;
            case LOCKED, STOPPED, ATTENTION, PAUSED, OFFLINE -> false;
          };
      if (reached && now.tells(NoticeKind.CONNECTION)) {
        say(new Saying.Event(NoticeKind.CONNECTION, What.ONLINE));
      } else {
        over.add(NoticeKind.CONNECTION);
      }
    }

    /// When what is coming has come: one word for all of it.
    void received() {
      now.received().forEach(this::add);
      if (!now.tells(NoticeKind.RECEIVED)) {
        received = null;
      }
      var waiting = received;
      if (waiting != null
          && now.status().state() != State.SYNCING
          && isTimeFor(NoticeKind.RECEIVED)) {
        say(waiting);
        received = null;
      }
    }

    private void add(Activity one) {
      if (one.kind() != Activity.Kind.RECEIVED || one.thisDevice()) {
        return;
      }
      var before = received;
      received =
          before == null
              ? new Saying.Received(1, one.path(), one.device())
              : new Saying.Received(
                  before.files() + 1,
                  one.path(),
                  before.device().equals(one.device()) ? one.device() : "");
    }

    void completion() {
      hasMoved |= now.status().state() == State.SYNCING;
      if (now.status().state() != State.UP_TO_DATE) {
        return;
      }
      if (now.firstSync()) {
        firstSync = true;
        if (now.tells(NoticeKind.COMPLETION)) {
          say(new Saying.Event(NoticeKind.COMPLETION, What.FIRST_SYNC));
        }
      } else if (hasMoved && now.tells(NoticeKind.SYNCED) && isTime(NoticeKind.SYNCED)) {
        say(new Saying.Event(NoticeKind.SYNCED, What.SYNCED));
      }
      hasMoved = false;
    }

    private boolean isTime(NoticeKind kind) {
      var before = last.get(kind);
      return before == null || isOver(before, AT_MOST_EVERY, now.time());
    }

    /// If not, it is asked again when it is.
    private boolean isTimeFor(NoticeKind kind) {
      if (isTime(kind)) {
        return true;
      }
      again(last.getOrDefault(kind, now.time()).plus(AT_MOST_EVERY));
      return false;
    }

    private void again(Instant time) {
      if (again == null || time.isBefore(again)) {
        again = time;
      }
    }

    private void say(Saying what) {
      say.add(what);
      last.put(what.kind(), now.time());
    }
  }
}
