package org.tidelock.engine.sim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;

/// A rule that the engine keeps, made void: a simulator that lets such an engine pass is too weak. Each is done to the engine from outside, at its disk, so that
/// nothing in the engine can be switched off.
enum Ablation {
  /// The engine as it is.
  NONE,
  /// Nothing is flushed before others rely on it.
  NO_FLUSH,
  /// Clocks that tick are not reckoned with: what was read in the tick in which it changed counts as known.
  NO_TICK,
  /// The change time of files is not looked at.
  NO_CHANGE_TIME,
  /// What has taken a place meanwhile is overwritten.
  OVERWRITING_MOVES;

  Disk of(Disk disk, SimUser user) {
    if (this == NONE) return disk;
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (_, method, arguments) -> {
              if (this == NO_FLUSH && method.getName().equals("flush")) return null;
              if (this == OVERWRITING_MOVES && method.getName().equals("move")) {
                String to = arguments[1].toString();
                if (user.has(to) && user.isFile(to)) user.delete(to);
              }
              try {
                return told(method.invoke(disk, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object told(Object result) {
    if (this == NO_TICK && result instanceof Disk.Facts f)
      return new Disk.Facts(
          f.caseSensitive(), f.keepsExecutable(), -1_000_000_000_000_000_000L, f.names());
    if (this != NO_CHANGE_TIME) return result;
    return switch (result) {
      case Optional<?> o -> o.map(this::told);
      case Fingerprint f -> without(f);
      case Disk.Opened o -> new Disk.Opened(without(o.found()), o.bytes());
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        for (Object each : list)
          all.add(
              each instanceof Disk.Listed l
                  ? new Disk.Listed(l.name(), without(l.fingerprint()), l.readableName())
                  : each);
        yield all;
      }
      case null, default -> result;
    };
  }

  private static Fingerprint without(Fingerprint f) {
    return new Fingerprint(
        f.kind(), f.size(), f.modified(), 0, f.born(), f.device(), f.file(), f.executable());
  }
}
