package org.tidelock.crypto;

/// What a passphrase slot costs: Argon2id 1.3 memory in KiB, passes and lanes. Slots from the storage are accepted only between floor and ceiling, checked
/// before anything is allocated (attacks A05, A06). A new slot always uses the policy, never an old slot's numbers.
public record Argon2Params(int memoryKiB, int iterations, int parallelism) {
  /// 256 MiB, 3 passes, 4 lanes.
  public static final Argon2Params POLICY = new Argon2Params(256 << 10, 3, 4);

  /// The weakest that is accepted.
  public static final Argon2Params FLOOR = new Argon2Params(64 << 10, 3, 1);

  private static final Argon2Params CEILING = new Argon2Params(512 << 10, 16, 16);

  /// @throws UnsupportedException below the floor
  /// @throws LimitException above the ceiling
  void check() throws UnsupportedException, LimitException {
    if (above(memoryKiB, CEILING.memoryKiB)
        || above(iterations, CEILING.iterations)
        || above(parallelism, CEILING.parallelism)) {
      throw new LimitException(
          "a key slot asks for more memory or time than the format allows. Nothing was computed.");
    }
    if (memoryKiB < FLOOR.memoryKiB
        || iterations < FLOOR.iterations
        || parallelism < FLOOR.parallelism) {
      throw new UnsupportedException(
          "a key slot is weaker than the format allows; it may have been altered. Nothing was computed.");
    }
  }

  private static boolean above(int value, int ceiling) {
    return Integer.compareUnsigned(value, ceiling) > 0;
  }
}
