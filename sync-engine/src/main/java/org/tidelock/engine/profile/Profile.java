package org.tidelock.engine.profile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A profile directory: one device's settings, choices, sealed keys, index and lock.
public final class Profile implements AutoCloseable {
  private static final String SETTINGS = "profile.properties";
  private static final String DEVICE = "device";
  private static final String KEY_FILE = "profile-key";
  private static final String SEALED_KEY = "profile-key.sealed";
  private static final String OWNED_KEY = "profile-key.owned";
  private static final String ACCESS = "storage-access.sealed";

  /// Instead of it where the vault has moved from one storage to another: the settings say which of the two counts.
  private static final String OTHER_ACCESS = "storage-access.2.sealed";

  private static final String ACCESS_FILE = "access";
  private static final String MIRROR = "mirror.sealed";
  private static final String UNFINISHED = "unfinished";
  private static final String SERVER_KEY = "server-key";

  /// The index, and what belongs to it.
  static final List<String> INDEX = List.of("index.db", "index.db-wal", "index.db-shm");

  private static final List<String> SET_UP =
      List.of(
          SETTINGS,
          DEVICE,
          KEY_FILE,
          SEALED_KEY,
          OWNED_KEY,
          ACCESS,
          OTHER_ACCESS,
          MIRROR,
          Choices.FILE);

  private final Home home;
  private final Home.Lock lock;

  private Profile(Home home, Home.Lock lock) {
    this.home = home;
    this.lock = lock;
  }

  /// What a profile knows in plain.
  ///
  /// @param storage a URL without secrets
  /// @param serverKey the public key by which its server is known, if it is by one
  public record Settings(
      String storage,
      Optional<String> serverKey,
      Path folder,
      String device,
      Hash256 header,
      KeepUnlocked keepUnlocked,
      Instant since) {
    Settings withServerKey(Optional<String> key) {
      return new Settings(storage, key, folder, device, header, keepUnlocked, since);
    }

    Settings at(String other, Optional<String> key) {
      return new Settings(other, key, folder, device, header, keepUnlocked, since);
    }
  }

  /// Opens a profile directory, making it if absent, and holds its lock until closed.
  public static Profile lock(Home home) throws TidelockException {
    try {
      Home.Lock lock =
          home.lock()
              .orElseThrow(
                  () ->
                      new TidelockException(
                          ErrorCode.ALREADY_RUNNING,
                          Happened.ALREADY_RUNNING.of(),
                          Safe.NOTHING_CHANGED.of(),
                          Todo.USE_THE_RUNNING_ONE.of()));
      return new Profile(home, lock);
    } catch (IOException e) {
      throw unwritable(home.path(), e);
    }
  }

  public static boolean isSetUp(Home home) {
    return home.has(SETTINGS) && home.has(DEVICE);
  }

  public static Settings settings(Home home) throws TidelockException {
    Properties p = properties(home);
    try {
      return new Settings(
          require(p, "storage"),
          Optional.ofNullable(p.getProperty(SERVER_KEY)),
          Path.of(require(p, "folder")),
          require(p, "device"),
          Hash256.of(HexFormat.of().parseHex(require(p, "header"))),
          KeepUnlocked.valueOf(require(p, "keep-unlocked")),
          Instant.parse(require(p, "since")));
    } catch (RuntimeException e) {
      throw unreadable(home, e);
    }
  }

  private static String accessFile(Home home) throws TidelockException {
    String file = properties(home).getProperty(ACCESS_FILE, ACCESS);
    return file.equals(OTHER_ACCESS) ? OTHER_ACCESS : ACCESS;
  }

  private static Properties properties(Home home) throws TidelockException {
    Properties p = new Properties();
    try (Reader in =
        new InputStreamReader(
            new ByteArrayInputStream(home.read(SETTINGS)), StandardCharsets.UTF_8)) {
      p.load(in);
      return p;
    } catch (IOException | RuntimeException e) {
      throw unreadable(home, e);
    }
  }

  private static TidelockException unreadable(Home home, Exception e) {
    return new TidelockException(
        ErrorCode.NOT_SET_UP,
        Happened.SETTINGS_NOT_READABLE.of(),
        Safe.FOLDER_AND_VAULT_UNTOUCHED.of(),
        Todo.JOIN_WITH_NEW_PROFILE.of(),
        home.path().resolve(SETTINGS).toString(),
        e);
  }

  private static String require(Properties p, String key) {
    String value = p.getProperty(key);
    if (value == null) throw new IllegalArgumentException("no " + key);
    return value;
  }

  public Home home() {
    return home;
  }

  /// Writes the settings last: with them the profile is set up.
  public void save(Settings s) throws TidelockException {
    save(s, accessFile());
  }

  private void save(Settings s, String accessFile) throws TidelockException {
    Properties p = new Properties();
    p.setProperty("storage", s.storage());
    s.serverKey().ifPresent(key -> p.setProperty(SERVER_KEY, key));
    if (!accessFile.equals(ACCESS)) p.setProperty(ACCESS_FILE, accessFile);
    p.setProperty("folder", s.folder().toString());
    p.setProperty("device", s.device());
    p.setProperty("header", s.header().toString());
    p.setProperty("keep-unlocked", s.keepUnlocked().name());
    p.setProperty("since", s.since().toString());
    StringWriter out = new StringWriter();
    try {
      p.store(out, null);
    } catch (IOException e) {
      throw new IllegalStateException("a StringWriter does not fail", e);
    }
    write(SETTINGS, out.toString().getBytes(StandardCharsets.UTF_8));
  }

