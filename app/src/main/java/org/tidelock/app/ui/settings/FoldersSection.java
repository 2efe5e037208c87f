package org.tidelock.app.ui.settings;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.FolderRow;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.settings.FoldersViewModel.Facts;
import org.tidelock.app.ui.settings.FoldersViewModel.Work;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.PlacedFolder.State;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

/// The folders of this computer that are in the vault, what of the vault is here, and what is left out.
final class FoldersSection implements Section {
  private final PageContext context;
  private final Texts texts;
  private final FoldersViewModel model;
  private final Banner problem = new Banner();
  private final Card folders = new Card();
  private final SettingRow kept;
  private final Button add;
  private final Button choose;
  private final RulesCard rules;
  private final Node view;

  FoldersSection(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new FoldersViewModel(context.ui(), context.vault());
    add = Ui.button(Feather.FOLDER_PLUS, texts.get("folders.add"), this::add, "small");
    add.setId("folders-add");
    choose =
        Ui.button(texts.get("folders.kept.choose"), () -> KeptDialog.open(context, model::select));
    choose.setId("folders-choose");
    kept = new SettingRow(texts.get("folders.kept"), "", choose).last();
    rules = new RulesCard(context, model);
    view =
        Ui.column(
            24,
            problem,
            headed(
                "folders.title", add, folders, new Note(Feather.INFO, texts.get("folders.note"))),
            Section.titled(texts.get("folders.kept.title"), new Card(kept)),
            rules.view());
    model.factsProperty().addListener((_, _, now) -> show(now));
    model.workProperty().addListener((_, _, now) -> show(now));
    model
        .problemProperty()
        .addListener(
            (_, _, what) ->
                what.ifPresentOrElse(
                    said -> problem.show(Tone.DANGER, said.title(), said.body()), problem::hide));
    show(model.factsProperty().get());
  }

  private VBox headed(String key, Button right, Node... below) {
    var head = new HBox(8, Ui.label(texts.get(key), "t-sub"), Ui.spacer(), right);
    head.setAlignment(Pos.CENTER_LEFT);
    var box = new VBox(8, head);
    box.getChildren().addAll(below);
    return box;
  }

  private void show(Facts now) {
    folders.getChildren().clear();
    var info = context.model().info();
    folders
        .getChildren()
        .add(
            new FolderRow(
                Feather.HOME,
                texts.get("folders.own"),
                info.folder().toString(),
                open("folder-open", info.folder().toString(), context.actions()::openFolder)));
    now.placed().forEach(placed -> folders.getChildren().add(row(placed)));
    ((FolderRow) folders.getChildren().getLast()).last();
    kept.say(words(now.selection()));
  }

  private FolderRow row(PlacedFolder placed) {
    var end =
        Ui.button(texts.get("folders.end"), () -> FolderQuestions.end(context, model, placed));
    end.getStyleClass().add("small");
    end.setId("folder-end-" + placed.name());
    end.setAccessibleText(texts.get("folders.end.spoken", placed.name()));
    var right = Ui.row(8, end);
    if (placed.state() != State.GONE) {
      var open =
          open(
              "folder-open-" + placed.name(),
              placed.name(),
              () -> context.ui().files().open(placed.place()));
      right.getChildren().addFirst(open);
    }
    var detail = placed.place().toString();
    if (placed.state() != State.SYNCED) {
      detail = texts.get("folders.waits", detail, state(placed.state()));
    }
    return new FolderRow(Feather.FOLDER, placed.name(), detail, right);
  }

  private Button open(String id, String name, Runnable action) {
    var button = Ui.button(texts.get("folders.open"), action, "small");
    button.setId(id);
    button.setAccessibleText(texts.get("folders.open.spoken", name));
    return button;
  }

  private String state(State state) {
    return switch (state) {
      case SYNCED -> "";
      case GONE -> texts.get("folders.state.gone");
      case UNMARKED -> texts.get("folders.state.unmarked");
      case OTHER_VAULT -> texts.get("folders.state.otherVault");
      case EMPTIED -> texts.get("folders.state.emptied");
      case OTHER_DRIVE -> texts.get("folders.state.otherDrive");
    };
  }

  private String words(VaultSelection selection) {
    if (selection.mode() == Mode.ALL) {
      return texts.get("folders.kept.all");
    }
    var named = selection.paths().stream().limit(3).toList();
    var key = selection.mode() == Mode.ONLY ? "folders.kept.only" : "folders.kept.except";
    return texts.get(key, selection.paths().size(), String.join(", ", named));
  }

  private void show(Work work) {
    boolean works = work != Work.NONE;
    add.setDisable(works);
    choose.setDisable(works);
    add.setText(texts.get(work == Work.FOLDERS ? "folders.working" : "folders.add"));
    choose.setText(texts.get(work == Work.SELECTION ? "folders.working" : "folders.kept.choose"));
  }

  private void add() {
    context
        .ui()
        .files()
        .chooseFolder(texts.get("folders.add.title"), Optional.empty())
        .ifPresent(folder -> PlaceDialog.open(context, folder, model::place));
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.refresh();
  }
}
