package org.tidelock.crypto;

/// The root secret RK and what derives from it. Exists in memory only during an owner action and is wiped after it.
final class RootKeys implements AutoCloseable {
  static final int BYTES = 32;
  private final byte[] secret;
  private final byte[] edSeed;
  private final byte[] mlDsaSeed;
  private final SealingKey wrap;
  private final RootPublic publicKeys;

  RootKeys(VaultId vault, byte[] secret) {
    this.secret = Bytes.exactly(BYTES, secret, "a root secret").clone();
    edSeed = Kdf.derive(secret, "root ed25519", Ed25519.SEED, vault.bytes());
    mlDsaSeed = Kdf.derive(secret, "root ml-dsa-65", MlDsa.SEED, vault.bytes());
    wrap = SealingKey.of(Kdf.derive(secret, "root wrap", SealingKey.BYTES, vault.bytes()));
    publicKeys =
        new RootPublic(Bytes.concat(Ed25519.publicKey(edSeed), MlDsa.publicKey(mlDsaSeed)));
  }

  RootPublic publicKeys() {
    return publicKeys;
  }

  /// K_wrap, which seals the root's own envelopes.
  SealingKey wrap() {
    return wrap;
  }

  byte[] sign(SignaturePurpose purpose, byte[] message) {
    byte[] labelled = purpose.labelled(message);
    byte[] ed = Ed25519.sign(edSeed, Bytes.slice(publicKeys.bytes(), 0, Ed25519.PUBLIC), labelled);
    return Bytes.concat(ed, MlDsa.sign(mlDsaSeed, labelled));
  }

  byte[] secretBytes() {
    return secret.clone();
  }

  @Override
  public void close() {
    Bytes.wipe(secret, edSeed, mlDsaSeed);
  }
}
