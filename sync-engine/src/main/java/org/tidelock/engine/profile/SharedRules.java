package org.tidelock.engine.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.IgnoreRules;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.transfer.Troubles;

/// Ignore patterns of all devices: lines of a file at the top of the folder, which is synced as any other (decision 0118). On the engine's thread, and only of a folder
/// that is surely the right one: one that is not there has no rules, either.
public final class SharedRules {
  public static final String FILE = IgnoreRules.SHARED;

  private static final LocalPath PLACE = LocalPath.of(FILE);
  private static final int MOST_BYTES = 1 << 18;
  private static final Logger LOG = LoggerFactory.getLogger(SharedRules.class);

  private final Disk disk;
  private final PrivateFolder own;
  private final Rules rules;

  public SharedRules(Disk disk, PrivateFolder own, Rules rules) {
    this.disk = disk;
    this.own = own;
    this.rules = rules;
  }

  /// Takes over what the file says now. If it cannot be read, or is too large, what it said last stays.
  ///
  /// @return whether that is something else
  public boolean refresh() throws TidelockException {
    try {
      Optional<List<String>> lines = read();
      return lines.isPresent() && rules.share(patterns(lines.get()));
    } catch (IOException e) {
      LOG.warn("the rules of all devices cannot be read", e);
      return false;
    }
  }

  /// Adds a pattern after the others; does nothing if it is there.
  ///
  /// @throws TidelockException USAGE if it is not one line
  public void add(String pattern) throws TidelockException {
    Rules.requirePattern(pattern);
    List<String> lines = readOrRefuse();
    if (lines.contains(pattern)) return;
    lines.add(pattern);
    write(lines);
  }

  /// @throws TidelockException USAGE if there is no such pattern
  public void remove(String pattern) throws TidelockException {
    List<String> lines = readOrRefuse();
    if (!lines.remove(pattern)) throw Rules.unknown(pattern);
    write(lines);
  }

  private static List<String> patterns(List<String> lines) {
    return lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  private List<String> readOrRefuse() throws TidelockException {
    try {
      return new ArrayList<>(
          read()
              .orElseThrow(
                  () ->
                      new TidelockException(
                          ErrorCode.USAGE,
                          Happened.RULES_TOO_LARGE.of(FILE),
                          Safe.NOTHING_CHANGED.of(),
                          Todo.SHORTEN_FILE.of())));
    } catch (IOException e) {
      throw Troubles.ofFile(FILE, e);
    }
  }

  /// The lines; none if there is no such file; empty if it is too large.
  private Optional<List<String>> read() throws IOException {
    try {
      Optional<Disk.Opened> opened = disk.open(PLACE);
      if (opened.isEmpty()) return Optional.of(List.of());
      try (Disk.Opened file = opened.get();
          InputStream in = Channels.newInputStream(file.bytes())) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) return Optional.empty();
        return Optional.of(new String(bytes, StandardCharsets.UTF_8).lines().toList());
      }
    } catch (NoSuchFileException e) {
      return Optional.of(List.of());
    }
  }

  /// What was there is in the trash afterwards. At no time is there no file.
  private void write(List<String> lines) throws TidelockException {
    try {
      LocalPath staged = own.newStagingPlace();
      String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
      try (SeekableByteChannel out = disk.create(staged)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) out.write(bytes);
      }
      disk.sharePermissions(staged);
      disk.flush();
      put(staged);
    } catch (IOException e) {
      throw Troubles.ofFile(FILE, e);
    }
  }

  private void put(LocalPath staged) throws IOException {
    if (disk.look(PLACE).isEmpty()) {
      disk.move(staged, PLACE);
    } else if (disk.exchange(staged, PLACE)) {
      own.toTrash(staged);
    } else {
      own.toTrash(PLACE);
      disk.move(staged, PLACE);
    }
    disk.flush();
  }
}
