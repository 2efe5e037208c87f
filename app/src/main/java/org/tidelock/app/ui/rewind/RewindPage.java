package org.tidelock.app.ui.rewind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Tabs;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.rewind.RestoreModel.Restored;
import org.tidelock.app.ui.undo.UndoQuestion;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.Restoration.What;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreReport.End;

/// The vault as it was, what was deleted, and what was changed: to be looked at, brought back, and undone.
public final class RewindPage implements Page {
  private enum Part {
    TIME,
    DELETED,
    CHANGES
  }

  private final PageContext context;
  private final Texts texts;
  private final TimelineModel timeline;
  private final PastModel past;
  private final DeletedModel deleted;
  private final PastPanel pastPanel;
  private final DeletedPanel deletedPanel;
  private final ChangesPanel changesPanel;
  private final Tabs<Part> tabs;
  private final Banner result = new Banner();
  private final StackPane front = new StackPane();
  private final VBox view;
  private Part part = Part.TIME;

  public RewindPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.timeline = new TimelineModel(context);
    this.past = new PastModel(context);
    this.deleted = new DeletedModel(context);
    this.pastPanel = new PastPanel(context, timeline, past, this::restore);
    this.deletedPanel = new DeletedPanel(context, deleted, this::restore);
    this.tabs =
        new Tabs<>(
            List.of(
                new Tabs.Choice<>(Part.TIME, Feather.ROTATE_CCW, texts.get("rewind.tab.time")),
                new Tabs.Choice<>(Part.DELETED, Feather.TRASH_2, texts.get("rewind.tab.deleted")),
                new Tabs.Choice<>(Part.CHANGES, Feather.CLOCK, texts.get("rewind.tab.changes"))),
            part,
            this::show);
    tabs.setId("rewind-tabs");
    this.changesPanel = new ChangesPanel(context, timeline, () -> tabs.choose(Part.TIME.ordinal()));
    var header = new PageHeader(texts.get("nav.rewind"), texts.get("rewind.sentence"));
    front.setMinSize(0, 0);
    this.view = Ui.styled(new VBox(header, tabs, result, Ui.grow(front)), "page");
    view.setSpacing(16);
    timeline.pointProperty().addListener((_, _, time) -> past.look(time));
    timeline
        .loadingProperty()
        .addListener(
            (_, _, loading) -> {
              if (!loading) {
                past.look(timeline.point());
              }
            });
    deleted.countProperty().addListener((_, _, _) -> showCount());
    show(part);
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    timeline.shown();
    deleted.shown();
    past.shown();
  }

  @Override
  public void hidden() {
    timeline.hidden();
    deleted.hidden();
    past.hidden();
  }

  @Override
  public void find() {
    switch (part) {
      case TIME -> pastPanel.find();
      case DELETED -> deletedPanel.find();
      case CHANGES -> {}
    }
  }

  /// A folder as it was.
  @Override
  public void reveal(String folder) {
    tabs.choose(Part.TIME.ordinal());
    past.openFolder(folder);
  }

  /// Asks how what is chosen is to be brought back.
  @Override
  public void restore() {
    switch (part) {
      case TIME -> {
        var paths = pastPanel.chosen();
        ask(paths, new What.Then(paths, timeline.point()));
      }
      case DELETED -> {
        var chosen = deletedPanel.chosen();
        ask(chosen.stream().map(FileEntry::path).toList(), new What.Deleted(ids(chosen)));
      }
      case CHANGES -> {}
    }
  }

  private static List<String> ids(List<FileEntry> chosen) {
    return chosen.stream()
        .flatMap(entry -> entry.deleted().stream())
        .map(FileEntry.Deletion::id)
        .toList();
  }

  private void ask(List<String> paths, What what) {
    if (!paths.isEmpty()) {
      RestoreReview.open(context, paths, what, this::restored);
    }
  }

  private void show(Part chosen) {
    part = chosen;
    front
        .getChildren()
        .setAll(
            switch (chosen) {
              case TIME -> pastPanel;
              case DELETED -> deletedPanel;
              case CHANGES -> changesPanel;
            });
  }

  private void showCount() {
    int count = deleted.countProperty().get();
    tabs.count(
        Part.DELETED.ordinal(),
        count == 0 ? "" : context.formats().number(count),
        texts.get("rewind.tab.deleted.count", count));
  }

  private void restored(Restored what) {
    var report = what.report();
    var buttons = new ArrayList<Button>();
    report.paths().stream()
        .findFirst()
        .ifPresent(
            first -> {
              var show = Ui.button(texts.get("files.show"), () -> reveal(first, what), "small");
              show.setId("restored-show");
              buttons.add(show);
            });
    report
        .undo()
        .ifPresent(
            request -> {
              var undo =
                  Ui.button(
                      texts.get("rewind.undo.batch"),
                      () ->
                          UndoQuestion.open(
                              context, texts.get("rewind.undo.restored"), request, result::hide),
                      "small");
              undo.setId("restored-undo");
              buttons.add(undo);
            });
    var done = Ui.iconButton(Feather.X, texts.get("rewind.dismiss"), result::hide, "flat", "small");
    done.setId("restored-dismiss");
    buttons.add(done);
    var body =
        texts.get(
            what.target() instanceof Target.Into ? "rewind.restored.into" : "rewind.restored.body");
    var all = buttons.toArray(Button[]::new);
    switch (report.end()) {
      case End.Whole _ ->
          result.show(
              Tone.SUCCESS,
              brought(report, "rewind.restored", "rewind.restored.folders"),
              body,
              all);
      case End.Stopped _ ->
          result.show(
              Tone.NEUTRAL,
              brought(report, "rewind.restored.stopped", "rewind.restored.stopped.folders"),
              body,
              all);
      case End.Failed(var why) ->
          result.show(
              Tone.WARNING,
              brought(report, "rewind.restored.part", "rewind.restored.part.folders"),
              context.problem(why).sentence(),
              all);
    }
    past.reload();
    deleted.reload();
  }

  private String brought(RestoreReport report, String files, String folders) {
    return PastWords.brought(report, files, folders, texts);
  }

  private void reveal(String first, Restored what) {
    switch (what.target()) {
      case Target.InPlace _ -> context.showFile(first);
      case Target.Beside _ ->
          context.ui().files().open(Path.of(first).resolveSibling("").toAbsolutePath());
      case Target.Into(var folder) -> context.ui().files().open(folder);
    }
  }
}
