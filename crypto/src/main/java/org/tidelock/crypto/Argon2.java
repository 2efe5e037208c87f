package org.tidelock.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id version 1.3 (RFC 9106) by Bouncy Castle.
final class Argon2 {
  private Argon2() {}

  /// @throws LimitException if the heap cannot hold the memory it takes
  static byte[] derive(byte[] passphrase, byte[] salt, Argon2Params params, int length)
      throws UnsupportedException, LimitException {
    params.check();
    return derive(builder(params).withSalt(salt).build(), passphrase, length);
  }

  static byte[] derive(Argon2Parameters parameters, byte[] passphrase, int length)
      throws LimitException {
    try {
      byte[] out = new byte[length];
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(parameters);
      generator.generateBytes(passphrase, out);
      return out;
    } catch (OutOfMemoryError e) {
      throw new LimitException(
          "not enough memory to unlock: this takes about "
              + parameters.getMemory() / 1024
              + " MiB. Close something and try again.");
    }
  }

  static Argon2Parameters.Builder builder(Argon2Params params) {
    return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
        .withMemoryAsKB(params.memoryKiB())
        .withIterations(params.iterations())
        .withParallelism(params.parallelism());
  }
}
