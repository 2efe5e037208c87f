package org.tidelock.engine.profile;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.selection.Chosen;

/// What a person has decided for this device, in a file of the profile: unlike what is in the index, no storage could give it back (decision 0096).
/// Each change is durable on return. Thread-safe.
public final class Choices {
  static final String FILE = "choices.properties";

  /// Patterns, one a line.
  private static final String IGNORE = "ignore";

  /// The same of all devices, as they were read last.
  private static final String SHARED = "ignore-shared";

  /// With a number, from 0: patterns that were in force until lately.
  private static final String BEFORE = "ignored-before.";

  /// Ids of nodes, one a line: selective sync.
  private static final String ONLY = "select-only";

  private static final String EXCEPT = "select-except";

  /// With a number, from 0: folders that lie elsewhere, each as the text of a [Placement].
  private static final String PLACED = "placed.";

  private static final String PAUSED_UNTIL = "paused-until";

  /// Bytes a second.
  private static final String SEND_LIMIT = "send-limit";

  private static final String RECEIVE_LIMIT = "receive-limit";

  /// `08:00-18:00`.
  private static final String LIMIT_HOURS = "limit-hours";

  private static final String KIT_CONFIRMED = "kit-confirmed";

  /// With what was tried: when a drill was good, and the slots that counted then.
  private static final String DRILLED = "drilled-";

  private final Home home;

  /// Replaced, never changed.
  private volatile Properties now;

  /// What `now` says, as it is asked for often.
  private volatile Chosen chosen;

  private volatile List<Placement> placements;

  private Choices(Home home, Properties now) {
    this.home = home;
    this.now = now;
    this.chosen = chosen(now);
    this.placements = placements(now);
  }

  private static Chosen chosen(Properties from) {
    return new Chosen(nodes(from, ONLY), nodes(from, EXCEPT));
  }

  /// Earlier versions kept them in the index: from there they are moved, once.
  ///
  /// @throws TidelockException if they cannot be read: without them, what a person has left out would be sent
  public static Choices of(Home home, MetaTable meta) throws TidelockException {
    try {
      if (home.has(FILE)) return new Choices(home, read(home.read(FILE)));
      Choices moved = new Choices(home, new Properties());
      moved.moveFrom(meta);
      return moved;
    } catch (IOException | UncheckedIOException | IllegalArgumentException | DateTimeException e) {
      throw new TidelockException(
          ErrorCode.LOCAL,
          Happened.PROFILE_FILE_NOT_READABLE.of(FILE),
          Safe.FOLDER_AND_VAULT_UNTOUCHED.of(),
          Todo.PROFILE_PERMISSIONS.of(),
          home.path().resolve(FILE).toString(),
          e);
    }
  }

  private static Properties read(byte[] bytes) throws IOException {
    Properties read = new Properties();
    try (Reader in =
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      read.load(in);
    }
    for (String time : List.of(PAUSED_UNTIL, KIT_CONFIRMED)) instant(read, time);
    for (DrillReport.Secret by : DrillReport.Secret.values())
      Optional.ofNullable(read.getProperty(drilledKey(by))).ifPresent(Drilled::of);
    for (String nodes : List.of(ONLY, EXCEPT)) nodes(read, nodes);
    placements(read);
    bandwidth(read);
    return read;
  }

  private void moveFrom(MetaTable meta) {
    change(
        fresh -> {
          meta.text(IGNORE).ifPresent(t -> fresh.setProperty(IGNORE, t));
          for (String time : List.of(PAUSED_UNTIL, KIT_CONFIRMED))
            meta.number(time).ifPresent(n -> fresh.setProperty(time, String.valueOf(n)));
        });
    for (String key : List.of(IGNORE, PAUSED_UNTIL, KIT_CONFIRMED)) meta.remove(key);
  }

  private void decide(Consumer<Properties> what) throws TidelockException {
    try {
      change(what);
    } catch (UncheckedIOException e) {
      throw unwritable(e);
    }
  }

