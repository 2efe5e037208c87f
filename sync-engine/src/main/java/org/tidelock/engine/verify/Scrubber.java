package org.tidelock.engine.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.DamagedPacks;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;

/// Finds out, without being asked, what the storage has lost (decision 0110): once a day every object's length, the bytes of the vault's own objects, and of a share of the packs, so that each is read once in
/// [#DAYS] days. One answer may be wrong, and a drive may be on its way back: what looks wrong is read once more, [#AGAIN] later, before it counts.
///
/// A turn is [#next] and [#judge], on the engine's thread, and [#look] between them, which needs the storage only and may take long. One turn at a time.
public final class Scrubber {
  /// In which each pack is read once: one of a hundred in a week.
  static final int DAYS = 700;

  /// Between two looks at what looked wrong.
  public static final Duration AGAIN = Duration.ofMinutes(10);

  /// Between two looks where nothing was wrong, at most.
  private static final Duration SOON = Duration.ofHours(1);

  private static final Duration DAY = Duration.ofDays(1);

  /// More than these, and more than one of so many, look like a drive that is not all there.
  private static final int MANY = 20;

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
  /// @param total how many objects the storage must have
  /// @param daily whether it is the day's look; else only suspects are looked at
  public record Round(List<Expected> objects, Set<ObjectName> read, int total, boolean daily) {}

  /// What is wrong for sure.
  ///
  /// @param lost to be mended
  /// @param tooMany how many objects are wrong, where that is so many that nothing is to be mended without being asked; else 0
  public record Verdict(Set<ObjectName> lost, int tooMany) {}

  /// Empty if nothing is due.
  public Optional<Round> next() {
    if (suspects.isEmpty()) return isDayOver() ? Optional.of(daily()) : Optional.empty();
    Set<ObjectName> due = dueSuspects();
    if (due.isEmpty()) return Optional.empty();
    List<Expected> all = Expected.all(identity, tables);
    List<Expected> again = all.stream().filter(e -> due.contains(e.name())).toList();
    return Optional.of(new Round(again, due, all.size(), false));
  }

  private Round daily() {
    List<Expected> all = Expected.all(identity, tables);
    Set<ObjectName> read = share();
    for (Expected e : all) if (e.isOfTheVault() && e.sha256().isPresent()) read.add(e.name());
    return new Round(all, read, all.size(), true);
  }

  private Set<ObjectName> dueSuspects() {
    Instant now = clock.instant();
    return suspects.entrySet().stream()
        .filter(e -> isOver(e.getValue(), AGAIN, now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
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

  /// The packs that are read this day, and some of those that were found damaged: they may be back.
  private Set<ObjectName> share() {
    long turn = tables.meta().number(TURNS).orElse(0L);
    Set<ObjectName> read = new HashSet<>();
    for (PackTable.Pack pack : tables.packs().named())
      if (of(pack.id()) == turn % DAYS) read.add(ObjectName.pack(pack.id()));
    List<PackId> known = damaged.all().stream().sorted().toList();
    for (int i = 0; i < Math.min(MANY, known.size()); i++)
      read.add(ObjectName.pack(known.get((int) ((turn * MANY + i) % known.size()))));
    return read;
  }

  private static int of(PackId id) {
    byte[] bytes = id.bytes();
    return ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % DAYS;
  }

  /// The packs that count as damaged: they may be back. To [#look] at; nothing else is due by that.
  public Round damaged() {
    Set<ObjectName> read = damaged.all().stream().map(ObjectName::pack).collect(Collectors.toSet());
    List<Expected> wanted =
        Expected.all(identity, tables).stream().filter(e -> read.contains(e.name())).toList();
    // However many they are: each is asked for, as somebody has asked for that.
    return new Round(wanted, read, Integer.MAX_VALUE, false);
  }

  /// After a look at those.
  ///
  /// @param wrong those of them that are still not as they should be
  public void areBack(Round round, Set<ObjectName> wrong) {
    Set<ObjectName> sound = new HashSet<>(round.read());
    sound.removeAll(wrong);
    damaged.areSound(packs(sound));
  }

  /// Those that are not as they should be. Not on the engine's thread.
  ///
  /// @throws TidelockException STORAGE if the storage does not answer: nothing is known then
  public Set<ObjectName> look(Round round) throws TidelockException, InterruptedException {
    Map<ObjectName, Long> listing = listing();
    List<Expected> unlike = round.objects().stream().filter(e -> !isListed(e, listing)).toList();
    // Asking for each of them would be a storm of requests, and tell nothing else.
    if (areTooMany(unlike.size(), round.total())) return names(unlike);
    Set<ObjectName> wrong = new HashSet<>();
    for (Expected e : unlike) if (!hasRightLength(e)) wrong.add(e.name());
    for (Expected e : round.objects())
      if (round.read().contains(e.name()) && !wrong.contains(e.name()) && !isRight(e))
        wrong.add(e.name());
    return wrong;
  }

  private static boolean areTooMany(int wrong, int total) {
    return wrong > MANY && wrong > total / MANY;
  }

  private static Set<ObjectName> names(List<Expected> objects) {
    return objects.stream().map(Expected::name).collect(Collectors.toSet());
  }

  private Map<ObjectName, Long> listing() throws TidelockException, InterruptedException {
    Map<ObjectName, Long> listing = new HashMap<>();
    for (String folder : FOLDERS)
      for (ObjectInfo info : remote.list(folder)) listing.put(info.name(), info.size());
    return listing;
  }

  private static boolean isListed(Expected e, Map<ObjectName, Long> listing) {
    return Optional.ofNullable(listing.get(e.name())).filter(e::hasRightLength).isPresent();
  }

  /// A list may lag behind.
  private boolean hasRightLength(Expected e) throws TidelockException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    return remote.length(e.name()).filter(e::hasRightLength).isPresent();
  }

  private boolean isRight(Expected e) throws TidelockException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    try {
      Optional<byte[]> object = remote.find(e.name(), e.longest());
      return object.filter(b -> e.hasRightLength(b.length)).isPresent()
          && (e.sha256().isEmpty() || e.isAsWritten(object.get()));
    } catch (TidelockException tooLong) {
      if (tooLong.code() != ErrorCode.LIMIT) throw tooLong;
      return false;
    }
  }

  /// What is wrong for sure. Packs among it count as damaged from now on, and those that were read and are as they should be do not.
  public Verdict judge(Round round, Set<ObjectName> wrong) {
    if (round.daily()) {
      noteDay();
      Set<ObjectName> known =
          damaged.all().stream().map(ObjectName::pack).collect(Collectors.toSet());
      for (ObjectName name : wrong) if (!known.contains(name)) suspects.put(name, clock.instant());
    } else {
      suspects.clear();
    }
    // Where too many are not even listed none was read.
    boolean tooMany = areTooMany(wrong.size(), round.total());
    if (!tooMany) areBack(round, wrong);
    if (round.daily()) return new Verdict(Set.of(), 0);
    if (tooMany) return new Verdict(Set.of(), wrong.size());
    damaged.add(packs(wrong));
    return new Verdict(wrong, 0);
  }

  private static Set<PackId> packs(Set<ObjectName> names) {
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

  /// Whether something looked wrong and is to be looked at once more.
  public boolean hasSuspects() {
    return !suspects.isEmpty();
  }

  /// Until something may be due.
  public Duration rest() {
    return suspects.isEmpty() ? SOON : AGAIN;
  }
}
