package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The keys of an opened vault for daily work: the content-id key and the keys of every epoch this device was given. Immutable, thread-safe.
public final class VaultKeys {
  static final int MAX_EPOCHS = 4096;
  private final VaultId vault;
  private final byte[] contentSecret;
  private final MacKey contentIds;
  private final List<EpochKeys> epochs; // ascending by number, then id
  private final EpochKeys current;

  VaultKeys(VaultId vault, byte[] contentSecret, Collection<EpochKeys> epochs) {
    this(vault, contentSecret, epochs, Optional.empty());
  }

  /// @param current the newest if empty
  private VaultKeys(
      VaultId vault,
      byte[] contentSecret,
      Collection<EpochKeys> epochs,
      Optional<EpochKeys> current) {
    if (epochs.isEmpty()) throw new IllegalArgumentException("a vault has an epoch");
    this.vault = vault;
    this.contentSecret = contentSecret.clone();
    this.contentIds = MacKey.of(contentSecret);
    this.epochs =
        epochs.stream()
            .sorted(Comparator.comparingInt(EpochKeys::number).thenComparing(EpochKeys::id))
            .toList();
    this.current = current.orElseGet(this.epochs::getLast);
  }

  /// Whose keys these are.
  public VaultId vault() {
    return vault;
  }

  /// The epoch to write under: of keys that were opened with the members the one that these say ([Members#writingEpoch]), if there is one and it is held; else the
  /// newest that is held and was not set aside, which no content may be written under then.
  public EpochKeys current() {
    return current;
  }

  /// The same keys, to write under the epoch of these members.
  VaultKeys writingUnder(Members members) {
    Optional<EpochKeys> newest =
        members.epochs().reversed().stream().flatMap(e -> epoch(e.id()).stream()).findFirst();
    return new VaultKeys(
        vault, contentSecret, epochs, members.writingEpoch().flatMap(this::epoch).or(() -> newest));
  }

  /// Empty if this device was not given the epoch.
  public Optional<EpochKeys> epoch(EpochId id) {
    return epochs.stream().filter(e -> e.id().equals(id)).findFirst();
  }

  /// All epochs held, oldest first.
  public List<EpochKeys> epochs() {
    return epochs;
  }

  /// HMAC over a whole file's plaintext: tells identical content across devices and is never seen by the storage.
  public MacKey contentIds() {
    return contentIds;
  }

  /// The keys of one file.
  public FileKeys files(LineageKey lineage) {
    return new FileKeys(vault, lineage);
  }

  /// Everything, as secret bytes, for the sealed column of the local index. The caller seals and wipes them.
  public byte[] secretBytes() {
    return Cbor.encode(put(new CborMap().put(0, vault.bytes()), 1));
  }

  /// Reads what [#secretBytes] wrote.
  /// @throws IntegrityException for anything else
  public static VaultKeys of(byte[] secret) throws IntegrityException {
    CborMap map = Cbor.decode(secret);
    return read(new VaultId(map.id(0)), map, 1);
  }

  /// Writes the content secret as field `first` and the epochs as the field after it.
  CborMap put(CborMap map, int first) {
    List<Object> list = new ArrayList<>();
    for (EpochKeys e : epochs) {
      list.add(new CborMap().put(0, e.id().bytes()).put(1, e.number()).put(2, e.secretBytes()));
    }
    return map.put(first, contentSecret.clone()).put(first + 1, list);
  }

  static VaultKeys read(VaultId vault, CborMap map, int first) throws IntegrityException {
    List<EpochKeys> list = new ArrayList<>();
    for (CborMap e : map.maps(first + 1, MAX_EPOCHS)) {
      list.add(new EpochKeys(vault, new EpochId(e.id(0)), e.uint(1), e.bytes(2, 32)));
    }
    if (list.isEmpty()) throw new IntegrityException("an envelope without a key");
    if (list.stream().map(EpochKeys::id).distinct().count() != list.size())
      throw new IntegrityException("an envelope names a key twice");
    return new VaultKeys(vault, map.bytes(first, 32), list);
  }

  /// Both sets together. Of one vault, with one content key, and no epoch with two keys.
  VaultKeys union(VaultKeys other) throws IntegrityException {
    if (!vault.equals(other.vault) || !contentCommitment().equals(other.contentCommitment())) {
      throw new IntegrityException("two envelopes disagree about the vault's keys");
    }
    List<EpochKeys> all = new ArrayList<>(epochs);
    for (EpochKeys e : other.epochs) {
      Optional<EpochKeys> mine = epoch(e.id());
      if (mine.isEmpty()) all.add(e);
      else if (!mine.get().commitment().equals(e.commitment()))
        throw new IntegrityException("two envelopes disagree about an epoch's key");
    }
    return new VaultKeys(vault, contentSecret, all);
  }

  /// The same keys, to write under this epoch.
  VaultKeys under(EpochId epoch) {
    return new VaultKeys(vault, contentSecret, epochs, Optional.of(epoch(epoch).orElseThrow()));
  }

  /// With one more, to write under.
  VaultKeys plus(EpochKeys epoch) {
    List<EpochKeys> all = new ArrayList<>(epochs);
    all.add(epoch);
    return new VaultKeys(vault, contentSecret, all, Optional.of(epoch));
  }

  /// Without those that the members do not know.
  VaultKeys begun(Members members) {
    return new VaultKeys(
        vault,
        contentSecret,
        epochs.stream().filter(e -> members.isBegun(e.id())).toList(),
        Optional.empty());
  }

  /// Whether these hold each epoch that the others hold.
  boolean covers(VaultKeys other) {
    return other.epochs.stream().allMatch(e -> epoch(e.id()).isPresent());
  }

  /// What root-signed entries say about the content key, without telling it.
  Hash256 contentCommitment() {
    return Hash256.of(Kdf.derive(contentSecret, "content commit", 32, vault.bytes()));
  }

  @Override
  public String toString() {
    return "VaultKeys(" + vault + ", " + epochs.size() + " epochs, secret)";
  }
}
