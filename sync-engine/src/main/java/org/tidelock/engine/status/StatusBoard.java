package org.tidelock.engine.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.OutboxTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.transfer.Meter;

/// What is true now, from the index, from what a person has chosen, and from what the last work came to (I9). Thread-safe.
public final class StatusBoard {
  /// Half a year.
  private static final Duration TRY_KIT_AFTER = Duration.ofDays(182);

  private final Tables reading;
  private final Effects effects;
  private final Meter meter;
  private final Profile.Settings settings;
  private final Choices choices;
  private final LastFailure failure;
  private final Supplier<Optional<Instant>> kitTried;
  private volatile Optional<Blindness> blindness = Optional.empty();
  private boolean isWorking;
  private boolean looked;
  private long unrecorded;
  private long unrecordedBytes;

  /// @param kitTried when the present recovery kit was last seen to open the vault
  public StatusBoard(
      Tables reading,
      Effects effects,
      Meter meter,
      Profile.Settings settings,
      Choices choices,
      LastFailure failure,
      Supplier<Optional<Instant>> kitTried) {
    this.reading = reading;
    this.effects = effects;
    this.meter = meter;
    this.settings = settings;
    this.choices = choices;
    this.failure = failure;
    this.kitTried = kitTried;
  }

  /// Differences on the disk that are not recorded yet.
  public synchronized void looked(Scan scan) {
    looked = true;
    unrecorded = scan.differences().size();
    unrecordedBytes =
        scan.differences().stream()
            .flatMap(d -> d.onDisk().stream())
            .mapToLong((Difference.Found f) -> f.fingerprint().size())
            .sum();
  }

  /// Everything was looked at and recorded, unless there was more to do than the round could.
  public synchronized void looked(SyncReport report) {
    looked = report.state() != State.SYNCING;
    unrecorded = 0;
    unrecordedBytes = 0;
  }

  public synchronized void begins() {
    isWorking = true;
    meter.reset();
  }

  public synchronized void ends() {
    isWorking = false;
  }

  /// Why changes of the folder are not told while it is watched, if they are not.
  public void blind(Optional<FolderListener.Loss> why) {
    blindness = why.map(loss -> new Blindness(loss, effects.clock().instant()));
  }

  public Optional<Instant> pausedUntil() {
    return choices.pausedUntil().filter(effects.clock().instant()::isBefore);
  }

  public List<Issue> issues() {
    return reading.db().transaction(this::readIssues);
  }

  private List<Issue> readIssues() {
    List<Issue> issues =
        failure.with(reading.issues().all()).collect(Collectors.toCollection(ArrayList::new));
    blindness.map(Blindness::issue).ifPresent(issues::add);
    ofKit().ifPresent(issues::add);
    return issues;
  }

  private Optional<Issue> ofKit() {
    Optional<Instant> confirmed = choices.kitConfirmed();
    if (confirmed.isEmpty())
      return Optional.of(
          ofKit("KEY-06", Title.KIT_NOT_CONFIRMED, Body.SAVE_AND_CONFIRM, settings.since()));
    Instant due = later(confirmed.get(), kitTried.get()).plus(TRY_KIT_AFTER);
    return effects.clock().instant().isBefore(due)
        ? Optional.empty()
        : Optional.of(ofKit("KEY-07", Title.KIT_NOT_TRIED, Body.TRY_THE_KIT, due));
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  private static Issue ofKit(String code, Title title, Body body, Instant since) {
    return new Issue(
        "kit",
        Issue.Severity.INFO,
        Issue.Kind.SAFETY,
        code,
        title.of(),
        body.of(),
        Optional.empty(),
        since);
  }

  /// All of it as of one moment, whatever is committed meanwhile.
  public synchronized Status status() {
    return reading.db().transaction(this::readStatus);
  }

  private Status readStatus() {
    List<Issue> issues = readIssues();
    List<OutboxTable.Entry> outbox = reading.outbox().entries();
    long waiting = unrecorded + outbox.stream().mapToLong(e -> Math.max(1, e.files())).sum();
    long waitingBytes = unrecordedBytes + outbox.stream().mapToLong(OutboxTable.Entry::bytes).sum();
    boolean behind = !reading.dirty().isEmpty();
    return new Status(
        state(issues, waiting > 0 || behind),
        reading.base().files(),
        reading.base().bytes(),
        reading.base().folders(),
        waiting,
        waitingBytes,
        reading.activity().newest(1, Optional.empty()).stream().findFirst().map(a -> a.time()),
        reading.meta().number(Findings.LAST_CHECK).map(Instant::ofEpochMilli),
        pausedUntil(),
        progress(),
        issues);
  }

  private State state(List<Issue> issues, boolean open) {
    if (issues.stream().anyMatch(StatusBoard::stops)) return State.STOPPED;
    if (issues.stream().anyMatch(LastFailure::isSilence)) return State.OFFLINE;
    if (issues.stream().anyMatch(i -> i.severity() != Issue.Severity.INFO)) return State.ATTENTION;
    if (pausedUntil().isPresent()) return State.PAUSED;
    if (isWorking) return meter.isMoving() ? State.SYNCING : State.CHECKING;
    if (open) return State.SYNCING;
    return looked && reading.meta().number(Findings.LAST_CHECK).isPresent()
        ? State.UP_TO_DATE
        : State.CHECKING;
  }

  /// What is held lets everything else go on.
  private static boolean stops(Issue issue) {
    return issue.severity() == Issue.Severity.DECIDE && issue.kind() != Issue.Kind.HELD;
  }

  private Optional<Progress> progress() {
    return isWorking && meter.isMoving() ? Optional.of(meter.progress()) : Optional.empty();
  }
}