  /// Of a profile that is set up.
  public void saveServerKey(Optional<String> key) throws TidelockException {
    Settings now = settings(home);
    if (!now.serverKey().equals(key)) save(now.withServerKey(key));
  }

  public void saveDevice(byte[] sealed) throws TidelockException {
    write(DEVICE, sealed);
  }

  public byte[] device() throws TidelockException {
    return read(DEVICE);
  }

  public void saveKey(byte[] key) throws TidelockException {
    write(KEY_FILE, key);
  }

  public Optional<byte[]> key() throws TidelockException {
    return home.has(KEY_FILE) ? Optional.of(read(KEY_FILE)) : Optional.empty();
  }

  public void saveSealedKey(byte[] sealed) throws TidelockException {
    write(SEALED_KEY, sealed);
  }

  public byte[] sealedKey() throws TidelockException {
    return read(SEALED_KEY);
  }

  /// The profile's key for whoever opens the vault as its owner.
  public void saveOwnedKey(byte[] sealed) throws TidelockException {
    write(OWNED_KEY, sealed);
  }

  /// Empty if an earlier version has set the profile up.
  public Optional<byte[]> ownedKey() throws TidelockException {
    return home.has(OWNED_KEY) ? Optional.of(read(OWNED_KEY)) : Optional.empty();
  }

  /// How the storage is reached, sealed.
  public void saveAccess(byte[] sealed) throws TidelockException {
    write(accessFile(), sealed);
  }

  /// Empty if the storage needs nothing beside its address.
  public Optional<byte[]> access() throws TidelockException {
    String file = accessFile();
    return home.has(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private String accessFile() throws TidelockException {
    return home.has(SETTINGS) ? accessFile(home) : ACCESS;
  }

  /// The vault lies in another storage from now on. In one step: whatever interrupts it, the profile has the one or the other, each with what opens it and nothing else.
  ///
  /// @param access how it is reached, sealed; empty if it needs nothing
  public void move(String storage, Optional<String> serverKey, Optional<byte[]> access)
      throws TidelockException {
    String before = accessFile();
    String after = before.equals(ACCESS) ? OTHER_ACCESS : ACCESS;
    if (access.isPresent()) write(after, access.get());
    else delete(List.of(after));
    save(settings(home).at(storage, serverKey), after);
    delete(List.of(before));
  }

  /// Where the second copy is and how it is reached, sealed.
  public void saveMirror(byte[] sealed) throws TidelockException {
    write(MIRROR, sealed);
  }

  /// Empty if there is no second copy.
  public Optional<byte[]> mirror() throws TidelockException {
    return home.has(MIRROR) ? Optional.of(read(MIRROR)) : Optional.empty();
  }

  public void forgetMirror() throws TidelockException {
    delete(List.of(MIRROR));
  }

  /// Notes what a set-up is about to do elsewhere, until [#clear] or [#finished].
  public void saveUnfinished(String what) throws TidelockException {
    write(UNFINISHED, what.getBytes(StandardCharsets.UTF_8));
  }

  /// What a set-up that did not finish was about to do.
  public Optional<String> unfinished() throws TidelockException {
    return home.has(UNFINISHED)
        ? Optional.of(new String(read(UNFINISHED), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  public void finished() throws TidelockException {
    delete(List.of(UNFINISHED));
  }

  /// Removes what a set-up that did not finish left behind, so that it can be tried again.
  public void clear() throws TidelockException {
    delete(SET_UP);
    delete(INDEX);
    delete(List.of(UNFINISHED));
  }

  /// Of a profile that is being set up: what it began with was not good.
  public void deleteIndex() throws TidelockException {
    delete(INDEX);
  }

  /// Instead of closing it, when it was not set up: a refusal leaves nothing that was not there.
  public void giveUp() {
    boolean begun =
        Stream.of(SET_UP, List.of(UNFINISHED), INDEX).flatMap(List::stream).anyMatch(home::has);
    if (begun) lock.close();
    else lock.undo();
  }

  private byte[] read(String name) throws TidelockException {
    try {
      return home.read(name);
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.LOCAL,
          Happened.PROFILE_FILE_NOT_READABLE.of(name),
          Safe.FOLDER_AND_VAULT_UNTOUCHED.of(),
          Todo.PROFILE_PERMISSIONS.of(),
          home.path().resolve(name).toString(),
          e);
    }
  }

  private void write(String name, byte[] bytes) throws TidelockException {
    try {
      home.write(name, bytes);
    } catch (IOException e) {
      throw unwritable(home.path().resolve(name), e);
    }
  }

  private void delete(List<String> names) throws TidelockException {
    try {
      for (String name : names) home.delete(name);
    } catch (IOException e) {
      throw unwritable(home.path(), e);
    }
  }

  static TidelockException unwritable(Path path, Exception e) {
    return new TidelockException(
        ErrorCode.LOCAL,
        Happened.PROFILE_NOT_WRITABLE.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.PROFILE_PERMISSIONS_AND_SPACE.of(),
        path.toString(),
        e);
  }

  /// Closing it again changes nothing.
  @Override
  public void close() {
    lock.close();
  }
}
