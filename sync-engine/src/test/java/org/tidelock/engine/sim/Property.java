package org.tidelock.engine.sim;

/// What must hold, numbered as in the design of the simulator.
enum Property {
  /// P1: when all has come to rest, all devices have the same.
  CONVERGENCE,
  /// P2: nothing is missing that nobody knowingly overwrote or deleted.
  NOTHING_LOST,
  /// P3: no content is there that no person made.
  NOTHING_INVENTED,
  /// P4: what all have seen deleted does not come back.
  NO_RETURN,
  /// P5: what has come to rest stays at rest.
  REST,
  /// P9: the storage has all that any history names, and nothing else.
  STORAGE,
  /// P11 and P12: what one person does alone arrives, and nothing else happens.
  EXACTNESS,
  /// P13: the storage does not show what is in files.
  SECRECY,
  /// P14: a storage that goes back in time is found out.
  ROLLBACK_NOTICED,
  /// P15: a folder that is not there is no deletion, and many removals wait for an answer.
  VALVES,
  /// P0: the engine says of no trouble that there is not, and does not break down.
  SOUNDNESS
}
