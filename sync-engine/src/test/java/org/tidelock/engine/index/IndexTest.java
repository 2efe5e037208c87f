package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Needs;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

class IndexTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOON = Instant.parse("2026-06-03T12:00:00.123456Z");
  private static final PackTable.Purpose PURPOSE =
      new PackTable.Purpose(WriterId.random(RANDOM), 7, NOON);

  @TempDir Path dir;
  private Database db;

  @BeforeEach
  void open() {
    db = Database.open(dir.resolve("index.db"), Database.Access.WRITE);
  }

  @AfterEach
  void close() {
    db.close();
  }

  /// Also where the directory it is in lets others in.
  @Test
  void onlyItsOwnerCanReadIt() throws Exception {
    Needs.posixPermissions(dir);
    try (Database db = Database.open(dir.resolve("private.db"), Database.Access.WRITE)) {
      db.update("INSERT INTO meta VALUES(?,?)", "key", new byte[1]);
      try (Stream<Path> files = Files.list(dir)) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().startsWith("private")).toList())
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
      }
    }
  }

  /// What a commit has written survives a power cut (I6): the log is flushed with each commit, and readers do not wait for writers.
  @Test
  void commitsAreFlushedThroughALog() {
    assertThat(db.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
    assertThat(db.first("PRAGMA synchronous", row -> row.getInt(1))).as("2 is FULL").contains(2);
    try (Database reader = Database.open(dir.resolve("index.db"), Database.Access.READ)) {
      assertThat(reader.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
    }
  }

  /// So nothing is left of it if the process is killed.
  @Test
  void aTemporaryOneHasNoName() throws Exception {
    Needs.that(Files.isDirectory(Path.of("/proc/self/fd")), "no /proc here");
    Set<Path> before = namedDatabases();
    try (Database db = Database.temporary()) {
      db.transaction(
          () -> {
            for (int i = 0; i < 20_000; i++)
              db.update("INSERT INTO meta VALUES(?,?)", "key " + i, new byte[2000]);
            return true;
          });
      assertThat(openFiles()).as("it is on the disk").anyMatch(f -> f.contains("etilqs"));
      assertThat(openFiles())
          .filteredOn(f -> f.contains("etilqs"))
          .allMatch(f -> f.endsWith(" (deleted)"));
      assertThat(namedDatabases()).isEqualTo(before);
    }
  }

  private static List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        try {
          open.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    return open;
  }

  private Set<Path> namedDatabases() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.collect(Collectors.toSet());
    }
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    MetaTable meta = new MetaTable(db);
    meta.putText("kept", "yes");
    assertThatThrownBy(
            () ->
                db.transaction(
                    () -> {
                      meta.putText("kept", "no");
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");
    assertThat(meta.text("kept")).contains("yes");
  }

  @Test
  void whatWasCommittedIsThereAfterReopeningAndForAReader() {
    db.transaction(() -> put("a", 7));
    try (Database reader = Database.open(dir.resolve("index.db"), Database.Access.READ)) {
      assertThat(new MetaTable(reader).number("a")).contains(7L);
      assertThatThrownBy(() -> new MetaTable(reader).putNumber("a", 8))
          .isInstanceOf(IndexException.class);
    }
    db.close();
    open();
    assertThat(new MetaTable(db).number("a")).contains(7L);
  }

  private boolean put(String key, long value) {
    new MetaTable(db).putNumber(key, value);
    return true;
  }

  @Test
  void theLogGrowsOneSegmentAfterTheOther() {
    LogTable log = new LogTable(db);
    WriterId writer = WriterId.random(RANDOM);
    DeviceId device = DeviceId.random(RANDOM);
    LogTable.Segment first = segment(writer, 0, VersionVector.EMPTY, 1);
    LogTable.Segment second = segment(writer, 1, VersionVector.EMPTY.with(writer, 1), 5);
    log.append(first, device, "Attic");
    log.append(second, device, "Attic");
    assertThat(log.known())
        .isEqualTo(new VersionVector(new TreeMap<>(java.util.Map.of(writer, 2L))));
    assertThat(log.seen(writer, 1)).contains(VersionVector.EMPTY.with(writer, 1));
    assertThat(log.writer(writer))
        .contains(new LogTable.Writer(writer, device, "Attic", 2, second.hash(), NOON));
    assertThat(log.segment(writer, 1).orElseThrow().bytes()).isEqualTo(second.bytes());
    assertThat(log.inCausalOrder()).extracting(LogTable.SegmentKey::seq).containsExactly(0L, 1L);
    assertThatThrownBy(() -> log.append(second, device, "Attic"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> log.append(segment(writer, 3, VersionVector.EMPTY, 9), device, "Attic"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LogTable.Segment segment(
      WriterId writer, long seq, VersionVector seen, long lamport) {
    byte[] bytes = ("segment " + seq).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new LogTable.Segment(writer, seq, Hash256.sha256(bytes), seen, lamport, NOON, bytes);
  }

  @Test
  void theOutboxIsEmptyOnlyWhenEverySegmentWasSent() {
    OutboxTable outbox = new OutboxTable(db);
    outbox.add(new OutboxTable.Entry(4, new byte[] {1}, 10, 1000));
    outbox.add(new OutboxTable.Entry(3, new byte[] {2}, 1, 5));
    assertThat(outbox.entries()).extracting(OutboxTable.Entry::seq).containsExactly(3L, 4L);
    outbox.sent(3);
    assertThat(outbox.isEmpty()).isFalse();
    outbox.sent(4);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void aStagedPackBecomesNamedAndIsThenNeverForgotten() {
    PackTable packs = new PackTable(db);
    PackId id = PackId.random(RANDOM);
    EpochId epoch = EpochId.random(RANDOM);
    Hash256 hash = Hash256.sha256(new byte[] {1});
    ChunkId chunk = new ChunkId(Hash256.sha256(new byte[] {2}));
    packs.stage(new PackTable.Pack(id, 65536, hash, epoch), PURPOSE);
    assertThat(packs.leftOver()).hasSize(1);
    List<PackEntry.Extent> extents =
        List.of(
            new PackEntry.Extent(id, 40, 100), new PackEntry.Extent(PackId.random(RANDOM), 40, 7));
    packs.name(
        new PackEntry(id, 65536, hash, epoch, List.of(new PackEntry.Stored(chunk, extents))));
    packs.stage(new PackTable.Pack(id, 65536, hash, epoch), PURPOSE);
    packs.forget(id);
    assertThat(packs.leftOver()).isEmpty();
    assertThat(packs.named()).containsExactly(new PackTable.Pack(id, 65536, hash, epoch));
    assertThat(packs.chunk(chunk)).contains(new PackTable.Location(epoch, extents));
    assertThat(packs.has(new ChunkId(hash))).isFalse();
  }

  @Test
  void aStagedPackIsLeftOverOnceNoUploadGoesOnWithIt() {
    PackTable packs = new PackTable(db);
    UploadTable uploads = new UploadTable(db);
    LocalPath place = LocalPath.of("films", "a long one");
    UploadTable.Upload first = new UploadTable.Upload(place, 9, -1, true, new byte[] {1});
    UploadTable.Upload second = new UploadTable.Upload(place, 10, -1, false, new byte[] {2});
    List<PackTable.Pack> staged = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      PackId id = PackId.random(RANDOM);
      Hash256 hash = Hash256.sha256(id.bytes());
      staged.add(new PackTable.Pack(id, 65536 + i, hash, EpochId.random(RANDOM)));
      packs.stage(staged.get(i), PURPOSE);
    }
    List<PackEntry.Stored> ended = List.of(stored(staged.get(0), staged.get(1)));
    uploads.confirm(
        first,
        List.of(
            new UploadTable.Confirmed(staged.get(0).id(), List.of()),
            new UploadTable.Confirmed(staged.get(1).id(), ended)));
    assertThat(uploads.at(place)).usingRecursiveComparison().isEqualTo(Optional.of(first));
    assertThat(uploads.kept(place))
        .containsExactlyInAnyOrder(
            new UploadTable.Kept(staged.get(0), List.of(), false),
            new UploadTable.Kept(staged.get(1), ended, false));
    assertThat(packs.leftOver())
        .containsExactly(new PackTable.LeftOver(staged.get(2), PURPOSE, true));
    assertThat(new PackTable(db).leftOver())
        .containsExactly(new PackTable.LeftOver(staged.get(2), PURPOSE, false));

    uploads.confirm(second, List.of(new UploadTable.Confirmed(staged.get(2).id(), List.of())));
    assertThat(uploads.all()).usingRecursiveComparison().isEqualTo(List.of(second));
    assertThat(packs.leftOver())
        .extracting(PackTable.LeftOver::pack)
        .containsExactlyInAnyOrder(staged.get(0), staged.get(1));

    PackTable.Pack named = staged.get(2);
    packs.name(new PackEntry(named.id(), named.length(), named.sha256(), named.epoch(), List.of()));
    assertThat(uploads.kept(place)).extracting(UploadTable.Kept::named).containsExactly(true);
    uploads.forget(List.of(place));
    assertThat(uploads.all()).isEmpty();
    assertThat(uploads.kept(place)).isEmpty();
    assertThat(packs.leftOver())
        .extracting(PackTable.LeftOver::pack)
        .hasSize(2)
        .doesNotContain(named);
  }

  private static PackEntry.Stored stored(PackTable.Pack from, PackTable.Pack to) {
    return new PackEntry.Stored(
        new ChunkId(Hash256.sha256(new byte[] {3})),
        List.of(
            new PackEntry.Extent(from.id(), 60_000, 5000), new PackEntry.Extent(to.id(), 26, 7)));
  }

  @Test
  void activityIsForgottenByAgeAndByNumber() {
    ActivityTable activity = new ActivityTable(db);
    for (int i = 0; i < 10; i++) {
      Instant time = NOON.plusSeconds(i);
      activity.add(new Activity(0, time, Activity.Kind.SENT, "file " + i, "Attic", true, i, ""));
    }
    activity.forget(NOON.plusSeconds(3), 100);
    assertThat(activity.newest(100, Optional.empty()))
        .extracting(Activity::path)
        .startsWith("file 9")
        .endsWith("file 3")
        .hasSize(7);
    activity.forget(NOON, 4);
    assertThat(activity.newest(100, Optional.empty()))
        .extracting(Activity::path)
        .containsExactly("file 9", "file 8", "file 7", "file 6");
    activity.forget(NOON.plusSeconds(100), 4);
    assertThat(activity.newest(100, Optional.empty())).isEmpty();
  }

  @Test
  void activityIsPagedNewestFirst() {
    ActivityTable activity = new ActivityTable(db);
    for (int i = 0; i < 5; i++)
      activity.add(new Activity(0, NOON, Activity.Kind.SENT, "file " + i, "Attic", true, i, ""));
    List<Activity> page = activity.newest(2, Optional.empty());
    assertThat(page).extracting(Activity::path).containsExactly("file 4", "file 3");
    assertThat(activity.newest(9, Optional.of(page.getLast().id())))
        .extracting(Activity::path)
        .containsExactly("file 2", "file 1", "file 0");
  }

  @Test
  void anIssueKeepsItsFirstTimeAndTheMostSevereComesFirst() {
    IssueTable issues = new IssueTable(db);
    Issue info = issue("a", Issue.Severity.INFO, NOON);
    Issue decide = issue("b", Issue.Severity.DECIDE, NOON.plusSeconds(9));
    issues.put(info);
    issues.put(decide);
    issues.put(issue("a", Issue.Severity.INFO, NOON.plusSeconds(99)));
    assertThat(issues.all()).containsExactly(decide, info);
    issues.remove("b");
    assertThat(issues.all()).containsExactly(info);
  }

  private static Issue issue(String id, Issue.Severity severity, Instant since) {
    return new Issue(
        id,
        severity,
        Issue.Kind.SAFETY,
        "LOC-04",
        Title.NO_PERMISSION.of(),
        Body.NOT_LET_READ.of(),
        Optional.of("a/b"),
        since);
  }

  @Test
  void columnFormsRoundTrip() {
    OpId id = new OpId(WriterId.random(RANDOM), Long.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(Encoding.opId(Encoding.of(id))).isEqualTo(id);
    assertThat(Encoding.instant(Encoding.micros(NOON))).isEqualTo(NOON);
    assertThat(Encoding.instant(Encoding.micros(Instant.parse("1931-01-01T00:00:00Z"))))
        .isEqualTo(Instant.parse("1931-01-01T00:00:00Z"));
    assertThat(Encoding.micros(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
  }
}
