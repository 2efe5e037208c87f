package org.tidelock.engine.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.DamagedPacks;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;

/// Finds out, without being asked, what the storage has lost (decision 0110): once a day every object's length, and a share of the packs' bytes, so that each is read once in
/// [#DAYS] days. One answer may be wrong, and a drive may be on its way back: what looks wrong is read once more, [#AGAIN] later, before it counts.
///
/// A turn is [#next] and [#judge], on the engine's thread, and [#look] between them, which needs the storage only and may take long.
public final class Scrubber {
  /// In which each pack is read once: one of a hundred in a week.
  static final int DAYS = 700;

  /// Between two looks at what looked wrong.
  public static final Duration AGAIN = Duration.ofMinutes(10);

  private static final Duration DAY = Duration.ofDays(1);
  private static final String LAST = "scrubbed-at";
  private static final String TURNS = "scrubbed-days";
  private static final List<String> FOLDERS =
      List.of("slots", "members", "envelopes", "log", "packs");

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final DamagedPacks damaged;
  private final InstantSource clock;

  /// What looked wrong, and since when. A new start begins anew.
  private final Map<ObjectName, Instant> suspects = new HashMap<>();

  public Scrubber(
      Tables tables, Remote remote, Identity identity, DamagedPacks damaged, InstantSource clock) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.damaged = damaged;
    this.clock = clock;
  }

  /// What to look at.
  ///
  /// @param objects all that are looked at
  /// @param read those of them whose bytes are compared, too
  /// @param daily whether it is the day's look; else only suspects are looked at
  public record Round(List<Expected> objects, Set<ObjectName> read, boolean daily) {}

  /// Empty if nothing is due.
  public Optional<Round> next() {
    Set<ObjectName> due = dueSuspects();
    if (!due.isEmpty()) {
      List<Expected> again =
          Expected.all(identity, tables).stream().filter(e -> due.contains(e.name())).toList();
      suspects.keySet().removeIf(name -> due.contains(name) && !names(again).contains(name));
      return again.isEmpty() ? Optional.empty() : Optional.of(new Round(again, due, false));
    }
    if (!suspects.isEmpty() || !isDayOver()) return Optional.empty();
    return Optional.of(new Round(Expected.all(identity, tables), share(), true));
  }

  private Set<ObjectName> dueSuspects() {
    Instant now = clock.instant();
    return suspects.entrySet().stream()
        .filter(e -> isOver(e.getValue(), AGAIN, now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Set<ObjectName> names(List<Expected> objects) {
    return objects.stream().map(Expected::name).collect(Collectors.toSet());
  }

  /// A clock that went back ends no wait for ever.
  private static boolean isOver(Instant since, Duration wait, Instant now) {
    return now.isBefore(since) || !now.isBefore(since.plus(wait));
  }

  private boolean isDayOver() {
    return tables
        .meta()
        .number(LAST)
        .map(Instant::ofEpochSecond)
        .filter(last -> !isOver(last, DAY, clock.instant()))
        .isEmpty();
  }

  /// The packs that are read this day, and those that were found damaged: they may be back.
  private Set<ObjectName> share() {
    long turn = tables.meta().number(TURNS).orElse(0L);
    Set<ObjectName> read = new HashSet<>();
    tables.packs().named().stream()
        .map(p -> p.id())
        .filter(id -> of(id) == turn % DAYS || damaged.all().contains(id))
        .map(ObjectName::pack)
        .forEach(read::add);
    return read;
  }

  private static int of(PackId id) {
    byte[] bytes = id.bytes();
    return ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % DAYS;
  }

  /// Those that are not as they should be. Not on the engine's thread.
  ///
  /// @throws TidelockException STORAGE if the storage does not answer: nothing is known then
  public Set<ObjectName> look(Round round) throws TidelockException, InterruptedException {
    Map<ObjectName, Long> listing = round.daily() ? listing() : Map.of();
    Set<ObjectName> wrong = new HashSet<>();
    for (Expected e : round.objects()) {
      if (Thread.interrupted()) throw new InterruptedException();
      boolean right = round.read().contains(e.name()) ? isRight(e) : hasRightLength(e, listing);
      if (!right) wrong.add(e.name());
    }
    return wrong;
  }

  private Map<ObjectName, Long> listing() throws TidelockException, InterruptedException {
    Map<ObjectName, Long> listing = new HashMap<>();
    for (String folder : FOLDERS)
      for (ObjectInfo info : remote.list(folder)) listing.put(info.name(), info.size());
    return listing;
  }

  /// Absence from a list proves nothing.
  private boolean hasRightLength(Expected e, Map<ObjectName, Long> listing)
      throws TidelockException, InterruptedException {
    Optional<Long> length = Optional.ofNullable(listing.get(e.name()));
    if (length.isEmpty()) length = remote.length(e.name());
    return length.filter(e::hasRightLength).isPresent();
  }

  private boolean isRight(Expected e) throws TidelockException, InterruptedException {
    try {
      Optional<byte[]> object = remote.find(e.name(), e.longest());
      return object.filter(b -> e.hasRightLength(b.length)).isPresent()
          && (e.sha256().isEmpty() || e.isAsWritten(object.get()));
    } catch (TidelockException tooLong) {
      if (tooLong.code() != ErrorCode.LIMIT) throw tooLong;
      return false;
    }
  }

  /// What is wrong for sure. Packs among it count as damaged from now on, and those that are as they should be do not.
  public Set<ObjectName> judge(Round round, Set<ObjectName> wrong) {
    Set<ObjectName> sure = new HashSet<>();
    List<ObjectName> sound = new ArrayList<>();
    for (Expected e : round.objects()) {
      if (!wrong.contains(e.name())) {
        suspects.remove(e.name());
        if (round.read().contains(e.name())) sound.add(e.name());
      } else if (round.daily()) {
        if (!isKnown(e.name())) suspects.putIfAbsent(e.name(), clock.instant());
      } else {
        suspects.remove(e.name());
        sure.add(e.name());
      }
    }
    damaged.add(packs(sure));
    damaged.areSound(packs(sound));
    if (round.daily()) noteDay();
    return sure;
  }

  private boolean isKnown(ObjectName name) {
    return damaged.all().stream().map(ObjectName::pack).anyMatch(name::equals);
  }

  private Set<PackId> packs(Iterable<ObjectName> names) {
    Set<PackId> packs = new HashSet<>();
    for (ObjectName name : names) name.asPack().ifPresent(packs::add);
    return packs;
  }

  private void noteDay() {
    tables
        .db()
        .transaction(
            () -> {
              tables.meta().putNumber(TURNS, tables.meta().number(TURNS).orElse(0L) + 1);
              tables.meta().putNumber(LAST, clock.instant().getEpochSecond());
              return true;
            });
  }

  /// When there is something to do again, at most [#DAY].
  public Duration rest() {
    return suspects.isEmpty() ? Duration.ofHours(1) : AGAIN;
  }
}
