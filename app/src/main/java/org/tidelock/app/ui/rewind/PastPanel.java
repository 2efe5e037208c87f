package org.tidelock.app.ui.rewind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Badge;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.SearchField;
import org.tidelock.app.ui.component.Segments;
import org.tidelock.app.ui.component.Segments.Choice;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.rewind.Histogram.Range;
import org.tidelock.app.ui.undo.BatchWords;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastView;

/// The line of time, and below it the vault as it was at the point that is chosen on it.
final class PastPanel extends VBox {

  private static final double LOW = 520;

  private final PageContext context;
  private final Texts texts;
  private final TimelineModel timeline;
  private final PastModel model;
  private final Runnable restore;
  private final PastTable table;
  private final SearchField search;
  private final Segments<Boolean> which;
  private final Banner suspicion = new Banner();
  private final Banner problem = new Banner();
  private final Label per = Ui.label("", "t-small", "fg-muted");
  private final Label last = Ui.label("", "t-small", "fg-muted");
  private final Label title = Ui.label("", "t-sub");
  private final HBox badges = Ui.row(8);
  private final HBox way = new HBox(4);
  private final Label said = Ui.label("", "t-small", "fg-muted");
  private final Button go;

  /// @param restore asks how what is chosen is to be brought back
  PastPanel(PageContext context, TimelineModel timeline, PastModel model, Runnable restore) {
    super(16);
    this.context = context;
    this.texts = context.texts();
    this.timeline = timeline;
    this.model = model;
    this.restore = restore;
    this.table = new PastTable(context, model);
    this.search = new SearchField(texts.get("rewind.search"), texts.get("search.clear"));
    search.id("rewind-search");
    search.textProperty().addListener((_, _, text) -> model.search(text));
    this.which =
        new Segments<>(
            List.of(
                new Choice<>(false, texts.get("rewind.all")),
                new Choice<>(true, texts.get("rewind.differing"))),
            false,
            model::differing);
    which.setId("rewind-differing");
    which.getStyleClass().add("small");
    this.go = Ui.button(Feather.ROTATE_CCW, texts.get("rewind.restore"), restore, "accent");
    go.setId("rewind-restore");
    getChildren().addAll(suspicion, problem, timelineCard(), Ui.grow(card()));
    listen();
    showPoint();
    showFolder();
    showChosen();
  }

  private Card timelineCard() {
    var ranges =
        new Segments<>(
            List.of(Range.values()).stream()
                .map(
                    range ->
                        new Choice<>(
                            range,
                            texts.get("rewind.range." + range.name().toLowerCase(Locale.ROOT))))
                .toList(),
            timeline.rangeProperty().get(),
            timeline.rangeProperty()::set);
    timeline.rangeProperty().addListener((_, _, range) -> ranges.choose(range.ordinal()));
    ranges.setId("rewind-range");
    ranges.getStyleClass().add("small");
    var earlier =
        Ui.iconButton(
            Feather.CHEVRON_LEFT, texts.get("rewind.earlier"), timeline::earlier, "small");
    earlier.setId("rewind-earlier");
    var later =
        Ui.iconButton(Feather.CHEVRON_RIGHT, texts.get("rewind.later"), timeline::later, "small");
    later.setId("rewind-later");
    last.setMinWidth(0);
    var head = Ui.row(8, ranges, earlier, later, Ui.grow(last), per);
    per.setMinWidth(Region.USE_PREF_SIZE);
    var line = new TimelineView(context, timeline);
    // In a low window the files matter more.
    heightProperty().addListener((_, _, height) -> line.high(height.doubleValue() > LOW));
    var card = new Card(head, line);
    card.setSpacing(8);
    card.setPadding(new Insets(14, 20, 8, 20));
    card.setMinHeight(USE_PREF_SIZE);
    return card;
  }

