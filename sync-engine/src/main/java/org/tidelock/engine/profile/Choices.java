package org.tidelock.engine.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// What a person has decided for this device, in a file of the profile: unlike what is in the index, no storage could give it back (decision 0096).
/// Each change is durable on return. Thread-safe.
public final class Choices {
  static final String FILE = "choices.properties";

  /// Patterns, one a line.
  private static final String IGNORE = "ignore";

  /// With a number, from 0: patterns that were in force until lately.
  private static final String BEFORE = "ignored-before.";

  private static final String PAUSED_UNTIL = "paused-until";
  private static final String KIT_CONFIRMED = "kit-confirmed";

  private final Home home;

  /// Replaced, never changed.
  private volatile Properties now;

  private Choices(Home home, Properties now) {
    this.home = home;
    this.now = now;
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
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
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
  }

  TidelockException unwritable(UncheckedIOException e) {
    return Profile.unwritable(home.path().resolve(FILE), e);
  }

  /// Ignore patterns: those of now, and each list that was in force since the last look at the whole folder.
  record Patterns(List<String> now, List<List<String>> before) {
    Patterns {
      now = List.copyOf(now);
      before = List.copyOf(before);
    }
  }

  Patterns patterns() {
    Properties read = now;
    List<List<String>> before = new ArrayList<>();
    for (int i = 0; read.getProperty(BEFORE + i) instanceof String lines; i++)
      before.add(patterns(lines));
    return new Patterns(patterns(read.getProperty(IGNORE, "")), before);
  }

  private static List<String> patterns(String lines) {
    return lines.lines().toList();
  }

  void ignore(Patterns patterns) {
    change(
        all -> {
          all.keySet().removeIf(key -> key.equals(IGNORE) || key.toString().startsWith(BEFORE));
          if (!patterns.now.isEmpty()) all.setProperty(IGNORE, String.join("\n", patterns.now));
          for (int i = 0; i < patterns.before.size(); i++)
            all.setProperty(BEFORE + i, String.join("\n", patterns.before.get(i)));
        });
  }

  /// The end of a pause of syncing; it may be over by now.
  public Optional<Instant> pausedUntil() {
    return instant(now, PAUSED_UNTIL);
  }

  public void pauseUntil(Instant end) {
    change(all -> all.setProperty(PAUSED_UNTIL, String.valueOf(end.toEpochMilli())));
  }

  public void endPause() {
    change(all -> all.remove(PAUSED_UNTIL));
  }

  /// When words of the recovery kit were confirmed.
  public Optional<Instant> kitConfirmed() {
    return instant(now, KIT_CONFIRMED);
  }

  public void confirmKit(Instant time) {
    change(all -> all.setProperty(KIT_CONFIRMED, String.valueOf(time.toEpochMilli())));
  }

  /// By another one, which nobody has confirmed yet.
  public void replaceKit() {
    change(all -> all.remove(KIT_CONFIRMED));
  }

  private static Optional<Instant> instant(Properties from, String key) {
    return Optional.ofNullable(from.getProperty(key)).map(Long::valueOf).map(Instant::ofEpochMilli);
  }
}
