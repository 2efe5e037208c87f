package org.tidelock.engine.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.CheckpointDecoder;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.history.CheckpointManifest.Author;
import org.tidelock.engine.history.Checkpoints;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.history.WriterCertificate;
import org.tidelock.engine.index.ContentBox;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.StateIntake;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;

/// Lets a newcomer, in whose index nothing is yet, begin with the newest checkpoint that counts. Nothing rests on one: what fails is told, the next one is
/// tried, and in the end the log is replayed. What is taken waits for its [Audit].
public final class Joining {
  /// Of the ids of the issues that tell of one that is not what it should be.
  public static final String ISSUE = "checkpoint:";

  private static final Logger LOG = LoggerFactory.getLogger(Joining.class);

  /// So many manifests are looked at.
  private static final int MOST = 64;

  /// So often the storage is asked anew when what it had is gone meanwhile.
  private static final int MOST_LOOKS = 3;

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final ContentBox contents;
  private final KeptVault kept;
  private final Effects effects;
  private boolean isRefreshed;

  public Joining(
      Tables tables,
      Remote remote,
      Identity identity,
      ContentBox contents,
      KeptVault kept,
      Effects effects) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.contents = contents;
    this.kept = kept;
    this.effects = effects;
  }

  /// A manifest that its device has signed.
  private record Candidate(ObjectName name, CheckpointManifest manifest, DeviceEntry device) {}

  /// One that was taken.
  ///
  /// @param device by name, who wrote it
  public record Taken(ObjectName manifest, String device) {}

  /// @return what was taken; the log goes on from its vector then
  /// @throws TidelockException if the storage does not answer; nothing was taken then
  public Optional<Taken> run() throws TidelockException, InterruptedException {
    if (!tables.log().known().counts().isEmpty()) return Optional.empty();
    Set<ObjectName> tried = new HashSet<>();
    for (int look = 0; look < MOST_LOOKS; look++) {
      int gone = 0;
      for (Candidate candidate : candidates(tried)) {
        try {
          take(candidate);
          LOG.info("begins with {}", candidate.name);
          return Optional.of(new Taken(candidate.name, candidate.device.name()));
        } catch (TidelockException e) {
          if (isGone(candidate.name, e)) gone++;
          else refused(candidate.name, candidate.device.name(), e);
        }
      }
      if (gone == 0) break;
    }
    return Optional.empty();
  }

  /// Its device has newer ones and has deleted it while it was read, the manifest first.
  private boolean isGone(ObjectName manifest, TidelockException e)
      throws TidelockException, InterruptedException {
    return e.code() == ErrorCode.MISSING && !remote.exists(manifest);
  }

  /// Newest vector first.
  private List<Candidate> candidates(Set<ObjectName> tried)
      throws TidelockException, InterruptedException {
    List<ObjectName> manifests =
        remote.list("checkpoints").stream()
            .map(ObjectInfo::name)
            .filter(n -> n.asCheckpoint().filter(p -> p.part() == 0).isPresent())
            .sorted(Comparator.comparingLong((ObjectName n) -> part(n).seq()).reversed())
            .filter(tried::add)
            .limit(MOST)
            .toList();
    List<Candidate> found = new ArrayList<>();
    for (ObjectName name : manifests) {
      try {
        candidate(name).ifPresent(found::add);
      } catch (TidelockException e) {
        refused(name, "", e);
      }
    }
    found.sort(Comparator.comparingLong((Candidate c) -> size(c.manifest.vector())).reversed());
    return found;
  }

  private static ObjectName.AllegedPart part(ObjectName name) {
    return name.asCheckpoint().orElseThrow();
  }

  private static long size(VersionVector vector) {
    return vector.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Empty if it is gone meanwhile, if a newer version wrote it, or a device that was removed since, if it covers what a removed device wrote past its cut, or
  /// is sealed in an epoch that began meanwhile: nothing is wrong with it then.
  private Optional<Candidate> candidate(ObjectName name)
      throws TidelockException, InterruptedException {
    Optional<byte[]> object = remote.find(name, ObjectType.CHECKPOINT.maxBytes());
    if (object.isEmpty()) return Optional.empty();
    try {
      if (isOfLaterEpoch(object.get())) return Optional.empty();
      Checkpoints.Unverified manifest =
          new Checkpoints(identity.keys())
              .manifest(object.get(), part(name).writer(), part(name).seq());
      DeviceEntry device =
          identity
              .member(manifest.allegedDevice())
              .orElseThrow(() -> new IntegrityException("a checkpoint of no member"));
      if (!device.active()) return Optional.empty();
      CheckpointManifest verified = manifest.verify(device.keys());
      if (goesPastACut(verified)) {
        LOG.info("{} covers what a removed device wrote past its cut", name);
        return Optional.empty();
      }
      return Optional.of(new Candidate(name, verified, device));
    } catch (UnsupportedException e) {
      LOG.info("{} is of a newer version", name, e);
      return Optional.empty();
    } catch (CryptoException e) {
      throw Troubles.of(e, name);
    }
  }

  /// Its key is in an envelope that needs the owner's secret once more. That there is such an epoch the members say, which only the owner writes.
  private boolean isOfLaterEpoch(byte[] object)
      throws TidelockException, CryptoException, InterruptedException {
    EpochId epoch = SealedObject.parse(object).allegedEpoch();
    if (identity.keys().epoch(epoch).isPresent()) return false;
    if (!isRefreshed) kept.refresh();
    isRefreshed = true;
    return identity.lacksKeyOf(epoch);
  }

  /// Its device had taken that in before it heard of the removal.
  private boolean goesPastACut(CheckpointManifest manifest) {
    int number = 0;
    for (WriterId writer : manifest.vector().counts().keySet()) {
      Author author = manifest.authors().get(number++);
      long last = manifest.vector().seen(writer) - 1;
      if (identity.members().unlisted().contains(author.device())
          || identity
              .member(author.device())
              .filter(device -> !device.counts(writer, last, author.newest()))
              .isPresent()) return true;
    }
    return false;
  }

  private void refused(ObjectName name, String device, TidelockException e)
      throws TidelockException {
    if (e.code().exitCode() < 20) throw e;
    LOG.warn("{} is not taken: {}", name, e.whatHappened(), e);
    tell(tables, new Taken(name, device), effects.clock());
  }

  /// That a checkpoint is not what it should be.
  public static void tell(Tables tables, Taken refused, InstantSource clock) {
    tables
        .issues()
        .put(
            new Issue(
                ISSUE + refused.manifest,
                Issue.Severity.ATTENTION,
                Issue.Kind.SAFETY,
                "SYN-10",
                Title.CHECKPOINT_REFUSED.of(),
                Body.CHECKPOINT_REFUSED.of(refused.device),
                Optional.of(refused.manifest.value()),
                clock.instant()));
  }

  private void take(Candidate candidate) throws TidelockException, InterruptedException {
    try {
      List<Known> known = new ArrayList<>();
      CheckpointManifest m = candidate.manifest;
      anchor(candidate);
      int number = 0;
      for (WriterId writer : m.vector().counts().keySet())
        ends(writer, m.authors().get(number++), m.vector(), known);
      tables
          .db()
          .transaction(
              () ->
                  Carried.carry(
                      () -> {
                        fill(candidate, known);
                        return true;
                      }));
    } catch (Carried e) {
      try {
        throw e.unpacked();
      } catch (CryptoException c) {
        throw Troubles.of(c, candidate.name);
      }
    } catch (CryptoException e) {
      throw Troubles.of(e, candidate.name);
    }
  }

  /// A segment that was read already, with its bytes.
  private record Known(WriterId writer, long seq, UnverifiedSegment segment, byte[] bytes) {}

  private Known segment(WriterId writer, long seq)
      throws TidelockException, CryptoException, InterruptedException {
    ObjectName name = ObjectName.segment(writer, seq);
    byte[] bytes =
        remote
            .find(name, ObjectType.SEGMENT.maxBytes())
            .orElseThrow(() -> Troubles.missing(name.value()));
    return new Known(writer, seq, identity.segments().open(bytes, writer, seq), bytes);
  }

  /// It says nothing but that its device had this tree when it had seen this vector.
  private void anchor(Candidate candidate)
      throws TidelockException, CryptoException, InterruptedException {
    CheckpointManifest m = candidate.manifest;
    Known anchor = segment(m.writer(), m.number());
    int number = List.copyOf(m.vector().counts().keySet()).indexOf(m.writer());
    Commit commit =
        anchor
            .segment
            .verify(candidate.device.keys(), m.authors().get(number).newest(), VersionVector.EMPTY)
            .commit();
    boolean isIt =
        commit.operations().isEmpty()
            && commit.packs().isEmpty()
            && commit.seen().equals(m.vector())
            && commit.stateHash().filter(m.stateHash()::equals).isPresent()
            && commit.lamport() == m.lamport();
    if (!isIt)
      throw new IntegrityException("a checkpoint of which its anchor tells something else");
  }

  /// The first segment of a writer and its newest below the vector are there, and of its device.
  private void ends(WriterId writer, Author author, VersionVector vector, List<Known> known)
      throws TidelockException, CryptoException, InterruptedException {
    DeviceEntry device =
        identity
            .member(author.device())
            .orElseThrow(() -> new IntegrityException("a checkpoint with a writer of no member"));
    long last = vector.seen(writer) - 1;
    if (identity.isDevice(author.device()) || !device.counts(writer, last, author.newest()))
      throw new IntegrityException("a checkpoint that goes on behind the end of a writer");
    Known first = segment(writer, 0);
    WriterCertificate certificate =
        first
            .segment
            .verify(device.keys(), SegmentBody.NO_PREVIOUS, VersionVector.EMPTY)
            .body()
            .certificate()
            .orElseThrow();
    if (!certificate.device().equals(author.device())
        || !certificate.deviceName().equals(author.name()))
      throw new IntegrityException("a checkpoint with another device than a writer's");
    known.add(first);
    Known newest = last == 0 ? first : segment(writer, last);
    // Its chain is followed by the audit.
    newest.segment.verify(
        device.keys(), newest.segment.allegedBody().previous(), VersionVector.EMPTY);
    if (!newest.segment.hash().equals(author.newest())
        || !vector.covers(newest.segment.allegedBody().commit().seen()))
      throw new IntegrityException("a checkpoint with another newest segment than a writer's");
    if (last > 0) known.add(newest);
  }

  private void fill(Candidate candidate, List<Known> known)
      throws TidelockException, CryptoException, InterruptedException {
    CheckpointManifest m = candidate.manifest;
    rows(candidate);
    for (Known k : known) {
      LogTable.Segment row = tables.log().segment(k.writer, k.seq).orElseThrow();
      if (!isTold(row, k.segment))
        throw new IntegrityException("a checkpoint that tells something else of a segment");
      tables.log().fetched(k.writer, k.seq, k.bytes);
    }
    Absorber.goOnFrom(tables.meta(), m.lamport());
    new PendingAudit(candidate.name, m.vector(), m.digest(), candidate.device.name())
        .keep(tables.meta());
    tables.lookAtAllFolders();
  }

  /// Whether a row says of a segment what the segment says.
  static boolean isTold(LogTable.Segment row, UnverifiedSegment segment) {
    Commit commit = segment.allegedBody().commit();
    return row.hash().equals(segment.hash())
        && row.seen().equals(commit.seen())
        && row.lamport() == commit.lamport()
        && row.made().equals(commit.made());
  }

  private void rows(Candidate candidate)
      throws TidelockException, CryptoException, InterruptedException {
    CheckpointManifest m = candidate.manifest;
    Checkpoints checkpoints = new Checkpoints(identity.keys());
    CheckpointDecoder decoder = new CheckpointDecoder(m.vector());
    StateIntake intake = new StateIntake(tables.db(), contents, m, decoder);
    MessageDigest digest = sha256();
    try (PartsAhead parts = new PartsAhead(remote, effects.io(), m)) {
      for (int i = 1; i <= m.parts(); i++) {
        byte[] body =
            checkpoints.open(
                parts.next(),
                new Checkpoints.Place(m.writer(), m.number(), i),
                candidate.device.keys());
        digest.update(body);
        decoder.part(body, intake::put);
      }
    }
    if (!Hash256.of(digest.digest()).equals(m.digest()))
      throw new IntegrityException("a checkpoint with other parts than its manifest tells");
    intake.finish();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
