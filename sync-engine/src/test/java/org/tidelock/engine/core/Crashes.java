package org.tidelock.engine.core;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// Kills a device, inside of one process, right before its k-th effect: a change of the disk, of the storage, or a commit of the index. From then on
/// no effect gets through any more, whatever the engine does; what it had in memory is lost when the profile is opened again.
final class Crashes extends SystemPlaces {
  private static final Set<String> CHANGES =
      Set.of(
          "create",
          "makeFolder",
          "makePrivateFolder",
          "makeLink",
          "move",
          "exchange",
          "setModified",
          "setExecutable",
          "sharePermissions",
          "inherit",
          "delete",
          "write",
          "truncate");

  private long effects;
  private long crashAt = Long.MAX_VALUE;
  private String crashBefore = "";
  private boolean dead;
  private boolean crashed;
  private String last = "";

  /// The power is off.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash");
    }
  }

  /// Right before this effect, counted from now, 1 the next.
  synchronized void arm(long effect) {
    effects = 0;
    crashAt = effect;
    crashBefore = "";
    dead = false;
    crashed = false;
  }

  /// Right before the next effect of this kind, such as `ObjectStore.create heads/`.
  synchronized void armBefore(String kind) {
    disarm();
    crashBefore = kind;
  }

  synchronized void disarm() {
    arm(Long.MAX_VALUE);
  }

  /// Lets a device do a round and die on the way; the power is on again afterwards. [#watch] it before.
  ///
  /// @return false if the round ended before so many effects
  boolean syncAndDie(TestDevice device, long effect) throws Exception {
    arm(effect);
    try {
      device.sync();
      return false;
    } catch (Crash | TidelockException e) {
      if (!hasCrashed()) throw e;
      return true;
    } finally {
      revive();
    }
  }

  /// The power is on again.
  synchronized void revive() {
    dead = false;
    crashAt = Long.MAX_VALUE;
    crashBefore = "";
  }

  /// Since it was armed.
  synchronized boolean hasCrashed() {
    return crashed;
  }

  /// What was about to happen.
  synchronized String last() {
    return last;
  }

  private synchronized void effect(String what) {
    alive();
    if (++effects > crashAt || crashed) return; // after its death it starts anew
    last = what;
    boolean isIt = !crashBefore.isEmpty() && what.startsWith(crashBefore);
    if (effects < crashAt && !isIt) return;
    crashed = true;
    dead = true;
    throw new Crash();
  }

  private synchronized void alive() {
    if (dead) throw new Crash();
  }

  @Override
  public Disk disk(Path folder, Mounts mounts) throws java.io.IOException {
    return wrap(Disk.class, super.disk(folder, mounts));
  }

  @Override
  public ObjectStore store(Path folder, String owner, SecureRandom random) throws StorageException {
    return wrap(ObjectStore.class, super.store(folder, owner, random));
  }

  private <T> T wrap(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (CHANGES.contains(method.getName()))
                effect(type.getSimpleName() + "." + method.getName() + " " + first(arguments));
              else if (!method.getName().equals("close")) alive();
              Object result = call(real, method, arguments);
              return result instanceof SeekableByteChannel channel
                      && !method.getName().equals("read")
                  ? wrap(SeekableByteChannel.class, channel)
                  : result;
            }));
  }

  private static String first(Object[] arguments) {
    return arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// The commits of an opened profile's index count, too.
  void watch(LocalVault vault) throws ReflectiveOperationException {
    Workshop shop = (Workshop) get(vault, "shop");
    Database db = shop.tables().db();
    Connection real = (Connection) get(db, "connection");
    ((Map<?, ?>) get(db, "statements")).clear();
    Field connection = Database.class.getDeclaredField("connection");
    connection.setAccessible(true);
    connection.set(db, watched(real));
  }

  private Connection watched(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) effect("commit");
              Object result = call(real, method, arguments);
              return result instanceof PreparedStatement statement
                  ? watched(real, statement)
                  : result;
            });
  }

  private PreparedStatement watched(Connection real, PreparedStatement statement) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PreparedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (_, method, arguments) -> {
              if (method.getName().equals("executeUpdate") && isAlone(real)) effect("update");
              return call(statement, method, arguments);
            });
  }

  private static boolean isAlone(Connection real) throws SQLException {
    return real.getAutoCommit();
  }

  private static Object get(Object target, String name) throws ReflectiveOperationException {
    Field field = target.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(target);
  }
}
