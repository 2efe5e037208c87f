package org.tidelock.engine.storage;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What may go wrong with one call to a storage. All of it was seen on real ones.
public enum Fault {
  /// Nothing was done: a connection refused, a server that is busy.
  REFUSED(EnumSet.allOf(Operation.class)),
  /// All was done, but the answer got lost.
  ANSWER_LOST(EnumSet.of(Operation.CREATE, Operation.DELETE)),
  /// Too many requests. Nothing was done.
  THROTTLED(EnumSet.allOf(Operation.class)),
  /// No permission, at this time. Nothing was done.
  FORBIDDEN(EnumSet.allOf(Operation.class)),
  /// No room. Nothing was done.
  FULL(EnumSet.of(Operation.CREATE)),
  /// The connection was cut: a beginning of the object is there under its name, and the caller is told of an error.
  CUT(EnumSet.of(Operation.CREATE)),
  /// The same, but the caller is told that all went well.
  CUT_UNNOTICED(EnumSet.of(Operation.CREATE)),
  /// Nothing is there, and the caller is told that all went well: a full disk behind a cache.
  LOST_UNNOTICED(EnumSet.of(Operation.CREATE)),
  /// One bit is stored wrong.
  STORED_WRONG(EnumSet.of(Operation.CREATE)),
  /// A front end that does not know of the object yet, or a cache that remembers its absence.
  NOT_THERE_YET(EnumSet.of(Operation.GET, Operation.RANGE, Operation.STAT)),
  /// One bit of the answer is wrong; the stored object is right.
  READ_WRONG(EnumSet.of(Operation.GET, Operation.RANGE)),
  /// What was created lately is not listed.
  LIST_LAGS(EnumSet.of(Operation.LIST)),
  /// Some objects are not listed, as at the borders of pages.
  LIST_OMITS(EnumSet.of(Operation.LIST)),
  /// Some objects are listed twice.
  LIST_REPEATS(EnumSet.of(Operation.LIST)),
  /// What was deleted lately is still listed.
  LIST_REMEMBERS(EnumSet.of(Operation.LIST)),
  /// The deletion is reported as done, and some calls later the object is back.
  RESURRECTED(EnumSet.of(Operation.DELETE)),
  /// This process dies before the call: a [Crash] is thrown.
  CRASH_BEFORE(EnumSet.allOf(Operation.class)),
  /// This process dies after the call has done its work.
  CRASH_AFTER(EnumSet.allOf(Operation.class));

  /// What a storage may do that keeps its contract, or breaks it only for a while.
  public static final List<Fault> PASSING =
      List.of(
          REFUSED,
          ANSWER_LOST,
          THROTTLED,
          FORBIDDEN,
          FULL,
          CUT,
          NOT_THERE_YET,
          READ_WRONG,
          LIST_LAGS,
          LIST_OMITS,
          LIST_REPEATS,
          LIST_REMEMBERS);

  public enum Operation {
    CREATE,
    GET,
    RANGE,
    STAT,
    LIST,
    DELETE
  }

  /// Stands for the end of the process: nobody is supposed to catch it but the test.
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super("crash " + where);
    }
  }

  private final Set<Operation> operations;

  Fault(Set<Operation> operations) {
    this.operations = operations;
  }

  public boolean canHitA(Operation operation) {
    return operations.contains(operation);
  }
}
