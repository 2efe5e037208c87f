package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidelock.crypto.SecondCbor.map;
import static org.tidelock.crypto.SecondMembers.addDevice;
import static org.tidelock.crypto.SecondMembers.addSlot;
import static org.tidelock.crypto.SecondMembers.body;
import static org.tidelock.crypto.SecondMembers.cut;
import static org.tidelock.crypto.SecondMembers.formatFloor;
import static org.tidelock.crypto.SecondMembers.newEpoch;
import static org.tidelock.crypto.SecondMembers.removeDevice;
import static org.tidelock.crypto.SecondMembers.removeSlot;
import static org.tidelock.crypto.SecondMembers.rotateRoot;
import static org.tidelock.crypto.Vectors.DEVICE;
import static org.tidelock.crypto.Vectors.EPOCH;
import static org.tidelock.crypto.Vectors.KEYS;
import static org.tidelock.crypto.Vectors.ROOT_SECRET;
import static org.tidelock.crypto.Vectors.VAULT;
import static org.tidelock.crypto.Vectors.filled;
import static org.tidelock.crypto.Vectors.hex;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A history of members with every kind of change, and entries that must be refused after its first one. The objects themselves are not in the file: they can be built
/// from nonce, body and signature, and their names, which are their hashes, tell whether they were built right.
final class MemberVectors {
  private static final byte[] NEXT_SECRET = filled(32, 0x91);
  private static final EpochKeys SECOND =
      new EpochKeys(VAULT, EpochId.of(filled(16, 0x21)), 2, filled(32, 0x31));

  /// Begun by the old root, beside its rotation.
  private static final EpochKeys ASIDE =
      new EpochKeys(VAULT, EpochId.of(filled(16, 0x22)), 3, filled(32, 0x32));

  /// Begun by the new root, behind both.
  private static final EpochKeys THIRD =
      new EpochKeys(VAULT, EpochId.of(filled(16, 0x23)), 3, filled(32, 0x33));

  private static final List<EpochKeys> EPOCHS = List.of(EPOCH, SECOND, ASIDE, THIRD);
  private static final VaultKeys ALL = new VaultKeys(VAULT, filled(32, 0x50), EPOCHS);
  private static final DeviceKeys PHONE =
      new DeviceKeys(DeviceId.of(filled(16, 0x41)), filled(32, 0x61), filled(32, 0x81));
  private static final DeviceKeys TABLET =
      new DeviceKeys(DeviceId.of(filled(16, 0x42)), filled(32, 0x62), filled(32, 0x82));

  private static final DeviceKeys WATCH =
      new DeviceKeys(DeviceId.of(filled(16, 0x43)), filled(32, 0x63), filled(32, 0x83));

  private final ObjectNode file = Vectors.object();
  private final RootKeys root = new RootKeys(VAULT, ROOT_SECRET);
  private final RootKeys next = new RootKeys(VAULT, NEXT_SECRET);
  private final VaultHeader header = new VaultHeader(VAULT, root.publicKeys());
  private final List<VaultObject> objects = new ArrayList<>();

  private MemberVectors() {}

  static ObjectNode make() throws Exception {
    return new MemberVectors().run();
  }

  private ObjectNode run() throws Exception {
    file.put("vault", hex(VAULT.bytes()))
        .put("rootSecret", hex(ROOT_SECRET))
        .put("nextRootSecret", hex(NEXT_SECRET))
        .put("contentSecret", hex(filled(32, 0x50)))
        .put("time", SecondMembers.TIME);
    for (EpochKeys e : EPOCHS)
      file.withArray("epochs")
          .addObject()
          .put("id", hex(e.id().bytes()))
          .put("number", e.number())
          .put("secret", hex(e.secretBytes()));
    history();
    state("state", Members.verify(header, objects, ALL));
    refusals();
    return file;
  }