  private synchronized void change(Consumer<Properties> what) {
    Properties changed = new Properties();
    changed.putAll(now);
    what.accept(changed);
    if (changed.equals(now) && home.has(FILE)) return;
    StringWriter out = new StringWriter();
    try {
      changed.store(out, null);
      home.write(FILE, out.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    now = changed;
    chosen = chosen(changed);
    placements = placements(changed);
  }

  TidelockException unwritable(UncheckedIOException e) {
    return Profile.unwritable(home.path().resolve(FILE), e);
  }

  /// Ignore patterns: those of this device and those of all, and each list that was in force since the last look at the whole folder.
  record Patterns(List<String> now, List<String> shared, List<List<String>> before) {
    Patterns {
      now = List.copyOf(now);
      shared = List.copyOf(shared);
      before = List.copyOf(before);
    }
  }

  Patterns patterns() {
    Properties read = now;
    List<List<String>> before = new ArrayList<>();
    for (int i = 0; read.getProperty(BEFORE + i) instanceof String lines; i++)
      before.add(patterns(lines));
    return new Patterns(
        patterns(read.getProperty(IGNORE, "")), patterns(read.getProperty(SHARED, "")), before);
  }

  private static List<String> patterns(String lines) {
    return lines.lines().toList();
  }

  void ignore(Patterns patterns) {
    change(
        all -> {
          all.keySet().removeIf(key -> key.toString().startsWith(BEFORE));
          put(all, IGNORE, patterns.now);
          put(all, SHARED, patterns.shared);
          for (int i = 0; i < patterns.before.size(); i++)
            all.setProperty(BEFORE + i, String.join("\n", patterns.before.get(i)));
        });
  }

  /// What this device is to have in its folder.
  public Chosen chosen() {
    return chosen;
  }

  public void choose(Chosen all) {
    change(kept -> put(kept, all));
  }

  private static void put(Properties kept, Chosen all) {
    put(kept, ONLY, texts(all.only()));
    put(kept, EXCEPT, texts(all.except()));
  }

  /// Folders at the top of the vault that lie elsewhere on this device.
  public List<Placement> placements() {
    return placements;
  }

  /// @throws TidelockException LOCAL if it cannot be kept; then nothing is changed
  public void place(List<Placement> all) throws TidelockException {
    decide(kept -> put(kept, all));
  }

  /// Both in one step.
  ///
  /// @throws TidelockException LOCAL if it cannot be kept; then nothing is changed
  public void place(List<Placement> all, Chosen chosen) throws TidelockException {
    decide(
        kept -> {
          put(kept, all);
          put(kept, chosen);
        });
  }

  private static void put(Properties kept, Collection<Placement> all) {
    kept.keySet().removeIf(key -> key.toString().startsWith(PLACED));
    int i = 0;
    for (Placement placement : all) kept.setProperty(PLACED + i++, placement.text());
  }

  private static List<Placement> placements(Properties from) {
    List<Placement> found = new ArrayList<>();
    for (int i = 0; from.getProperty(PLACED + i) instanceof String text; i++)
      found.add(Placement.parse(text));
    return List.copyOf(found);
  }

  /// Those of a profile that is not opened; none if they cannot be read.
  static List<Placement> placementsOf(Home home) {
    try {
      return home.has(FILE) ? placements(read(home.read(FILE))) : List.of();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return List.of();
    }
  }

  private static void put(Properties kept, String key, List<String> lines) {
    if (lines.isEmpty()) kept.remove(key);
    else kept.setProperty(key, String.join("\n", lines));
  }

  private static List<String> texts(Set<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).toList();
  }

  private static Set<NodeId> nodes(Properties from, String key) {
    return from.getProperty(key, "").lines().map(NodeId::parse).collect(toSet());
  }

  /// The end of a pause of syncing; it may be over by now.
  public Optional<Instant> pausedUntil() {
    return instant(now, PAUSED_UNTIL);
  }

  /// @throws TidelockException LOCAL if it cannot be kept; then nothing is changed. So with all of these
  public void pauseUntil(Instant end) throws TidelockException {
    decide(all -> all.setProperty(PAUSED_UNTIL, String.valueOf(end.toEpochMilli())));
  }

  public void endPause() throws TidelockException {
    decide(all -> all.remove(PAUSED_UNTIL));
  }

  public BandwidthLimits bandwidth() {
    return bandwidth(now);
  }

  private static BandwidthLimits bandwidth(Properties from) {
    Optional<String[]> hours =
        Optional.ofNullable(from.getProperty(LIMIT_HOURS)).map(text -> text.split("-", 2));
    return new BandwidthLimits(
        number(from, SEND_LIMIT),
        number(from, RECEIVE_LIMIT),
        hours.map(h -> new Hours(LocalTime.parse(h[0]), LocalTime.parse(h[h.length - 1]))));
  }

  private static OptionalLong number(Properties from, String key) {
    String value = from.getProperty(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
  }

  public void limit(BandwidthLimits limits) throws TidelockException {
    decide(
        all -> {
          for (String key : List.of(SEND_LIMIT, RECEIVE_LIMIT, LIMIT_HOURS)) all.remove(key);
          limits.send().ifPresent(n -> all.setProperty(SEND_LIMIT, String.valueOf(n)));
          limits.receive().ifPresent(n -> all.setProperty(RECEIVE_LIMIT, String.valueOf(n)));
          limits.hours().ifPresent(h -> all.setProperty(LIMIT_HOURS, h.from() + "-" + h.to()));
        });
  }

  /// When words of the recovery kit were confirmed.
  public Optional<Instant> kitConfirmed() {
    return instant(now, KIT_CONFIRMED);
  }

  public void confirmKit(Instant time) throws TidelockException {
    decide(all -> all.setProperty(KIT_CONFIRMED, String.valueOf(time.toEpochMilli())));
  }

  /// By another one, which nobody has confirmed yet.
  public void replaceKit() throws TidelockException {
    decide(all -> all.remove(KIT_CONFIRMED));
  }

  /// A secret that was seen to open the vault from its storage alone.
  ///
  /// @param slots by id, those of its kind that counted then: if others do by now, it was replaced
  public record Drilled(Instant at, Set<String> slots) {
    public Drilled {
      slots = Set.copyOf(slots);
    }

    private String text() {
      return at.toEpochMilli() + " " + slots.stream().sorted().collect(joining(" "));
    }

    private static Drilled of(String text) {
      List<String> words = List.of(text.strip().split(" +"));
      return new Drilled(
          Instant.ofEpochMilli(Long.parseLong(words.getFirst())),
          Set.copyOf(words.subList(1, words.size())));
    }
  }

  /// The last good drill.
  public Optional<Drilled> drilled(DrillReport.Secret by) {
    return Optional.ofNullable(now.getProperty(drilledKey(by))).map(Drilled::of);
  }

  /// Whoever has typed the words of the kit has it, which confirms it, too.
  public void drill(DrillReport.Secret by, Drilled good) throws TidelockException {
    decide(
        all -> {
          all.setProperty(drilledKey(by), good.text());
          if (by == DrillReport.Secret.RECOVERY_KIT)
            all.setProperty(KIT_CONFIRMED, String.valueOf(good.at.toEpochMilli()));
        });
  }

  private static String drilledKey(DrillReport.Secret by) {
    return DRILLED
        + switch (by) {
          case RECOVERY_KIT -> "kit";
          case PASSPHRASE -> "passphrase";
        };
  }

  private static Optional<Instant> instant(Properties from, String key) {
    return Optional.ofNullable(from.getProperty(key)).map(Long::valueOf).map(Instant::ofEpochMilli);
  }
}
