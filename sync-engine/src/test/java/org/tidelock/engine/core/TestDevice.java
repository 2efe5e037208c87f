package org.tidelock.engine.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tidelock.crypto.Argon2Params;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.NewVault;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.content.ContentIds;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;
import org.tidelock.engine.transfer.UploadSizes;
import org.tidelock.engine.trust.Identity;

/// A device of a test: a profile and a folder under one directory, on the storage that all devices of the test share.
public final class TestDevice implements AutoCloseable {
  static final String PASSPHRASE = "copper lantern drifts past quiet harbour";

  /// The recovery key of each vault that was made here, by where the profiles of its devices are.
  private static final Map<Path, Unlock> KITS = new ConcurrentHashMap<>();

  public final LocalVaults vaults;
  public final Path home;
  public final Path folder;
  public Vault vault;

  private TestDevice(LocalVaults vaults, Path home, Path folder, Vault vault) {
    this.vaults = vaults;
    this.home = home;
    this.folder = folder;
    this.vault = vault;
  }

  /// Real disk, real clock, and the lowest cost that the format allows, so that tests do not spend their time in Argon2.
  public static LocalVaults vaults() {
    return vaults(new SystemPlaces());
  }

  public static LocalVaults vaults(Places places) {
    return vaults(SystemEffects.create().in(places));
  }

  public static LocalVaults vaults(Effects effects) {
    return new LocalVaults(effects, Argon2Params.FLOOR, new CastVaults());
  }

  /// For a test that sets other passphrases, or has several vaults: each vault has keys of its own.
  public static LocalVaults ownVaults() {
    return ownVaults(SystemEffects.create());
  }

  public static LocalVaults ownVaults(Effects effects) {
    return new LocalVaults(effects, Argon2Params.FLOOR, NewVault::create);
  }

  public static Passphrase passphrase() {
    return Passphrase.of(PASSPHRASE.toCharArray());
  }

  public static TestDevice create(Path root, String name) throws Exception {
    return create(root, name, vaults());
  }

  public static TestDevice create(Path root, String name, LocalVaults vaults) throws Exception {
    return setUp(root, root, name, vaults, true);
  }

  public static TestDevice join(Path root, String name) throws Exception {
    return join(root, name, vaults());
  }

  public static TestDevice join(Path root, String name, LocalVaults vaults) throws Exception {
    return setUp(root, root, name, vaults, false);
  }

  /// @param homes where the profile goes
  /// @param places where the folder and the storage are
  /// @param first whether it makes the vault; else it joins
  public static TestDevice setUp(
      Path homes, Path places, String name, LocalVaults vaults, boolean first) throws Exception {
    return setUp(homes, places, storage(places), name, vaults, first);
  }

  /// As [#setUp(Path, Path, String, LocalVaults, boolean)], on any storage.
  static TestDevice setUp(
      Path homes, Path folders, String storage, String name, LocalVaults vaults, boolean first)
      throws Exception {
    Path home = homes.resolve("home-" + name);
    Path folder = folders.resolve("folder-" + name);
    if (first) {
      CreatedVault created =
          vaults.create(
              new CreateRequest(
                  home, storage, folder, "Test", name, passphrase(), KeepUnlocked.FILE));
      KITS.put(homes, new Unlock.ByRecoveryKey(created.recoveryKey()));
      return new TestDevice(vaults, home, folder, created.vault());
    }
    // By the kit, where it is known: that takes no Argon2.
    Unlock unlock = KITS.getOrDefault(homes, new Unlock.ByPassphrase(passphrase()));
    Vault vault =
        vaults.join(
            new JoinRequest(home, storage, folder, name, unlock, KeepUnlocked.FILE, _ -> true));
    return new TestDevice(vaults, home, folder, vault);
  }

  /// By a code, which the screen is shown.
  static TestDevice pair(Path root, String name, LocalVaults vaults, PairRequest.Screen screen)
      throws Exception {
    Path home = root.resolve("home-" + name);
    Path folder = root.resolve("folder-" + name);
    Vault vault =
        vaults.pair(
            new PairRequest(
                home, storage(root), folder, name, KeepUnlocked.FILE, Optional.empty(), screen));
    return new TestDevice(vaults, home, folder, vault);
  }

  /// What opens the vault that was made there without Argon2: its recovery kit.
  ///
  /// @param homes where the profiles of its devices are
  public static Unlock kit(Path homes) {
    return Objects.requireNonNull(KITS.get(homes));
  }

