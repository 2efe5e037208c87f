package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.app.ui.NoticeRules.Answer;
import org.tidelock.app.ui.NoticeRules.Saying;
import org.tidelock.app.ui.NoticeRules.Situation;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

/// What is worth a notification, as stories. Each line of one is a situation: the minute, the state, the open issues, and after `=` the answer.
///
/// Beside issues a line may say what the person wants otherwise (`-conflict`, `+synced`), which page is before the eyes (`@issues`), that files have come (`<2 Laptop`), and that the first sync is
/// waited for (`first`). The first line is what there is when the vault is opened; it is heard, too.
final class NoticeRulesTest {
  private static final Instant START = Instant.parse("2026-11-24T14:00:00Z");

  /// @param name of the story
  record Story(String name, String lines) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Story> stories() {
    return List.of(
        new Story(
            "what is held is told once, and goes when it is decided",
            """
            0 up_to_date =
            1 attention hold:1 = decision hold:1
            2 attention hold:1 =
            60 attention hold:1 =
            61 up_to_date = over decision
            62 up_to_date =
            """),
        new Story(
            "what is held already when the vault is opened is told",
            """
            0 attention hold:1 = decision hold:1
            1 attention hold:1 =
            """),
        new Story(
            "a second decision takes the place of the first and tells of both",
            """
            0 up_to_date =
            1 attention hold:1 = decision hold:1
            20 attention hold:1 hold:2 = decision hold:1 hold:2
            21 attention hold:2 =
            22 up_to_date = over decision
            """),
        new Story(
            "what is held grows, and is another then: it is told at once in its place",
            """
            0 up_to_date =
            1 attention hold:1 = decision hold:1
            2 attention hold:2 = over decision, decision hold:2
            3 attention hold:2 =
            4 attention hold:3 = over decision, decision hold:3
            5 up_to_date = over decision
            """),
        new Story(
            "what comes within ten minutes is told after them, and not lost",
            """
            0 up_to_date =
            1 attention hold:1 = decision hold:1
            3 attention hold:1 hold:2 = again 11
            4 attention hold:1 hold:2 hold:3 = again 11
            11 attention hold:1 hold:2 hold:3 = decision hold:1 hold:2 hold:3
            """),
        new Story(
            "what is over before it is told is not told",
            """
            0 up_to_date =
            1 attention hold:1 = decision hold:1
            3 attention hold:1 hold:2 = again 11
            5 attention hold:1 =
            11 attention hold:1 =
            """),
        new Story(
            "kinds do not wait for each other",
            """
            0 up_to_date =
            1 attention hold:1 = decision hold:1
            1 attention hold:1 conflict:1 = conflict conflict:1
            1 attention hold:1 conflict:1 full = storage full
            """),
        new Story(
            "an alarm is a decision, and another one after it is, too",
            """
            0 up_to_date =
            1 stopped rollback = decision rollback
            30 stopped fork = over decision, decision fork
            """),
        new Story(
            "what comes back is told again",
            """
            0 up_to_date =
            1 stopped gone = decision gone
            2 up_to_date = over decision
            30 stopped gone = decision gone
            """),
        new Story(
            "what comes and goes is told at most every ten minutes",
            """
            0 up_to_date =
            1 stopped gone = decision gone
            2 up_to_date = over decision
            3 stopped gone = again 11
            4 up_to_date =
            5 stopped gone = again 11
            11 stopped gone = decision gone
            """),
        new Story(
            "conflicts of before are no news; of new ones only those are told",
            """
            0 up_to_date conflict:1 =
            1 up_to_date conflict:1 conflict:2 conflict:3 = conflict conflict:2 conflict:3
            20 up_to_date conflict:1 conflict:2 conflict:3 conflict:4 = conflict conflict:4
            21 up_to_date conflict:1 conflict:4 =
            22 up_to_date conflict:1 = over conflict
            """),
        new Story(
            "a device that has come is told, those of before are not",
            """
            0 up_to_date device:1 =
            1 up_to_date device:1 device:2 = device device:2
            """),
        new Story(
            "a storage that is full is told once a day, also if it has room in between",
            """
            0 up_to_date =
            1 attention full = storage full
            5 up_to_date = over storage
            30 attention full =
            1440 attention full =
            1441 attention full = storage full
            1500 attention full =
            """),
        new Story(
            "a sign-in is told though the storage was full on the same day",
            """
            0 up_to_date =
            1 attention full = storage full
            30 attention sign-in = over storage, storage sign-in
            """),
        new Story(
            "what can wait on its page is not told",
            """
            0 up_to_date =
            1 attention unreadable kit =
            """),
        new Story(
            "what is turned off is not told, and not later either",
            """
            0 up_to_date =
            1 up_to_date conflict:1 -conflict =
            2 up_to_date conflict:1 =
            3 up_to_date conflict:1 conflict:2 = conflict conflict:2
            4 up_to_date conflict:1 conflict:2 -conflict = over conflict
            """),
        new Story(
            "what is before the eyes is not told, and not later either",
            """
            0 up_to_date =
            1 up_to_date conflict:1 @issues =
            2 up_to_date conflict:1 =
            3 up_to_date conflict:1 conflict:2 @files = conflict conflict:2
            20 attention conflict:1 conflict:2 hold:1 @overview =
            21 attention conflict:1 conflict:2 hold:1 device:1 @issues = device device:1
            """),
        new Story(
            "the first sync is told when all of it is there",
            """
            0 checking first =
            1 syncing first =
            90 up_to_date first = completion first_sync first
            91 syncing =
            92 up_to_date =
            """),
        new Story(
            "the first sync is over also where nobody is told",
            """
            0 syncing first =
            1 up_to_date first @overview = first
            """),
        new Story(
            "a first sync that something keeps from its end is not called complete",
            """
            0 syncing first =
            1 attention unreadable first =
            2 paused first =
            3 offline first =
            """),
        new Story(
            "each sync is told if that is wanted, at most every ten minutes",
            """
            0 up_to_date +synced =
            1 syncing +synced =
            2 up_to_date +synced = synced synced
            3 up_to_date +synced =
            4 checking +synced =
            5 up_to_date +synced =
            6 syncing +synced =
            7 up_to_date +synced =
            20 up_to_date +synced =
            21 syncing +synced =
            22 up_to_date +synced = synced synced
            """),
        new Story(
            "no connection is told if that is wanted and it lasts, and so is its end",
            """
            0 up_to_date +connection =
            1 offline +connection = again 6
            3 up_to_date +connection =
            4 offline +connection = again 9
            9 offline +connection = connection offline
            10 offline +connection =
            11 up_to_date +connection = connection online
            """),
        new Story(
            "what has stopped for another reason is not called back",
            """
            0 offline +connection = again 5
            5 offline +connection = connection offline
            6 stopped gone +connection = over connection, decision gone
            """),
        new Story(
            "files that came are told in one, when all of them have come",
            """
            0 up_to_date +received =
            1 syncing <3 Laptop +received =
            2 syncing <2 Laptop +received =
            3 up_to_date +received = received 5 Laptop
            4 up_to_date <1 Laptop +received = again 13
            5 up_to_date <1 Tablet +received = again 13
            13 up_to_date +received = received 2
            """),
        new Story(
            "files that came before that was wanted are not told",
            """
            0 up_to_date =
            1 up_to_date <3 Laptop =
            2 up_to_date +received =
            3 up_to_date <1 Laptop +received @activity =
            4 up_to_date +received =
            """),
        new Story(
            "a clock that was set back does not silence anything",
            """
            0 up_to_date =
            600 attention hold:1 = decision hold:1
            20 attention hold:1 hold:2 = decision hold:1 hold:2
            """));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void isTold(Story story) {
    NoticeRules rules = null;
    var heard = new ArrayList<String>();
    for (var line : story.lines().lines().toList()) {
      var told = line.substring(0, line.indexOf('='));
      var now = situation(told.trim().split(" "));
      if (rules == null) rules = new NoticeRules(now.status(), now.time());
      heard.add((told + "= " + say(rules.hear(now))).stripTrailing());
    }
    assertThat(String.join("\n", heard)).isEqualTo(story.lines().stripTrailing());
  }

