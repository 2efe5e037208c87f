package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which root keys count for which entries, from the header's root through every rotation. Entries of a replaced root that do not stand before its rotation
/// are refused from then on; two rotations of one root, neither before the other, are a fork.
@SuppressWarnings("ReferenceEquality") // which entry it is, not what it says
final class RootChain {
  private final VaultHeader header;
  private final MembersDag dag;
  private final List<Rotation> rotations = new ArrayList<>();

  private record Rotation(Id128 old, RootPublic root, MemberEntry entry) {}

  RootChain(VaultHeader header, MembersDag dag) throws IntegrityException, ForkException {
    this.header = header;
    this.dag = dag;
    for (MemberEntry e : dag.ordered()) {
      RootPublic root =
          rootBefore(e)
              .orElseThrow(
                  () ->
                      new IntegrityException(e.name() + " names a root that is not this vault's"));
      if (!e.signedBy(root))
        throw new IntegrityException(e.name() + " is not signed by the vault's root keys");
      for (Change c : e.changes()) if (c instanceof Change.RotateRoot r) add(e, r);
    }
  }

  private void add(MemberEntry entry, Change.RotateRoot change)
      throws IntegrityException, ForkException {
    byte[] message = MemberEntry.rotation(entry.vault(), entry.root(), entry.parents());
    if (!change.root().verify(SignaturePurpose.ROOT_ROTATE, message, change.signature())) {
      throw new IntegrityException(entry.name() + " rotates to root keys that did not sign it");
    }
    for (Rotation r : rotations) {
      if (r.old.equals(entry.root()) && !dag.before(r.entry, entry)) {
        throw new ForkException(
            "the vault's root keys were replaced twice: "
                + r.entry.name()
                + " and "
                + entry.name());
      }
    }
    if (accepts(entry)) rotations.add(new Rotation(entry.root(), change.root(), entry));
  }

  private Optional<RootPublic> rootBefore(MemberEntry entry) {
    if (header.root().id().equals(entry.root())) return Optional.of(header.root());
    return rotations.stream()
        .filter(r -> r.root.id().equals(entry.root()) && dag.before(r.entry, entry))
        .map(Rotation::root)
        .findFirst();
  }

  /// False for what a replaced root signed outside its rotation's past.
  boolean accepts(MemberEntry entry) {
    return rotations.stream()
        .noneMatch(
            r -> r.old.equals(entry.root()) && r.entry != entry && !dag.before(entry, r.entry));
  }

  RootPublic current() {
    return rotations.isEmpty() ? header.root() : rotations.getLast().root();
  }

  /// Whether this id is or was the vault's root.
  boolean knows(Id128 root) {
    return known(root).isPresent();
  }

  Optional<RootPublic> known(Id128 root) {
    if (header.root().id().equals(root)) return Optional.of(header.root());
    return rotations.stream().map(Rotation::root).filter(r -> r.id().equals(root)).findFirst();
  }
}
