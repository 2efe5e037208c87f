package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.activity.ActivityViewModel;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;

/// Activity, Issues, Provider’s view and Settings.
@UsesWindow
final class PagesTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start();
  }

  @Test
  void activityIsGroupedByDay() {
    window.page(PageId.ACTIVITY);
    assertThat(window.words())
        .contains("Today", "Yesterday", "Kestrel House plans.pdf", "Changed on two devices");
    assertThat(events()).isEqualTo(9);
  }

  @Test
  void activityIsFilteredByGroupDeviceAndName() {
    window.page(PageId.ACTIVITY);
    segment("Deletions");
    assertThat(events()).isOne();
    segment("Problems");
    assertThat(events()).isOne();
    segment("All");
    device("Attic NAS");
    assertThat(events()).as("it has joined, and renamed a file").isEqualTo(2);
    window.fill("#activity-find", "invoice");
    assertThat(window.words()).contains("Nothing fits the filter");
    window.choose("Show all");
    assertThat(events()).isEqualTo(9);
    window.fill("#activity-find", "INVOICE");
    assertThat(events()).isOne();
  }

  @Test
  void anActivityLeadsToItsFile() {
    window.page(PageId.ACTIVITY);
    var list = (ListView<?>) window.find("#activity-list");
    Fx.run(
        () -> {
          list.getSelectionModel().select(1);
          list.requestFocus();
        });
    window.type(KeyCode.ENTER);
    assertThat(window.shell().current()).isEqualTo(PageId.FILES);
    assertThat(window.words()).contains("Kestrel House plans.pdf", "4 versions");
  }

  @Test
  void issuesAreGroupedMostSevereFirst() {
    window.become(vault, SampleWorld.attention());
    window.page(PageId.ISSUES);
    assertThat(window.words())
        .containsSubsequence(
            "4 things are open.",
            "Cannot be synced",
            "No permission to read",
            "Studio/Kestrel House/Budget 2027.xlsx",
            "Safety",
            "The recovery kit is not confirmed");
    assertThat(window.words()).contains("Attention · Today 14:05 · LOC-04");
    window.choose("Show in Files");
    assertThat(window.shell().current()).isEqualTo(PageId.FILES);
    assertThat(window.words()).contains("Budget 2027.xlsx");
  }

  @Test
  void whatTheVaultDoesNotHaveIsNotOfferedInFiles() {
    window.become(vault, SampleWorld.unreadable("Studio/Kestrel House/not there.xlsx"));
    window.page(PageId.ISSUES);
    assertThat(window.words()).contains("No permission to read").doesNotContain("Show in Files");
    window.become(vault, SampleWorld.unreadable("Studio/Kestrel House/Budget 2027.xlsx"));
    assertThat(window.words()).contains("Show in Files");
  }

  @Test
  void aFolderThatLostItsMarkerIsUsedAgainOnceItsUserSaysSo() {
    window.become(vault, SampleWorld.unmarked());
    window.page(PageId.ISSUES).fire("#issue-use-again");
    assertThat(window.words()).contains("Use this folder again?");
    window.fire("#folder-later");
    assertThat(vault.issues()).hasSize(1);
    window.fire("#issue-use-again");
    window.fire("#folder-use-again");
    assertThat(window.words()).contains("The folder is synced again.");
    assertThat(vault.issues()).isEmpty();
  }

  @Test
  void anotherFolderIsRefusedAndCanBeFilled() {
    window.become(vault, SampleWorld.unmarked());
    vault.refuseFolder(SampleWorld.notRecognised());
    window.page(PageId.ISSUES).fire("#issue-use-again");
    window.fire("#folder-use-again");
    assertThat(window.words())
        .contains("The folder does not look like the one that was synced")
        .contains("Put the files back, then use the folder again.");
    assertThat(vault.restored()).isEmpty();
    window.fire("#folder-bring-back");
    assertThat(vault.restored())
        .containsExactly(
            new RestoreRequest("", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(window.words()).contains("Everything is back in the folder.");
  }

  @Test
  void anIssueLeavesWhenItIsSolved() {
    window.become(vault, SampleWorld.attention());
    window.page(PageId.ISSUES);
    window.become(vault, SampleWorld.upToDate());
    assertThat(window.words())
        .contains("Nothing needs you")
        .doesNotContain("The recovery kit is not confirmed");
  }

  @Test
  void theProvidersViewShowsBothSides() {
    window.page(PageId.PROVIDER_VIEW);
    assertThat(window.words())
        .contains("The right side is the real listing of /mnt/attic/vault, Today 14:31.")
        .contains("What you see", "12,408 files", "Documents", "Studio")
        .contains("What the storage sees", "13,321 objects", "packs/")
        .contains("Number of files", "13,321 objects, 213.1 GB");
    var objects = (ListView<?>) window.find("#provider-objects");
    assertThat(Fx.get(() -> objects.getItems().size())).isEqualTo(120);
  }

  @Test
  void anOldListingSaysThatItIsOld() {
    window.page(PageId.PROVIDER_VIEW);
    vault.failNext(
        new TidelockException(
            ErrorCode.STORAGE, "The storage does not answer.", "Nothing was changed.", "Wait."));
    window.fire("#provider-refresh");
    assertThat(window.words())
        .contains("The storage does not answer.")
        .contains("What is listed below is from before: Today 14:31.", "13,321 objects");
    window.type(KeyCode.F5);
    assertThat(window.words()).doesNotContain("The storage does not answer.");
  }

  @Test
  void theThemeChangesAtOnceAndIsRemembered() {
    window.page(PageId.SETTINGS);
    segment("Dark");
    var root = window.stage.getScene().getRoot();
    assertThat(Fx.get(() -> root.getStyleClass().contains("tl-dark"))).isTrue();
    assertThat(new UiSettings(home).theme()).isEqualTo(ThemeMode.DARK);
    Fx.run(() -> toggle("Dark").requestFocus());
    window.type(KeyCode.LEFT);
    assertThat(new UiSettings(home).theme()).as("by an arrow, too").isEqualTo(ThemeMode.LIGHT);
    assertThat(Fx.get(() -> root.getStyleClass().contains("tl-dark"))).isFalse();
  }

  @Test
  void whatClosingDoesIsASetting() {
    window.page(PageId.SETTINGS);
    segment("Quit");
    Fx.run(window.controller::closeWindow);
    window.settle();
    assertThat(window.ended).hasValue(1);
  }

  @Test
  void settingsSayWhatThisVaultIs() {
    window.page(PageId.SETTINGS);
    assertThat(window.words())
        .contains("Mira’s vault", "Mira’s ThinkPad", "/home/mira/Tidelock")
        .contains("1 Aug", "river stamp onion kite velvet harbor");
    window.settings("storage");
    assertThat(window.words()).contains("/mnt/attic/vault").doesNotContain("Mira’s ThinkPad");
  }

  @Test
  void settingsSayWhichFoldersLieElsewhere() throws Exception {
    window.page(PageId.SETTINGS);
    assertThat(Fx.get(() -> window.find("#settings-placed").isVisible())).isFalse();
    vault.placeFolder(Path.of("/home/mira/Pictures"), Optional.of("Photos"));
    window.page(PageId.OVERVIEW);
    window.page(PageId.SETTINGS);
    assertThat(window.words()).contains("Folder Photos", "/home/mira/Pictures");
  }

  private void segment(String name) {
    Fx.run(toggle(name)::fire);
    window.settle();
  }

  private ToggleButton toggle(String name) {
    return window.findAll(".segmented .toggle-button").stream()
        .map(ToggleButton.class::cast)
        .filter(one -> name.equals(Fx.get(one::getText)))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private void device(String name) {
    var devices = (ComboBox<Optional<String>>) window.find("#activity-device");
    Fx.run(() -> devices.setValue(Optional.of(name)));
    window.settle();
  }

  private long events() {
    var list = (ListView<?>) window.find("#activity-list");
    return Fx.get(() -> List.copyOf(list.getItems())).stream()
        .filter(ActivityViewModel.Line.Event.class::isInstance)
        .count();
  }
}
