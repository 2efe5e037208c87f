package org.tidelock.app.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// The new vault in a few facts. Its Continue starts syncing.
final class CreatedStep implements WizardStep {
  private final UiContext ui;
  private final Texts texts;
  private final CreateWizard wizard;
  private final FirstSync firstSync;
  private final VBox view = new VBox(24);

  CreatedStep(UiContext ui, CreateWizard wizard) {
    this.ui = ui;
    this.firstSync = new FirstSync(ui);
    this.texts = ui.texts();
    this.wizard = wizard;
  }

  @Override
  public void shown() {
    wizard
        .made()
        .map(Vault::info)
        .ifPresent(
            info -> {
              view.getChildren()
                  .setAll(
                      Summary.hero(info.name(), content()),
                      firstSync.view(),
                      Summary.list(facts(info)));
              view.getChildren().addAll(FirstSyncRow.of(ui));
            });
    wizard.made().ifPresent(firstSync::look);
  }

  @Override
  public void hidden() {
    firstSync.stop();
  }

  private String content() {
    if (wizard.folder().factsProperty().get() instanceof FolderModel.Facts.Known(var found)
        && found.files() > 0) {
      return texts.get("done.content", found.files(), ui.formats().size(found.bytes()));
    }
    return texts.get("done.content.empty");
  }

  private List<Summary.Fact> facts(VaultInfo info) {
    var facts = new ArrayList<Summary.Fact>();
    facts.add(Summary.Fact.good(texts.get("step.storage"), StorageName.of(info)));
    facts.add(Summary.Fact.good(texts.get("step.folder"), info.folder().toString()));
    wizard
        .passphrase()
        .estimateProperty()
        .get()
        .ifPresent(
            estimate ->
                facts.add(
                    Summary.Fact.good(
                        texts.get("step.passphrase"),
                        StrengthWords.level(estimate.level(), texts))));
    facts.add(kitFact());
    facts.add(
        new Summary.Fact(
            Feather.CHECK_CIRCLE,
            Tone.SUCCESS,
            texts.get("done.fingerprint"),
            wizard.fingerprint(),
            "t-mono-small"));
    return facts;
  }

  private Summary.Fact kitFact() {
    var kit = wizard.kitProperty().get();
    boolean confirmed = kit != null && kit.confirmedProperty().get();
    boolean saved = kit != null && kit.savedProperty().get().isPresent();
    return confirmed
        ? Summary.Fact.good(
            texts.get("step.kit"), texts.get(saved ? "done.kit.saved" : "done.kit.confirmed"))
        : new Summary.Fact(
            Feather.ALERT_TRIANGLE,
            Tone.WARNING,
            texts.get("step.kit"),
            texts.get("done.kit.later"),
            "t-small");
  }

  @Override
  public Words words() {
    return new Words("step.done", "step.done.hint", "done.title", "done.sentence", "done.start");
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public boolean canGoBack() {
    return false;
  }
}
