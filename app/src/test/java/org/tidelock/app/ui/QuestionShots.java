package org.tidelock.app.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.tidelock.app.ui.fake.FakeDrills;
import org.tidelock.app.ui.fake.FakeKits;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Status;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// The way to what asks before or beside the pages: unlocking, a new recovery kit, dialogs.
final class QuestionShots {
  private QuestionShots() {}

  static Map<String, Consumer<TestWindow>> all() {
    var shots = new LinkedHashMap<String, Consumer<TestWindow>>();
    shots.put("14a-close-window", QuestionShots::closing);
    shots.put("14f-hold-everywhere", window -> review(window, Hold.Kind.DELETE_EVERYWHERE, 1_204));
    shots.put("14j-hold-rewrite", window -> review(window, Hold.Kind.REWRITE_EVERYWHERE, 412));
    shots.put("14k-hold-replace", window -> review(window, Hold.Kind.REWRITE_HERE, 412));
    shots.put("14l-conflict", window -> settling(window, 2));
    shots.put("14m-conflicts", window -> settling(window, 5));
    shots.put("14g-hold-here", window -> review(window, Hold.Kind.REMOVE_HERE, 10_204));
    shots.put(
        "14h-hold-files",
        window -> {
          review(window, Hold.Kind.DELETE_EVERYWHERE, 1_204);
          window.fire("#hold-see");
        });
    shots.put("14b-rollback", window -> PageShots.rollback(window).fire("#issue-review"));
    shots.put("14b-rollback-copy", QuestionShots::rollbackWithCopy);
    shots.put("14b-fork", window -> review(window, SampleWorld.forked()));
    shots.put("14b-vault-gone", window -> review(window, SampleWorld.vaultGone()));
    shots.put("14b-removed", window -> review(window, SampleWorld.removedHere()));
    shots.put("14d-storage-full", window -> review(window, SampleWorld.storageFull()));
    shots.put("14b-quit", QuestionShots::quitting);
    shots.put("14c-unlock", QuestionShots::unlock);
    shots.put("14c-unlock-kit", QuestionShots::unlockByKit);
    shots.put("14c-unlock-kit-server", QuestionShots::unlockFromServer);
    shots.put("14d-restored", QuestionShots::restored);
    shots.put("14e-cannot-open", QuestionShots::cannotOpen);
    shots.put("15-new-kit", QuestionShots::newKit);
    shots.put("15b-new-kit-made", window -> newKit(window).fire("#wizard-continue"));
    shots.put("15h-new-kit-by-kit", window -> newKit(window).fire("#new-kit-choice"));
    shots.put("15c-new-kit-wrong-passphrase", QuestionShots::newKitWrong);
    shots.put("15d-new-kit-storage-away", window -> newKitFails(window, false));
    shots.put("15e-new-kit-both-valid", window -> newKitFails(window, true));
    shots.put("15f-new-kit-stop", window -> newKit(window).fire("#wizard-cancel"));
    shots.put("15g-new-kit-confirmed", QuestionShots::newKitConfirmed);
    shots.put("15k-new-passphrase", QuestionShots::newPassphrase);
    shots.put("15i-new-secrets", QuestionShots::newSecrets);
    shots.put("15j-new-secrets-place", QuestionShots::newSecretsPlace);
    shots.put("11d-drill", QuestionShots::drill);
    shots.put("11e-drill-good", window -> drilled(window).fire("#drill-go"));
    shots.put("11f-drill-bad", QuestionShots::drillBad);
    shots.put("11g-drill-replaced", QuestionShots::drillReplaced);
    shots.put("11h-drill-reading", QuestionShots::drillReading);
    return shots;
  }

  private static void review(TestWindow window, Status status) {
    PageShots.stop(window, status).fire("#issue-review");
  }

  private static void rollbackWithCopy(TestWindow window) {
    PageShots.rollback(window);
    ((FakeVault) window.controller.vault().orElseThrow())
        .copy()
        .become(SampleWorld.copy(new Mirror.Waiting(0, 0)));
    window.fire("#issue-review");
  }

  private static void drill(TestWindow window) {
    PageShots.vault(window);
    window.page(PageId.SECURITY).fire("#security-drill");
  }

  private static TestWindow drilled(TestWindow window) {
    drill(window);
    window.fill("#drill-words", String.join(" ", FakeKits.words()));
    return window;
  }

  private static FakeDrills drills(TestWindow window) {
    return ((FakeVault) window.controller.vault().orElseThrow()).drills();
  }

  private static void drillBad(TestWindow window) {
    drilled(window);
    drills(window)
        .show(
            List.of(new Read("Letters/Letter to Anna.txt", 2_140, 2_140, Optional.empty())),
            gone("Studio/Kestrel House/Site survey.mp4"),
            gone("Photos/2024/Harbour/IMG_2041.jpg"));
    window.fire("#drill-go");
  }

  private static Problem gone(String path) {
    return new Problem(
        Optional.of(path),
        new TidelockException(
            ErrorCode.MISSING,
            Happened.PACK_MISSING.of("The pack 5f0c2a91 is missing."),
            Safe.OTHERS_UP_TO_DATE.of(),
            Todo.SEND_AGAIN.of()));
  }

  private static void drillReplaced(TestWindow window) {
    drilled(window);
    drills(window)
        .failNext(
            new TidelockException(
                ErrorCode.AUTH,
                Happened.KIT_REPLACED.of(SampleWorld.CLOCK.instant()),
                Safe.NOTHING_CHANGED.of(),
                Todo.RIGHT_KIT_OR_NEW.of()));
    window.fire("#drill-go");
  }