  /// The recovery key was replaced.
  static void kitWasReplaced(Path homes, RecoveryKey by) {
    KITS.put(homes, new Unlock.ByRecoveryKey(by));
  }

  /// A round over some folders only, as a watcher brings it about.
  public static SyncReport round(Vault vault, Set<LocalPath> folders)
      throws TidelockException, InterruptedException {
    return ((LocalVault) vault).round(Optional.of(folders));
  }

  /// Returns when the vault takes no calls any more.
  void awaitShut() {
    try {
      while (true) {
        vault.info();
        Thread.sleep(5);
      }
    } catch (VaultClosedException shut) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// As if the storage was known to take no larger objects.
  static void storageTakes(Vault vault, int largest) {
    try {
      Field shop = LocalVault.class.getDeclaredField("shop");
      shop.setAccessible(true);
      UploadSizes sizes = ((Workshop) shop.get(vault)).remote().sizes();
      Field most = UploadSizes.class.getDeclaredField("largest");
      most.setAccessible(true);
      most.setInt(sizes, largest);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// By which the vault knows equal contents.
  public static ContentIds contentIds(Vault vault) {
    return new ContentIds(identity(vault).keys().contentIds());
  }

  /// What it is among the devices of its vault.
  public static Identity identity(Vault vault) {
    try {
      Field field = LocalVault.class.getDeclaredField("identity");
      field.setAccessible(true);
      return (Identity) field.get(vault);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether one is due or not.
  public static boolean writeCheckpoint(Vault vault)
      throws TidelockException, InterruptedException {
    return ((LocalVault) vault).oldHistory().write();
  }

  static TestDevice open(Path root, String name, LocalVaults vaults) throws Exception {
    Path home = root.resolve("home-" + name);
    return new TestDevice(
        vaults, home, root.resolve("folder-" + name), vaults.open(home, Optional.empty()));
  }

  /// A round over everything, as a watcher brings it about.
  public static SyncReport round(Vault vault) throws TidelockException, InterruptedException {
    return ((LocalVault) vault).round(Optional.empty());
  }

  public static String storage(Path root) {
    return root.resolve("store").toUri().toString();
  }

  /// Takes in what the storage has, and touches nothing else.
  public void learn() throws TidelockException, InterruptedException {
    ((LocalVault) vault).learn();
  }

  /// The id of the device that is called so, as this one knows it.
  String idOf(String name) {
    return vault.devices().stream()
        .filter(device -> device.name().equals(name))
        .map(DeviceInfo::id)
        .findFirst()
        .orElseThrow();
  }

  public SyncReport sync() throws TidelockException, InterruptedException {
    return vault.sync();
  }

  /// Closes the profile and opens it again, as a new start would.
  public void restart() throws TidelockException, InterruptedException {
    vault.close();
    vault = vaults.open(home, Optional.empty());
  }

  public void write(String path, String text) throws IOException {
    write(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  public void write(String path, byte[] bytes) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  public String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  byte[] bytes(String path) throws IOException {
    return Files.readAllBytes(folder.resolve(path));
  }

  public boolean has(String path) {
    return Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  public void move(String from, String to) throws IOException {
    Files.createDirectories(folder.resolve(to).getParent());
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  public void delete(String path) throws IOException {
    deleteTree(folder.resolve(path));
  }

  Instant modified(String path) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(path)).toInstant();
  }

  void setModified(String path, Instant time) throws IOException {
    Files.setLastModifiedTime(folder.resolve(path), FileTime.from(time));
  }

  public static void deleteTree(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// As [#tree] shows a file with these bytes.
  static String shown(byte[] bytes) {
    return bytes.length + " " + Hash256.sha256(bytes);
  }

  /// Everything in the folder: what is at each path.
  public SortedMap<String, String> tree() {
    return tree(folder);
  }

  public static SortedMap<String, String> tree(Path folder) {
    SortedMap<String, String> tree = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
              if (dir.getFileName().toString().equals(".tidelock"))
                return FileVisitResult.SKIP_SUBTREE;
              if (!dir.equals(folder)) tree.put(folder.relativize(dir).toString(), "folder");
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              String what =
                  a.isSymbolicLink()
                      ? "-> " + Files.readSymbolicLink(file)
                      : a.isRegularFile() ? shown(Files.readAllBytes(file)) : "other";
              tree.put(folder.relativize(file).toString(), what);
              return FileVisitResult.CONTINUE;
            }
          });
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    vault.close();
  }
}
