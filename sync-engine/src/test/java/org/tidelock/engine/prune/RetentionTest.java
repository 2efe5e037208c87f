package org.tidelock.engine.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.MergedIndex;
import org.tidelock.engine.index.RandomHistory;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Folding;
import org.tidelock.engine.merge.MemoryMergeState;
import org.tidelock.engine.merge.Merge;
import org.tidelock.engine.merge.View;

/// How long versions are kept, and that each tree of the past that a person is promised can be had as long.
class RetentionTest {
  private static final int HISTORIES = Integer.getInteger("tidelock.histories", 2);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static Instant at(String time) {
    return Instant.parse(time);
  }

  @Test
  void everythingIsKeptForThirtyDays() {
    assertThat(Retention.until(at("2026-06-03T10:00:00Z"), at("2026-06-03T10:00:01Z"), false))
        .isEqualTo(at("2026-07-03T10:00:01Z"));
  }

  @Test
  void whatWasThereAtTheEndOfADayIsKeptForNinetyDaysAfterIt() {
    assertThat(Retention.until(at("2026-06-03T10:00:00Z"), at("2026-06-04T10:00:00Z"), false))
        .isEqualTo(at("2026-06-04T00:00:00Z").plus(Duration.ofDays(90)));
  }

  /// The 3rd of June 2026 is a Wednesday.
  @Test
  void whatWasThereAtTheEndOfAWeekIsKeptForAYearAfterIt() {
    assertThat(Retention.until(at("2026-06-03T10:00:00Z"), at("2026-06-20T10:00:00Z"), false))
        .isEqualTo(at("2026-06-15T00:00:00Z").plus(Duration.ofDays(365)));
  }

  @Test
  void whatADeletedFileWasLastStandsForItsWeek() {
    assertThat(Retention.until(at("2026-06-03T10:00:00Z"), at("2026-06-03T11:00:00Z"), true))
        .isEqualTo(at("2026-06-08T00:00:00Z").plus(Duration.ofDays(365)));
  }

  @Test
  void whatBeganWithADayWasThereAtTheEndOfTheOneBefore() {
    assertThat(Retention.until(at("2026-06-04T00:00:00Z"), at("2026-06-04T10:00:00Z"), false))
        .isEqualTo(at("2026-06-04T00:00:00Z").plus(Duration.ofDays(90)));
  }

  @Test
  void whatEndedWithADayDidNotOutliveIt() {
    assertThat(Retention.until(at("2026-06-03T10:00:00Z"), at("2026-06-04T00:00:00Z"), false))
        .isEqualTo(at("2026-07-04T00:00:00Z"));
  }

  /// A tree of the past shows the version until everything is there that its successor's author had seen.
  @Test
  void whatAClockThatIsBehindReplacesDoesNotEndBeforeWhatItsDeviceHadSeen() {
    WriterId right = new WriterId(new Id128(1, 1));
    WriterId behind = new WriterId(new Id128(2, 2));
    Commit first = commit(right, 0, VersionVector.EMPTY, BEGIN, List.of());
    VersionVector one = VersionVector.EMPTY.with(right, 1);
    Instant later = BEGIN.plus(Duration.ofDays(9));
    Commit second = commit(right, 1, one, later, List.of());
    VersionVector both = VersionVector.EMPTY.with(right, 2);
    Instant wrong = Instant.parse("1970-01-01T00:00:00Z");
    Commit third = commit(behind, 0, both, wrong, List.of(first.id(0)));
    Endings endings = endings(List.of(first, second, third));
    assertThat(endings.replaced(first.id(0)).orElseThrow()).isEqualTo(later);
    assertThat(endings.began(first.id(0))).isEqualTo(BEGIN);
    assertThat(endings.replaced(second.id(0))).isEmpty();
  }

  private static Commit commit(
      WriterId writer, long seq, VersionVector seen, Instant made, List<OpId> base) {
    Content content = new Content.LinkTarget(new ContentId(Hash256.sha256(new byte[1])), "x");
    return new Commit(
        writer,
        seq,
        seen,
        seq + 1,
        made,
        List.of(
            new Operation.SetContent(
                new NodeId(new Id128(3, 3)), content, new Attributes(made, false), base)),
        List.of(),
        Optional.empty());
  }

