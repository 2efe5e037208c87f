package org.tidelock.engine.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// The vault's own objects as this device has verified them last, kept in the index (still sealed): a profile opens without its storage, and
/// members that were seen once stay a floor below which the storage must not fall.
public final class KeptVault {
  private static final String HEADER = "header";
  private static final String ENVELOPES = "envelopes";
  private static final String MEMBERS = "members";
  private static final String OWED = "header-owed";

  private final Tables tables;
  private final MetaTable meta;
  private final Identity identity;
  private final Remote remote;
  private final Optional<Newcomers> newcomers;
  private Farewell farewell = _ -> {};
  private boolean isHeaderSeen;

  private KeptVault(
      Tables tables, Identity identity, Remote remote, Optional<Newcomers> newcomers) {
    this.tables = tables;
    this.meta = tables.meta();
    this.identity = identity;
    this.remote = remote;
    this.newcomers = newcomers;
  }

  public static KeptVault ofDevice(
      Tables tables, Identity identity, Remote remote, Newcomers newcomers) {
    return new KeptVault(tables, identity, remote, Optional.of(newcomers));
  }

  /// For an owner who only reads.
  public static KeptVault ofOwner(Tables tables, Identity identity, Remote remote) {
    return new KeptVault(tables, identity, remote, Optional.empty());
  }

  /// What has to be written while this device still knows what it knew, in the transaction in which it learns of other members.
  public interface Farewell {
    /// @param next the members that it will know
    void before(Members next);
  }

  /// Runs this before other members count here.
  public void beforeOthersCount(Farewell task) {
    farewell = task;
  }

  /// Reads the members anew from the storage, and keeps them together with the news that they are.
  ///
  /// @throws TidelockException MISSING if an envelope that was kept is gone, INTEGRITY if it is another one: the members count all the same; REMOVED if they do not list this device any more
  public void refresh() throws TidelockException, InterruptedException {
    List<VaultObject> kept = envelopes(meta);
    Identity.Fresh fresh = identity.read(remote, kept);
    Identity.KeptObjects objects = fresh.objects();
    Members next = fresh.opened().members();
    tables
        .db()
        .transaction(
            () -> {
              farewell.before(next);
              keep(meta, identity.header().bytes(), objects);
              newcomers.ifPresent(n -> n.note(next));
              return true;
            });
    identity.adopt(fresh);
    identity.requireMember();
    requireStored(kept, fresh.stored());
    if (newcomers.isPresent()) new Giving(identity, remote).run();
  }

  /// What is kept counts here, whatever the storage shows; but a profile that is built anew could not be opened.
  private static void requireStored(List<VaultObject> kept, Identity.KeptObjects stored)
      throws TidelockException {
    Map<String, byte[]> there = new HashMap<>();
    stored.envelopes().forEach(o -> there.put(o.name(), o.bytes()));
    for (VaultObject envelope : kept) {
      byte[] bytes = there.get(envelope.name());
      if (bytes == null) throw Troubles.missing(envelope.name());
      if (!Arrays.equals(bytes, envelope.bytes())) throw Troubles.altered(envelope.name(), bytes);
    }
  }

  /// Where nothing can be written for want of a key: looks whether there is one now.
  public void lookForKey() throws TidelockException, InterruptedException {
    if (!identity.canWrite()) refreshIfGiven();
  }

  /// Reads the members anew if the storage lists an entry, or an envelope of this device, that is not known here.
  public void refreshIfGiven() throws TidelockException, InterruptedException {
    Set<String> known = envelopes(meta).stream().map(VaultObject::name).collect(Collectors.toSet());
    boolean isNew =
        newcomers.isPresent()
            && remote.list(ENVELOPES).stream()
                .map(info -> info.name().value())
                .anyMatch(n -> n.endsWith("-" + identity.device().id()) && !known.contains(n));
    if (isNew) refresh();
    else refreshIfNew();
  }

  /// Reads the members anew if the storage lists an entry that is not known here.
  public void refreshIfNew() throws TidelockException, InterruptedException {
    Set<String> known =
        identity.members().objects().stream().map(VaultObject::name).collect(Collectors.toSet());
    boolean isNew =
        remote.list(MEMBERS).stream()
            .map(info -> info.name().value())
            .anyMatch(name -> Identity.MEMBER.matcher(name).matches() && !known.contains(name));
    if (isNew) refresh();
  }

  /// The header of a new vault goes to the storage last; until it is surely there, each publishing sends it first.
  public static void oweHeader(MetaTable meta) {
    meta.putNumber(OWED, 1);
  }

  public void payHeader() throws TidelockException, InterruptedException {
    if (meta.number(OWED).isEmpty()) return;
    remote.put(ObjectName.header(), identity.header().bytes());
    meta.remove(OWED);
    isHeaderSeen = true;
  }

  /// It is still this vault. Of a new one the header may not be there yet.
  public void requireHeader() throws TidelockException, InterruptedException {
    if (meta.number(OWED).isPresent()) return;
    identity.requireHeader(remote);
    isHeaderSeen = true;
  }

  /// The same where this process has not looked at it yet: nothing is sent to another vault.
  public void requireHeaderOnce() throws TidelockException, InterruptedException {
    if (!isHeaderSeen) requireHeader();
  }

  public static void keep(MetaTable meta, byte[] header, Identity.KeptObjects objects) {
    meta.put(HEADER, header);
    meta.put(ENVELOPES, write(objects.envelopes()));
    meta.put(MEMBERS, write(objects.members()));
  }

  /// The identity from what was kept; empty if the index is new.
  public static Optional<Identity> identity(MetaTable meta, DeviceFile device)
      throws TidelockException {
    Optional<byte[]> header = meta.get(HEADER);
    Optional<byte[]> envelopes = meta.get(ENVELOPES);
    Optional<byte[]> members = meta.get(MEMBERS);
    if (header.isEmpty() || envelopes.isEmpty() || members.isEmpty()) return Optional.empty();
    return Optional.of(
        Identity.fromKept(
            device,
            header.get(),
            new Identity.KeptObjects(read(envelopes.get()), read(members.get()))));
  }

  /// This device's envelopes.
  public static List<VaultObject> envelopes(MetaTable meta) {
    return meta.get(ENVELOPES).map(KeptVault::read).orElse(List.of());
  }

  static byte[] write(Collection<VaultObject> objects) {
    int size = 0;
    for (VaultObject o : objects) size += 8 + o.name().length() + o.bytes().length;
    ByteBuffer out = ByteBuffer.allocate(size);
    for (VaultObject o : objects) {
      byte[] name = o.name().getBytes(StandardCharsets.US_ASCII);
      out.putInt(name.length).put(name).putInt(o.bytes().length).put(o.bytes());
    }
    return out.array();
  }

  static List<VaultObject> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<VaultObject> objects = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] name = new byte[in.getInt()];
      in.get(name);
      byte[] body = new byte[in.getInt()];
      in.get(body);
      objects.add(new VaultObject(new String(name, StandardCharsets.US_ASCII), body));
    }
    return objects;
  }
}