  private void history() throws Exception {
    VaultObject first =
        add(
            "creation",
            root,
            EPOCH,
            List.of(),
            List.of(
                formatFloor(1),
                newEpoch(EPOCH, DEVICE),
                addDevice(DEVICE.publicKeys(), "laptop", EPOCH),
                addSlot(1, 1),
                addSlot(3, 2)));
    VaultObject second =
        add(
            "two devices are added",
            root,
            EPOCH,
            List.of(first),
            List.of(
                addDevice(PHONE.publicKeys(), "Téléphone", EPOCH),
                addDevice(WATCH.publicKeys(), "watch", EPOCH)));
    VaultObject third =
        add(
            "the passphrase is changed",
            root,
            EPOCH,
            List.of(second),
            List.of(addSlot(5, 1), removeSlot(1)));
    VaultObject fourth =
        add(
            "a device is removed, and an epoch begins that it is not given",
            root,
            EPOCH,
            List.of(third),
            List.of(
                removeDevice(PHONE, cut(0x51, 7), cut(0x52, 0)), newEpoch(SECOND, DEVICE, WATCH)));
    VaultObject rotation =
        add(
            "the root is rotated",
            root,
            SECOND,
            List.of(fourth),
            List.of(rotateRoot(root, next, List.of(fourth.hash()))));
    VaultObject aside =
        add(
            "the old root, beside its rotation: set aside",
            root,
            SECOND,
            List.of(fourth),
            List.of(addDevice(TABLET.publicKeys(), "tablet", SECOND), addSlot(7, 1)));
    VaultObject removal =
        add(
            "the old root, beside its rotation: the removal holds, the epoch is only read under",
            root,
            SECOND,
            List.of(fourth),
            List.of(removeDevice(WATCH, cut(0x53, 2)), newEpoch(ASIDE, DEVICE)));
    VaultObject later =
        add(
            "the new root; a field from 128 on is ignored, and so is a kind",
            next,
            SECOND,
            List.of(rotation),
            List.of(map(0, 5, 1, filled(16, 3), 128, "later"), map(0, 128, 1, "later")));
    state("stateBefore", Members.verify(header, objects, without(THIRD)));
    add(
        "the new root, behind all: an epoch to write under",
        next,
        SECOND,
        List.of(aside, removal, later),
        List.of(newEpoch(THIRD, DEVICE)));
  }

  private VaultObject add(
      String what, RootKeys by, EpochKeys under, List<VaultObject> parents, List<?> changes)
      throws Exception {
    byte[] nonce = filled(24, 0xa0 + objects.size());
    byte[] encoded =
        SecondCbor.encode(
            body(parents.stream().map(VaultObject::hash).toList(), by, under, changes));
    VaultObject object = SecondMembers.seal(encoded, by, under, nonce);
    objects.add(object);
    asTheProductWrites(encoded, by, under, object);
    file.withArray("entries")
        .addObject()
        .put("what", what)
        .put("body", hex(encoded))
        .put("signature", hex(by.sign(SignaturePurpose.MEMBER, encoded)))
        .put("nonce", hex(nonce))
        .put("objectLength", object.bytes().length)
        .put("name", object.name());
    return object;
  }

  /// The product reads the entry, and writes the same body again from what it read; ignorable fields apart, which it forgets.
  private static void asTheProductWrites(
      byte[] body, RootKeys by, EpochKeys under, VaultObject object) throws CryptoException {
    MemberEntry read =
        MemberEntry.open(VAULT, SealedObject.parse(object.bytes()), under.members(), object.hash());
    if (read.changes().isEmpty()
        || new String(body, java.nio.charset.StandardCharsets.ISO_8859_1).contains("later")) return;
    VaultObject again =
        MemberEntry.write(
            VAULT,
            read.parents(),
            by,
            under,
            Instant.ofEpochMilli(SecondMembers.TIME),
            read.changes());
    byte[] plain =
        SealedObject.parse(again.bytes())
            .open(ObjectType.MEMBER, VAULT, under.members(), new byte[0]);
    assertThat(SignedBody.parse(plain).allegedBody()).isEqualTo(body);
    assertThat(again.bytes()).hasSameSizeAs(object.bytes());
  }