  /// In histories of three devices, in some of which clocks are days off, over more than a year.
  @Test
  void noTreeThatIsPromisedLacksAVersion() {
    long first = Long.getLong("tidelock.seed", System.nanoTime());
    System.out.println("RetentionTest seed " + first);
    int needed = 0;
    int over = 0;
    for (int i = 0; i < HISTORIES; i++) {
      Random random = new Random(first + i);
      Random clock = new Random(first + i);
      long wrong = random.nextBoolean() ? Duration.ofDays(random.nextInt(60)).toSeconds() : 0;
      List<Commit> commits =
          RandomHistory.commits(
              first + i,
              100,
              (device, done) ->
                  BEGIN
                      .plus(Duration.ofDays(4L * done))
                      .plusSeconds(clock.nextInt(200_000))
                      .plusSeconds(device == 1 ? -wrong : device == 2 ? wrong / 2 : 0));
      Instant now = BEGIN.plus(Duration.ofDays(450));
      try (Database db = MergedIndex.of(commits)) {
        Tables tables = Tables.over(db);
        Set<OpId> kept =
            db.transaction(() -> keptAt(now, new Needs(tables, endings(commits)), tables));
        needed += kept.size();
        over += count(tables) - kept.size();
        for (Instant time : promised(now, random))
          assertThat(kept)
              .as("seed %d, tree of %s", first + i, time)
              .containsAll(versions(commits, time));
      }
    }
    assertThat(needed).isPositive();
    assertThat(over).isPositive();
  }

  private static Endings endings(List<Commit> commits) {
    Endings endings = new Endings();
    commits.forEach(endings::add);
    return endings;
  }

  private static Set<OpId> keptAt(Instant now, Needs needs, Tables tables) {
    Set<OpId> kept = new HashSet<>();
    tables
        .versions()
        .each(
            v -> {
              if (now.isBefore(needs.until(v.facts()))) kept.add(v.id());
            });
    return kept;
  }

  private static int count(Tables tables) {
    int[] all = {0};
    tables.versions().each((VersionTable.Version _) -> all[0]++);
    return all[0];
  }

  /// Any time of the last 30 days, each end of a day of the last 90, each end of a week of the last year.
  private static List<Instant> promised(Instant now, Random random) {
    List<Instant> times = new ArrayList<>();
    times.add(now);
    for (int i = 0; i < 5; i++)
      times.add(now.minusSeconds(random.nextInt((int) Duration.ofDays(30).toSeconds())));
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
    for (int day = 1; day < 90; day += 1 + random.nextInt(29))
      times.add(midnight.minus(Duration.ofDays(day)));
    Instant monday = midnight;
    while (monday.atZone(ZoneOffset.UTC).getDayOfWeek() != DayOfWeek.MONDAY)
      monday = monday.minus(Duration.ofDays(1));
    for (int week = 0; week < 52; week += 1 + random.nextInt(13))
      times.add(monday.minus(Duration.ofDays(7L * week)));
    return times;
  }

  /// What the tree of a time shows, as [org.tidelock.engine.listing.PastTree] works it out.
  private static Set<OpId> versions(List<Commit> commits, Instant time) {
    MemoryMergeState state = new MemoryMergeState(Folding.EXACT);
    Merge merge = new Merge(state);
    for (Commit commit : commits)
      if (!commit.made().isAfter(time) && state.applied().covers(commit.seen()))
        merge.apply(commit);
    View view = new View(state, _ -> "device");
    Set<OpId> versions = new HashSet<>();
    Deque<Entry> next = new ArrayDeque<>(view.children(Nodes.ROOT));
    while (!next.isEmpty()) {
      Entry entry = next.pop();
      for (Entry.Member member : entry.members()) versions.add(member.version());
      for (NodeId node : entry.nodes())
        if (entry.version().isEmpty()) next.addAll(view.children(node));
    }
    return versions;
  }
}