  private static void drillReading(TestWindow window) {
    drilled(window);
    drills(window)
        .hold(
            new CountDownLatch(1),
            new Progress(
                Progress.Phase.VERIFYING, 7, 20, 6, 20, 0, 0, Optional.empty(), List.of()));
    window.tasks.oneWaits(true);
    window.fire("#drill-go");
    Fx.await("the first step", () -> window.words().contains("20"));
  }

  private static void newPassphrase(TestWindow window) {
    PageShots.vault(window);
    window.page(PageId.SECURITY).fire("#security-passphrase");
    window.fill("#passphrase", "velvet orbit tundra basket willow ember");
    window.fill("#passphrase-repeat", "velvet orbit tundra basket willow ember");
    window.fire("#wizard-continue");
  }

  private static TestWindow newSecrets(TestWindow window) {
    PageShots.stolen(window);
    window.fire("#remove-go");
    window.fill("#passphrase", "velvet orbit tundra basket willow ember");
    window.fill("#passphrase-repeat", "velvet orbit tundra basket willow ember");
    return window;
  }

  private static TestWindow newSecretsPlace(TestWindow window) {
    newSecrets(window).fire("#wizard-continue");
    window.fill("#new-kit-passphrase", "copper lantern drifts past quiet harbour");
    window.files.answer(Path.of("/media/stick/Mira’s vault – recovery kit.pdf"));
    window.fire("#new-kit-choose");
    return window;
  }

  private static TestWindow newKit(TestWindow window) {
    window.become(PageShots.vault(window), SampleWorld.attention());
    window.page(PageId.ISSUES).fire("#issue-new-kit");
    window.fill("#new-kit-passphrase", "copper lantern drifts past quiet harbour");
    window.files.answer(Path.of("/media/stick/Mira’s vault – recovery kit.pdf"));
    window.fire("#new-kit-choose");
    return window;
  }

  private static void newKitWrong(TestWindow window) {
    newKit(window);
    kitFails(window, ErrorCode.AUTH, Happened.WRONG_SECRET.of(), false);
    window.fire("#wizard-continue");
  }

  private static void newKitFails(TestWindow window, boolean afterKeeping) {
    newKit(window);
    kitFails(
        window,
        ErrorCode.STORAGE,
        Happened.STORAGE_TROUBLE.of("The folder /mnt/attic/vault is gone. Is its drive connected?"),
        afterKeeping);
    window.fire("#wizard-continue");
  }

  private static void kitFails(
      TestWindow window, ErrorCode code, Said happened, boolean afterKeeping) {
    var vault = (FakeVault) window.controller.vault().orElseThrow();
    vault
        .kits()
        .fail(
            new TidelockException(code, happened, Safe.SENT_LATER.of(), Todo.CONNECTION.of()),
            afterKeeping);
  }

  private static void newKitConfirmed(TestWindow window) {
    newKit(window).fire("#wizard-continue");
    for (var field : window.findAll(".text-field")) {
      var id = String.valueOf(field.getId());
      if (id.matches("kit-word-[0-9]+")) {
        window.fill("#" + id, FakeKits.words().get(Integer.parseInt(id.substring(9)) - 1));
      }
    }
    window.fire("#kit-kept");
    window.fire("#wizard-continue");
  }

  private static void cannotOpen(TestWindow window) {
    window.with(SampleWorld.vault());
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.IDENTITY,
            Happened.VAULT_GONE.of(),
            Safe.NOTHING_HERE_CHANGED.of(),
            Todo.RIGHT_STORAGE.of()));
    window.start();
  }

  private static void closing(TestWindow window) {
    PageShots.vault(window);
    Fx.run(window.controller::closeWindow);
  }

  private static void quitting(TestWindow window) {
    window.become(PageShots.vault(window), SampleWorld.paused());
    Fx.run(window.controller::quit);
  }

  private static void unlock(TestWindow window) {
    window.locked(SampleWorld.vault()).start();
    window.vaults.passphraseIsRight(false);
    window.fill("#unlock-passphrase", "copper lantern drifts");
    window.fire("#unlock-button");
  }

  private static void unlockFromServer(TestWindow window) {
    window.vaults.need(StorageNeeds.PASSWORD);
    window.locked(SampleWorld.vault()).start();
    window.fire("#unlock-choice");
    window.fill("#unlock-words", String.join(" ", FakeKits.words()));
    window.fill("#unlock-storage-secret", "quiet-harbour-4711");
    window.vaults.failNext(
        new TidelockException(
                ErrorCode.STORAGE,
                Happened.STORAGE_UNTRUSTED.of("Nobody vouches for it."),
                Safe.NOTHING_SENT_THERE.of(),
                Todo.SERVER_NOT_SAFE.of())
            .with(ServerStepTest.NAS));
    window.fire("#unlock-button");
  }

  private static void unlockByKit(TestWindow window) {
    window.locked(SampleWorld.vault()).start();
    window.fire("#unlock-choice");
    window.fill("#unlock-words", String.join(" ", FakeKits.words()));
    window.fire("#unlock-button");
  }

  private static void restored(TestWindow window) {
    PageShots.files(window);
    window.fire("#version-restore");
  }

  private static void settling(TestWindow window, int sides) {
    var vault = PageShots.vault(window);
    window.become(vault, SampleWorld.conflict(vault, sides));
    window.page(PageId.ISSUES).fire("#issue-settle");
    window.settle();
  }

  private static void review(TestWindow window, Hold.Kind kind, int count) {
    var vault = PageShots.vault(window);
    window.become(vault, SampleWorld.held(vault, kind, count));
    window.page(PageId.ISSUES).fire("#issue-review");
    window.settle();
  }
}
