package org.tidelock.engine.storage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Says which calls go wrong.
public interface Faults {
  /// @param what the name of the object, or of the listed folder; empty for a listing of all
  /// @param time how many times this operation has been called with this name before
  /// @param call how many calls of any kind there have been before
  record Call(Fault.Operation operation, String what, long time, long call) {}

  Optional<Fault> of(Call call);

  static Faults none() {
    return call -> Optional.empty();
  }

  /// As a test lists them: each fault hits the first matching call after those that it lets pass, and then so many of the next ones.
  final class Script implements Faults {
    private static final class Line {
      final Fault.Operation operation;
      final Predicate<String> what;
      final Fault fault;
      int passes;
      int times;

      Line(Fault.Operation operation, Predicate<String> what, Fault fault, int passes, int times) {
        if (!fault.canHitA(operation))
          throw new IllegalArgumentException(fault + " cannot hit a " + operation);
        this.operation = operation;
        this.what = what;
        this.fault = fault;
        this.passes = passes;
        this.times = times;
      }
    }

    private final List<Line> lines = new ArrayList<>();

    /// The next such call.
    public Script once(Fault.Operation operation, Fault fault) {
      return add(operation, _ -> true, fault, 0, 1);
    }

    /// @param folder the first segment of the object's name
    public synchronized Script inFolder(
        Fault.Operation operation, String folder, Fault fault, int passes, int times) {
      return add(
          operation,
          what -> what.equals(folder) || what.startsWith(folder + "/"),
          fault,
          passes,
          times);
    }

    public synchronized Script add(
        Fault.Operation operation, Predicate<String> what, Fault fault, int passes, int times) {
      lines.add(new Line(operation, what, fault, passes, times));
      return this;
    }

    /// Whether everything that was listed has happened.
    public synchronized boolean isDone() {
      return lines.isEmpty();
    }

    @Override
    public synchronized Optional<Fault> of(Call call) {
      for (Line line : lines) {
        if (line.operation != call.operation() || !line.what.test(call.what())) continue;
        if (line.passes > 0) {
          line.passes--;
          continue;
        }
        if (--line.times == 0) lines.remove(line);
        return Optional.of(line.fault);
      }
      return Optional.empty();
    }
  }

  /// By chance, from a seed. What happens to the n-th call of one kind for one object depends on nothing else, so threads may come in any
  /// order; only bursts go by the order of all calls.
  final class Random implements Faults {
    private static final int BURST = 12;
    private final long seed;
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    private double bursts;

    public Random(long seed) {
      this.seed = seed;
    }

    /// @param rate of the calls that it can hit
    public Random with(Fault fault, double rate) {
      rates.put(fault, rate);
      return this;
    }

    /// Now and then a dozen calls in a row are refused.
    ///
    /// @param rate of all calls
    public Random withBursts(double rate) {
      bursts = rate;
      return this;
    }

    @Override
    public Optional<Fault> of(Call call) {
      if (chance(hash(seed, call.call() / BURST)) < bursts) return Optional.of(Fault.REFUSED);
      long h = hash(hash(seed, call.operation().ordinal()), call.what().hashCode());
      double left = chance(hash(h, call.time()));
      for (Map.Entry<Fault, Double> e : rates.entrySet()) {
        if (!e.getKey().canHitA(call.operation())) continue;
        left -= e.getValue();
        if (left < 0) return Optional.of(e.getKey());
      }
      return Optional.empty();
    }

    static long hash(long a, long b) {
      long h = a * 0x9E3779B97F4A7C15L + b;
      h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
      h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
      return h ^ (h >>> 31);
    }

    private static double chance(long hash) {
      return (hash >>> 11) * 0x1.0p-53;
    }
  }
}
