package org.tidelock.engine.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;

/// The content of one segment: what one writer did, in order, knowing `seen`. Operation `i` has Lamport time `lamport + i`.
///
/// @param seen every segment known to the author, his own earlier ones included; never his own `seq`
/// @param lamport greater than the Lamport time of every operation covered by `seen`
/// @param made the author's clock: shown, used for retention and for the date in the name of a conflict copy; decides nothing
/// @param packs the directory of the packs that this commit brings: where its new chunks lie
/// @param stateHash hash of the merged state at `seen`, for comparison between devices
public record Commit(
    WriterId writer,
    long seq,
    VersionVector seen,
    long lamport,
    Instant made,
    List<Operation> operations,
    List<PackEntry> packs,
    Optional<Hash256> stateHash) {
  public Commit {
    operations = List.copyOf(operations);
    packs = List.copyOf(packs);
  }

  public OpId id(int index) {
    return new OpId(writer, seq, index);
  }

  public OpOrder order(int index) {
    return new OpOrder(Math.addExact(lamport, index), id(index));
  }
}