  /// The engine says the same many times a second.
  @Test
  void whatIsToldOnceIsNotToldAgain() {
    for (var story : stories()) {
      NoticeRules rules = null;
      for (var line : story.lines().lines().toList()) {
        var now = situation(line.substring(0, line.indexOf('=')).trim().split(" "));
        if (rules == null) rules = new NoticeRules(now.status(), now.time());
        rules.hear(now);
        var same =
            new Situation(now.time(), now.status(), List.of(), now.wanted(), now.seen(), false);
        assertThat(rules.hear(same).say()).as(story + ": " + line).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hold:1, DECISION",
    "gone, DECISION",
    "rollback, DECISION",
    "server-changed, DECISION",
    "doubt, DECISION",
    "conflict:1, CONFLICT",
    "device:1, DEVICE",
    "full, STORAGE",
    "sign-in, STORAGE",
    "slow,",
    "unreadable,",
    "kit,"
  })
  void eachIssueHasItsKind(String issue, NoticeKind kind) {
    assertThat(NoticeKind.of(issue(issue))).isEqualTo(Optional.ofNullable(kind));
  }

  private static Situation situation(String[] words) {
    var wanted = NoticeKind.where(NoticeKind::onAtFirst);
    Set<NoticeKind> seen = EnumSet.noneOf(NoticeKind.class);
    var issues = new ArrayList<Issue>();
    var received = new ArrayList<Activity>();
    boolean first = false;
    for (int i = 2; i < words.length; i++) {
      var word = words[i];
      switch (word.charAt(0)) {
        case '+' -> wanted.add(kind(word));
        case '-' -> wanted.remove(kind(word));
        case '@' -> seen = NoticeKind.on(PageId.valueOf(word.substring(1).toUpperCase()));
        case '<' -> {
          var device = words[++i];
          for (int n = 0; n < Integer.parseInt(word.substring(1)); n++) {
            received.add(came(device));
          }
        }
        default -> {
          if (word.equals("first")) first = true;
          else issues.add(issue(word));
        }
      }
    }
    var time = START.plus(Duration.ofMinutes(Long.parseLong(words[0])));
    var state = State.valueOf(words[1].toUpperCase());
    return new Situation(time, status(state, issues), received, wanted, seen, first);
  }

  private static NoticeKind kind(String word) {
    return NoticeKind.valueOf(word.substring(1).toUpperCase());
  }

  private static String say(Answer answer) {
    var said = new ArrayList<String>();
    answer.over().forEach(kind -> said.add("over " + kind.id()));
    answer.say().forEach(saying -> said.add(say(saying)));
    answer
        .again()
        .ifPresent(time -> said.add("again " + Duration.between(START, time).toMinutes()));
    var words = String.join(", ", said);
    return answer.firstSync() ? (words + " first").trim() : words;
  }

  private static String say(Saying saying) {
    return saying.kind().id()
        + " "
        + switch (saying) {
          case Saying.Open(_, var issues) ->
              issues.stream().map(NoticeRulesTest::name).collect(Collectors.joining(" "));
          case Saying.Received(var files, _, var device) -> (files + " " + device).trim();
          case Saying.Event(_, var what) -> what.name().toLowerCase();
        };
  }

  private static String name(Issue issue) {
    return Arrays.stream(
            new String[] {
              "gone", "rollback", "fork", "server-changed", "doubt", "full", "sign-in", issue.id()
            })
        .filter(name -> issue(name).equals(issue))
        .findFirst()
        .orElseThrow();
  }

  private static Issue issue(String name) {
    return switch (name.replaceFirst(":.*", "")) {
      case "hold" -> issue(name, Issue.Severity.DECIDE, Issue.Kind.HELD, "SYN-02");
      case "gone" -> issue("folder", Issue.Severity.DECIDE, Issue.Kind.SAFETY, "LOC-01");
      case "rollback" -> issue("stop", Issue.Severity.DECIDE, Issue.Kind.SAFETY, "ROLLBACK");
      case "fork" -> issue("stop", Issue.Severity.DECIDE, Issue.Kind.SAFETY, "FORK");
      case "server-changed" ->
          issue("failure", Issue.Severity.DECIDE, Issue.Kind.STORAGE, Issue.SERVER_CHANGED);
      case "doubt" -> issue("doubt", Issue.Severity.ATTENTION, Issue.Kind.SAFETY, "SYN-09");
      case "conflict" -> issue(name, Issue.Severity.INFO, Issue.Kind.CONFLICT, "SYN-01");
      case "device" -> issue(name, Issue.Severity.INFO, Issue.Kind.SAFETY, Issue.DEVICE_ADDED);
      case "full" -> issue("failure", Issue.Severity.ATTENTION, Issue.Kind.STORAGE, "STO-01");
      case "sign-in" ->
          issue("failure", Issue.Severity.ATTENTION, Issue.Kind.STORAGE, Issue.SIGN_IN_ENDED);
      case "slow" -> issue("failure", Issue.Severity.INFO, Issue.Kind.STORAGE, "STO-03");
      case "unreadable" ->
          issue("scan:a", Issue.Severity.ATTENTION, Issue.Kind.CANNOT_SYNC, "LOC-04");
      case "kit" -> issue("kit", Issue.Severity.INFO, Issue.Kind.SAFETY, "KEY-06");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Issue issue(String id, Issue.Severity severity, Issue.Kind kind, String code) {
    return new Issue(
        id,
        severity,
        kind,
        code,
        Title.CHANGED_ON_TWO.of(),
        Body.SENT_WHEN_STILL.of(),
        Optional.empty(),
        START);
  }

  private static Activity came(String device) {
    return new Activity(0, START, Activity.Kind.RECEIVED, "a/b.txt", device, false, 1, "");
  }

  private static Status status(State state, List<Issue> issues) {
    return new Status(
        state,
        1,
        1,
        1,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        issues);
  }
}
