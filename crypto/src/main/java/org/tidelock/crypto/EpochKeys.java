package org.tidelock.crypto;

/// The keys of one epoch. An epoch begins when a device is removed; its number orders it, its id names it.
public final class EpochKeys {
  private final VaultId vault;
  private final EpochId id;
  private final int number;
  private final byte[] secret;
  private final byte[] packSecret;
  private final SealingKey log;
  private final SealingKey idx;
  private final SealingKey members;
  private final SealingKey pack;

  EpochKeys(VaultId vault, EpochId id, int number, byte[] secret) {
    this.vault = vault;
    this.id = id;
    this.number = number;
    this.secret = Bytes.exactly(32, secret, "an epoch key").clone();
    log = SealingKey.of(derive("log"));
    idx = SealingKey.of(derive("idx"));
    members = SealingKey.of(derive("mem"));
    packSecret = derive("pack");
    pack = SealingKey.of(packSecret);
  }

  /// What objects that are sealed under these keys name in their frame.
  public EpochId id() {
    return id;
  }

  /// Orders epochs, from 1; two concurrent epochs can have the same.
  public int number() {
    return number;
  }

  /// Seals segments and heads.
  public SealingKey log() {
    return log;
  }

  /// Seals checkpoints.
  public SealingKey idx() {
    return idx;
  }

  /// Seals members entries.
  public SealingKey members() {
    return members;
  }

  /// Seals the footers of packs. File keys come from the same secret ([FileKeys]).
  public SealingKey pack() {
    return pack;
  }

  byte[] packSecret() {
    return packSecret;
  }

  /// A copy of the epoch's secret, for envelopes.
  byte[] secretBytes() {
    return secret.clone();
  }

  /// What the root-signed entry that creates the epoch says about its key, without telling it.
  Hash256 commitment() {
    return Hash256.of(derive("commit"));
  }

  private byte[] derive(String label) {
    return Kdf.derive(secret, "epoch " + label, 32, vault.bytes(), id.bytes(), Bytes.u32(number));
  }

  @Override
  public String toString() {
    return "EpochKeys(" + number + ", " + id + ", secret)";
  }
}