  private static VaultKeys without(EpochKeys epoch) {
    return new VaultKeys(VAULT, filled(32, 0x50), EPOCHS.stream().filter(e -> e != epoch).toList());
  }

  private void state(String name, Members members) {
    ObjectNode s = file.putObject(name);
    members.tips().forEach(t -> s.withArray("tips").add(t.toString()));
    for (DeviceEntry d : members.devices()) {
      ObjectNode o = s.withArray("devices").addObject();
      o.put("id", d.id().toString()).put("name", d.name()).put("active", d.active());
      ArrayNode cuts = o.putArray("cuts");
      d.removal()
          .ifPresent(
              r ->
                  r.cuts()
                      .values()
                      .forEach(
                          c ->
                              cuts.addObject()
                                  .put("writer", c.writer().toString())
                                  .put("seq", c.seq())));
    }
    for (EpochEntry e : members.epochs()) {
      ArrayNode recipients =
          s.withArray("epochs")
              .addObject()
              .put("id", e.id().toString())
              .put("number", e.number())
              .putArray("recipients");
      e.recipients().forEach(r -> recipients.add(r.toString()));
    }
    for (EpochEntry e : members.asideEpochs()) s.withArray("asideEpochs").add(e.id().toString());
    s.put("writingEpoch", members.writingEpoch().map(EpochId::toString).orElse(""));
    for (SlotEntry e : members.slots())
      s.withArray("slots").addObject().put("id", e.id().toString()).put("recovery", e.recovery());
    s.put("root", members.root().id().toString());
    members.refused().forEach(s.withArray("setAside")::add);
    for (String slot : members.removedSlots()) s.withArray("neverSlots").add(slot);
    assertThat(members.devices())
        .extracting(DeviceEntry::active)
        .containsExactly(true, false, false);
    assertThat(members.slots()).hasSize(1);
    assertThat(members.root()).isEqualTo(next.publicKeys());
    assertThat(members.refused())
        .containsExactlyInAnyOrder(objects.get(5).name(), objects.get(6).name());
    assertThat(members.asideEpochs()).extracting(EpochEntry::id).containsExactly(ASIDE.id());
    assertThat(members.unlisted()).containsExactly(TABLET.id());
    if (name.equals("stateBefore")) assertThat(members.writingEpoch()).isEmpty();
    else assertThat(members.writingEpoch()).contains(THIRD.id());
  }

  /// Each stands after the first entry of the history, sealed and signed like it.
  private void refusals() {
    DevicePublic tablet = TABLET.publicKeys();
    refuse("a kind of change that is critical and unknown", 24, map(0, 8, 1, 1));
    refuse("a critical field that is unknown", 24, map(0, 5, 1, filled(16, 3), 2, 1));
    SortedMap<Integer, Object> cut = cut(0x51, 7);
    cut.put(3, 1);
    refuse("a critical field of a cut that is unknown", 24, removeDevice(DEVICE, cut));
    refuse("a higher format", 24, formatFloor(2));
    refuse("a device twice", 20, addDevice(DEVICE.publicKeys(), "again", EPOCH));
    refuse("a device with an epoch that does not exist", 20, addDevice(tablet, "tablet", SECOND));
    refuse("a device's name of 257 bytes", 20, addDevice(tablet, "n".repeat(257), EPOCH));
    refuse(
        "a device's keys that are too short",
        20,
        map(0, 1, 1, new byte[1263], 2, "tablet", 3, EPOCH.id().bytes()));
    refuse("a slot twice", 20, addSlot(1, 1));
    refuse("cuts that descend", 20, removeDevice(DEVICE, cut(0x52, 0), cut(0x51, 7)));
    refuse("an epoch twice", 20, newEpoch(EPOCH, DEVICE));
    refuse(
        "an epoch's number that skips one",
        20,
        newEpoch(new EpochKeys(VAULT, SECOND.id(), 3, filled(32, 1)), DEVICE));
    refuse("recipients that descend", 20, newEpoch(SECOND, PHONE, DEVICE));
    SortedMap<Integer, Object> other = newEpoch(SECOND, DEVICE);
    other.put(4, filled(32, 1));
    refuse("another content key", 20, other);
    SortedMap<Integer, Object> unsigned =
        rotateRoot(root, next, List.of(objects.getFirst().hash()));
    unsigned.put(2, new byte[3373]);
    refuse("a rotation that the new root did not sign", 20, unsigned);
    refuse("a rotation signed for other parents", 20, rotateRoot(root, next, List.of()));
    bodies();
    twoRotations();
  }

