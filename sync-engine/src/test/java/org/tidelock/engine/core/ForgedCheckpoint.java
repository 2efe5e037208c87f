package org.tidelock.engine.core;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.CheckpointDecoder;
import org.tidelock.engine.history.CheckpointEncoder;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.Checkpoints;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.Segments;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedPart;
import org.tidelock.engine.trust.Identity;

/// What a member can do that has all keys: the newest checkpoint in a storage, signed again with other rows.
final class ForgedCheckpoint {
  private final Path store;
  private final Identity identity;
  private final CheckpointManifest manifest;
  final List<CheckpointRow> rows = new ArrayList<>();

  ForgedCheckpoint(Path root, TestDevice liar) throws Exception {
    store = root.resolve("store");
    Field field = LocalVault.class.getDeclaredField("identity");
    field.setAccessible(true);
    identity = (Identity) field.get(liar.vault);
    List<ObjectName> names =
        CheckpointTest.names(store.resolve("checkpoints")).stream()
            .map(n -> new ObjectName("checkpoints/" + n))
            .toList();
    ObjectName newest =
        names.stream().filter(n -> n.asCheckpoint().orElseThrow().part() == 0).toList().getLast();
    AllegedPart place = newest.asCheckpoint().orElseThrow();
    manifest =
        checkpoints()
            .manifest(read(newest), place.writer(), place.seq())
            .verify(identity.device().publicKeys());
    CheckpointDecoder decoder = new CheckpointDecoder(manifest.vector());
    for (int i = 1; i <= manifest.parts(); i++)
      decoder.part(
          checkpoints()
              .open(
                  read(ObjectName.checkpoint(place.writer(), place.seq(), i)),
                  new Checkpoints.Place(place.writer(), place.seq(), i),
                  identity.device().publicKeys()),
          rows::add);
  }

  private Checkpoints checkpoints() {
    return new Checkpoints(identity.keys());
  }

  private byte[] read(ObjectName name) throws Exception {
    return Files.readAllBytes(store.resolve(name.value()));
  }

  private void write(ObjectName name, byte[] bytes) throws Exception {
    Files.write(store.resolve(name.value()), bytes);
  }

  void change(UnaryOperator<CheckpointRow> change) {
    rows.replaceAll(change);
  }

  /// @param stateHash what manifest and anchor tell
  void put(Hash256 stateHash) throws Exception {
    if (!stateHash.equals(manifest.stateHash())) anchor(stateHash);
    CheckpointEncoder encoder = new CheckpointEncoder(manifest.vector());
    List<byte[]> parts = new ArrayList<>();
    for (CheckpointRow row : rows) encoder.add(row).ifPresent(parts::add);
    encoder.finish().ifPresent(parts::add);
    for (int i = 1; i <= parts.size(); i++)
      write(
          ObjectName.checkpoint(manifest.writer(), manifest.number(), i),
          checkpoints()
              .seal(
                  new Checkpoints.Place(manifest.writer(), manifest.number(), i),
                  parts.get(i - 1),
                  identity.device()));
    CheckpointManifest m = manifest;
    write(
        ObjectName.checkpoint(m.writer(), m.number(), 0),
        checkpoints()
            .seal(
                new CheckpointManifest(
                    m.writer(),
                    m.number(),
                    m.vector(),
                    stateHash,
                    m.lamport(),
                    m.name(),
                    m.authors(),
                    parts.size(),
                    encoder.digest()),
                identity.device()));
  }

  void put() throws Exception {
    put(manifest.stateHash());
  }

  /// As a later version might write its manifest.
  void putLaterLayout() throws Exception {
    write(
        ObjectName.checkpoint(manifest.writer(), manifest.number(), 0),
        checkpoints()
            .seal(
                new Checkpoints.Place(manifest.writer(), manifest.number(), 0),
                new byte[] {(byte) 0x82, 2, 0},
                identity.device()));
  }

  private void anchor(Hash256 stateHash) throws Exception {
    WriterId writer = manifest.writer();
    ObjectName name = ObjectName.segment(writer, manifest.number());
    Segments segments = identity.segments();
    SegmentBody body = segments.open(read(name), writer, manifest.number()).allegedBody();
    Commit c = body.commit();
    Commit lie =
        new Commit(
            writer,
            c.seq(),
            c.seen(),
            c.lamport(),
            c.made(),
            List.of(),
            List.of(),
            java.util.Optional.of(stateHash));
    write(
        name,
        segments
            .seal(
                new SegmentBody(lie, body.previous(), body.tips(), body.certificate()),
                identity.device())
            .object());
    Files.delete(store.resolve(ObjectName.head(writer, c.seq()).value()));
  }
}