  private Card card() {
    var header = new HBox(title, Ui.spacer(), badges);
    header.getStyleClass().addAll("card-header", "lined");
    way.setAlignment(Pos.CENTER_LEFT);
    way.setMinWidth(0);
    var bar = Ui.row(12, Ui.grow(way), which, search);
    bar.setPadding(new Insets(0, 12, 0, 8));
    bar.setMinHeight(48);
    var foot = Ui.styled(new HBox(16, said, Ui.spacer(), go), "card-footer", "tall");
    // Where there is little room the table gives way, never what can be done.
    table.setMinHeight(0);
    var rows = Ui.grow(new StackPane(table));
    rows.setMinHeight(0);
    var card = new Card(header, bar, Ui.separator(), rows, foot);
    card.setMinHeight(0);
    return card;
  }

  private void listen() {
    timeline.pointProperty().addListener((_, _, _) -> showPoint());
    timeline.rangeProperty().addListener((_, _, _) -> showPoint());
    timeline.batches().addListener((ListChangeListener<ChangeBatch>) _ -> showPoint());
    timeline.suspicionProperty().addListener((_, _, _) -> showSuspicion());
    timeline.problemProperty().addListener((_, _, _) -> showProblem());
    model.problemProperty().addListener((_, _, _) -> showProblem());
    model.folderProperty().addListener((_, _, _) -> showFolder());
    model.textProperty().addListener((_, _, _) -> showChosen());
    model.countsProperty().addListener((_, _, _) -> showCounts());
    model.loadingProperty().addListener((_, _, _) -> showEmpty());
    model.entries().addListener((ListChangeListener<PastEntry>) _ -> showEntries());
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<PastEntry>) _ -> showChosen());
    table.setRowFactory(
        _ -> {
          var row = new TableRow<PastEntry>();
          row.setOnMouseClicked(
              event -> {
                if (event.getClickCount() == 2 && !row.isEmpty()) {
                  open();
                }
              });
          return row;
        });
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  private void key(KeyEvent event) {
    boolean parent =
        event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.UP && event.isAltDown();
    if (parent) {
      model.up();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      open();
      event.consume();
    }
  }

  void find() {
    search.focus();
  }

  /// A folder is opened as it was; of a file it is asked how it is to be brought back.
  private void open() {
    Optional.ofNullable(table.getSelectionModel().getSelectedItem())
        .ifPresent(
            past -> {
              if (past.entry().type() == Type.FOLDER) {
                search.textProperty().set("");
                model.openFolder(past.entry().path());
              } else if (!go.isDisabled()) {
                restore.run();
              }
            });
  }

  /// What is chosen and was there then; all of the folder if nothing is chosen.
  List<String> chosen() {
    var selected = table.getSelectionModel().getSelectedItems();
    if (!selected.isEmpty()) {
      return paths(selected);
    }
    return go.isDisabled() ? List.of() : model.whole();
  }

  private static List<String> paths(List<PastEntry> selected) {
    return selected.stream()
        .filter(past -> past.since() != PastEntry.Since.LATER)
        .map(past -> past.entry().path())
        .toList();
  }

  private void showPoint() {
    var range = timeline.rangeProperty().get();
    per.setText(texts.get("rewind.per." + range.name().toLowerCase(Locale.ROOT)));
    title.setText(texts.get("rewind.asItWas", context.formats().version(timeline.point())));
    var words =
        timeline
            .last()
            .map(batch -> BatchWords.of(batch, context))
            .map(said -> texts.get("rewind.last", said.what(), said.who()))
            .orElse("");
    last.setText(words);
    // It gives way to what is beside it.
    last.setTooltip(words.isEmpty() ? null : new Tooltip(words));
  }

  private void showSuspicion() {
    timeline
        .suspicionProperty()
        .get()
        .ifPresentOrElse(
            hold -> {
              var before =
                  Ui.button(texts.get("rewind.before"), () -> timeline.lookBefore(hold), "small");
              before.setId("rewind-suspicion");
              suspicion.show(
                  Tone.DANGER,
                  texts.get(
                      "rewind.suspicion", hold.files(), context.formats().version(hold.since())),
                  texts.get("rewind.suspicion.body"),
                  before);
            },
            suspicion::hide);
  }

  private void showProblem() {
    model
        .problemProperty()
        .get()
        .or(() -> timeline.problemProperty().get())
        .ifPresentOrElse(
            wrong -> problem.show(Tone.WARNING, wrong.title(), wrong.body()), problem::hide);
  }

  private void showFolder() {
    way.getChildren().clear();
    var home =
        Ui.iconButton(
            Feather.HOME, texts.get("files.top"), () -> model.openFolder(""), "flat", "small");
    home.setId("rewind-home");
    way.getChildren().add(home);
    var path = model.folder();
    for (int end = 0; end < path.length(); ) {
      int next = path.indexOf('/', end);
      int stop = next < 0 ? path.length() : next;
      var target = path.substring(0, stop);
      Button crumb =
          Ui.button(path.substring(end, stop), () -> model.openFolder(target), "flat", "small");
      crumb.getStyleClass().add(stop == path.length() ? "here" : "crumb");
      crumb.setMinWidth(stop == path.length() ? 40 : 24);
      crumb.setMaxWidth(Region.USE_PREF_SIZE);
      way.getChildren().addAll(Icons.of(Feather.CHEVRON_RIGHT, 14), crumb);
      end = stop + 1;
    }
    if (model.textProperty().get().isEmpty()) {
      search.textProperty().set("");
    }
  }

  private void showEntries() {
    table.getItems().setAll(model.entries());
    if (!table.getSortOrder().isEmpty()) {
      table.sort();
    }
    table.getSelectionModel().clearSelection();
    showEmpty();
    showChosen();
  }

  private void showCounts() {
    badges.getChildren().clear();
    model.countsProperty().get().ifPresent(this::showCounts);
    showChosen();
  }

  private void showCounts(PastView.Counts counts) {
    badge(Tone.ACCENT, "rewind.count.missing", counts.missing());
    badge(Tone.NEUTRAL, "rewind.count.later", counts.later());
    badge(Tone.SUCCESS, "rewind.count.same", counts.same());
  }

  private void badge(Tone tone, String key, long count) {
    if (count > 0) {
      badges.getChildren().add(new Badge(tone, texts.get(key, count)));
    }
  }

  private void showChosen() {
    var selected = table.getSelectionModel().getSelectedItems();
    long missing = model.countsProperty().get().map(PastView.Counts::missing).orElse(0L);
    if (selected.isEmpty()) {
      // What was searched for is not all that is in the folder.
      boolean searched = !model.textProperty().get().isEmpty();
      go.setText(texts.get(searched ? "rewind.restore" : "rewind.restore.folder"));
      go.setDisable(missing == 0 || searched);
      said.setText(
          model.entries().size() >= PastModel.MOST
              ? texts.get("rewind.most", PastModel.MOST)
              : texts.get(searched ? "rewind.choose" : "rewind.readOnly"));
    } else {
      int paths = paths(selected).size();
      go.setText(texts.get("rewind.restore.chosen", paths));
      go.setDisable(paths == 0);
      said.setText(texts.get("rewind.chosen", selected.size()));
    }
  }

  private void showEmpty() {
    table.setPlaceholder(placeholder());
  }

  private Node placeholder() {
    if (model.loadingProperty().get()) {
      return Ui.label(texts.get("rewind.loading"), "fg-muted");
    }
    if (model.problemProperty().get().isPresent()) {
      return new Label();
    }
    if (!model.textProperty().get().isEmpty()) {
      return new EmptyState(
          Feather.SEARCH,
          texts.get("rewind.found.none", model.textProperty().get()),
          texts.get("rewind.found.none.body"));
    }
    return model.differingProperty().get()
        ? new EmptyState(
            Feather.CHECK, texts.get("rewind.differs.none"), texts.get("rewind.differs.none.body"))
        : new EmptyState(Feather.FOLDER, texts.get("rewind.empty"), texts.get("rewind.empty.body"));
  }
}
