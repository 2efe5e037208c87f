package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.VerifyReport.Finding;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;

/// A check of the storage, which may take hours: rounds go on meanwhile, and closing the vault ends it after the object at hand. Only what comes before and after it is done alone.
///
/// @param storage the vault's, as it is by now
record Checking(
    Workshop shop, Supplier<String> storage, Identity identity, Work work, Gate gate, Time clock) {
  VerifyReport run(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    Optional<TidelockException> stopped = work.asked(this::learn);
    Set<PackId> before = shop.damaged().all();
    String place = storage.get();
    VerifyReport found = read(shop.remote(), deep, stopped, progress);
    Optional<String> stopper = stopped.flatMap(TidelockException::object);
    return work.asked(
        () -> {
          requireStill(place);
          return note(found, before, stopper);
        });
  }

  /// The second copy may have taken its place meanwhile: then nothing is known of all of either.
  private void requireStill(String place) throws TidelockException {
    if (!storage.get().equals(place))
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.OTHER_STORAGE_NOW.of(),
          Safe.NOTHING_CHANGED.of(),
          Todo.CHECK_AGAIN.of());
  }

  /// Reads all of a second copy, from which nothing is learned, and whose damage is not the vault's.
  VerifyReport ofCopy(Remote copy, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return read(copy, true, Optional.empty(), progress);
  }

  /// What is wrong with the newest is found by trying to take it in; what the storage does not answer is no finding.
  private Optional<TidelockException> learn() throws TidelockException, InterruptedException {
    try {
      shop.learnAnew();
      return Optional.empty();
    } catch (TidelockException e) {
      if (e.code().exitCode() < 20) throw e;
      return Optional.of(e);
    }
  }

  private VerifyReport read(
      Remote storage,
      boolean deep,
      Optional<TidelockException> stopped,
      Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return gate.passLong(
        () -> {
          try (Database index = shop.tables().db().reader()) {
            return shop.verifier(index, storage, this::giveWay).verify(deep, stopped, progress);
          } catch (IndexException e) {
            throw Troubles.ofIndex(e);
          } catch (TidelockException e) {
            giveWay(); // which may be what ended it
            throw e;
          }
        });
  }

  private void giveWay() {
    if (gate.isShut()) throw new VaultClosedException();
  }

  /// @param stopper what keeps this device from taking in the newest
  private VerifyReport note(VerifyReport found, Set<PackId> before, Optional<String> stopper)
      throws TidelockException, InterruptedException {
    VerifyReport left = still(found, stopper);
    notePacks(left, before);
    shop.tables().activity().add(activity(left));
    return left;
  }

  /// What nothing says any more that it must be there, as a slot that was replaced meanwhile, or what is there by now, is no finding.
  private VerifyReport still(VerifyReport found, Optional<String> stopper)
      throws TidelockException, InterruptedException {
    if (found.findings().stream().noneMatch(f -> f.code() == ErrorCode.MISSING)) return found;
    Set<ObjectName> expected =
        Expected.all(identity, shop.tables()).stream()
            .map(Expected::name)
            .collect(Collectors.toSet());
    stopper.filter(ObjectName::isValid).ifPresent(name -> expected.add(new ObjectName(name)));
    List<Finding> left = new ArrayList<>();
    for (Finding f : found.findings())
      if (f.code() != ErrorCode.MISSING || isMissing(f, expected)) left.add(f);
    return new VerifyReport(found.deep(), found.objects(), found.bytes(), left);
  }

  private boolean isMissing(Finding finding, Set<ObjectName> expected)
      throws TidelockException, InterruptedException {
    if (!ObjectName.isValid(finding.object())) return true;
    ObjectName name = new ObjectName(finding.object());
    boolean isPromised = expected.contains(name) || name.asHead().isPresent();
    return isPromised && !shop.remote().exists(name);
  }

  /// What was found by reading it stays damaged until it is read again. Who has read meanwhile may know more.
  private void notePacks(VerifyReport found, Set<PackId> before) {
    Set<ObjectName> wrong = new HashSet<>();
    for (Finding f : found.findings())
      if (ObjectName.isValid(f.object())) wrong.add(new ObjectName(f.object()));
    Set<PackId> known = new HashSet<>(shop.damaged().all());
    if (found.deep()) known.removeAll(before);
    Set<PackId> now = new HashSet<>();
    for (PackTable.Pack p : shop.tables().packs().named())
      if (wrong.contains(ObjectName.pack(p.id())) || known.contains(p.id())) now.add(p.id());
    shop.damaged().found(now);
  }

  private Activity activity(VerifyReport found) {
    int findings = found.findings().size();
    return new Activity(
        0,
        clock.instant(),
        Activity.Kind.CHECKED,
        "",
        "",
        true,
        found.bytes(),
        findings == 0 ? "" : String.valueOf(findings));
  }
}