  private void bodies() {
    Hash256 first = objects.getFirst().hash();
    Hash256 absent = new Hash256(1, 2, 3, 4);
    refuseBody(
        "a parent that is absent", 23, body(List.of(absent), root, EPOCH, List.of(removeSlot(1))));
    refuseBody("a second beginning", 20, body(List.of(), root, EPOCH, List.of(removeSlot(1))));
    SortedMap<Integer, Object> b = body(List.of(first, absent), root, EPOCH, List.of());
    b.put(1, ((List<?>) b.get(1)).reversed());
    refuseBody("parents that descend", 20, b);
    refuseBody("another vault", 20, with(0, filled(16, 0x11)));
    refuseBody("a root that is not the vault's", 20, with(2, filled(16, 0x11)));
    refuseBody("another epoch than the frame's", 20, with(3, filled(16, 0x11)));
    refuseBody("a critical field that is unknown", 24, with(6, 1));
    SortedMap<Integer, Object> cutOff = with(6, 1);
    cutOff.remove(6);
    cutOff.remove(5);
    refuseBody("no changes at all", 20, cutOff);
  }

  private SortedMap<Integer, Object> with(int field, Object value) {
    SortedMap<Integer, Object> b =
        body(List.of(objects.getFirst().hash()), root, EPOCH, List.of(removeSlot(1)));
    b.put(field, value);
    return b;
  }

  private void refuse(String why, int code, SortedMap<Integer, Object> change) {
    refuseBody(why, code, body(List.of(objects.getFirst().hash()), root, EPOCH, List.of(change)));
  }

  private void refuseBody(String why, int code, SortedMap<Integer, Object> body) {
    byte[] encoded = SecondCbor.encode(body);
    VaultObject object = SecondMembers.seal(encoded, root, EPOCH, filled(24, 0xf0));
    assertThat(
            Vectors.code(() -> Members.verify(header, List.of(objects.getFirst(), object), KEYS)))
        .as(why)
        .isEqualTo(code);
    Vectors.refused(file, why, "body", encoded, code);
  }

  private void twoRotations() {
    RootKeys third = new RootKeys(VAULT, filled(32, 0x92));
    List<Hash256> parents = List.of(objects.getFirst().hash());
    List<VaultObject> both = new ArrayList<>(objects.subList(0, 1));
    for (RootKeys r : List.of(next, third))
      both.add(
          SecondMembers.seal(
              SecondCbor.encode(body(parents, root, EPOCH, List.of(rotateRoot(root, r, parents)))),
              root,
              EPOCH,
              filled(24, 0xf0)));
    assertThat(Vectors.code(() -> Members.verify(header, both, KEYS))).isEqualTo(22);
    VaultObject wrongName =
        new VaultObject("members/" + new Hash256(1, 2, 3, 4), objects.getFirst().bytes());
    assertThat(Vectors.code(() -> Members.verify(header, List.of(wrongName), KEYS))).isEqualTo(20);
  }
}
