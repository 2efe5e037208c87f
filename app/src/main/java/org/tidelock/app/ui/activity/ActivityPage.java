package org.tidelock.app.ui.activity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.StatusSentence;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.activity.ActivityFilter.Group;
import org.tidelock.app.ui.activity.ActivityViewModel.Line;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.SearchField;
import org.tidelock.app.ui.component.Segments;
import org.tidelock.app.ui.component.Segments.Choice;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.undo.UndoReview;
import org.tidelock.engine.State;

/// What moves now, and what happened.
public final class ActivityPage implements Page {
  private static final List<Group> GROUPS = List.of(Group.values());

  private final PageContext context;
  private final Texts texts;
  private final ActivityViewModel model;
  private final PageHeader header;
  private final Button pause;
  private final Banner problem = new Banner();
  private final Segments<Group> groups;
  private final ComboBox<Optional<String>> devices = new ComboBox<>();
  private final SearchField search;
  private final ListView<Line> list = new ListView<>();
  private final VBox view;

  public ActivityPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new ActivityViewModel(context);
    this.pause = Ui.button(texts.get("activity.pause"), context.actions()::togglePause);
    pause.setId("activity-pause");
    var undo =
        Ui.button(Feather.ROTATE_CCW, texts.get("activity.undo"), () -> UndoReview.open(context));
    undo.setId("activity-undo");
    this.header = new PageHeader(texts.get("nav.activity"), "", undo, pause);
    this.groups =
        new Segments<>(
            GROUPS.stream()
                .map(
                    group ->
                        new Choice<>(
                            group,
                            texts.get("activity.filter." + group.name().toLowerCase(Locale.ROOT))))
                .toList(),
            Group.ALL,
            group -> model.filter(model.filter().with(group)));
    this.search = new SearchField(texts.get("activity.find"), texts.get("search.clear"));
    search.id("activity-find");
    search
        .textProperty()
        .addListener((_, _, text) -> model.filter(model.filter().containing(text)));
    buildDevices();
    buildList();
    var filters = Ui.row(12, groups, Ui.spacer(), devices, search);
    filters.setMinHeight(HBox.USE_PREF_SIZE);
    var card = Ui.grow(Card.around(list));
    this.view =
        Ui.styled(new VBox(header, new TransfersCard(context), filters, problem, card), "page");
    model.problemProperty().addListener((_, _, _) -> showProblem());
    context.model().statusProperty().addListener((_, _, _) -> showStatus());
    showStatus();
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.shown();
    showStatus();
  }

  @Override
  public void hidden() {
    model.hidden();
  }

  @Override
  public void find() {
    search.focus();
  }

  private void buildDevices() {
    devices.setId("activity-device");
    devices.setAccessibleText(texts.get("activity.devices.filter"));
    devices.setMinWidth(148);
    devices.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Optional<String> device) {
            return device.orElse(texts.get("activity.devices.all"));
          }

          @Override
          public Optional<String> fromString(String name) {
            throw new UnsupportedOperationException("not editable");
          }
        });
    devices.getItems().setAll(List.of(Optional.empty()));
    devices.getSelectionModel().selectFirst();
    devices
        .valueProperty()
        .addListener(
            (_, _, device) -> {
              if (device != null) {
                model.filter(model.filter().on(device));
              }
            });
    model
        .devices()
        .addListener(
            (ListChangeListener<String>)
                _ -> {
                  var chosen = devices.getValue();
                  var all = new ArrayList<Optional<String>>();
                  all.add(Optional.empty());
                  model.devices().forEach(name -> all.add(Optional.of(name)));
                  devices.getItems().setAll(all);
                  devices.setValue(all.contains(chosen) ? chosen : Optional.empty());
                });
  }

  private void buildList() {
    list.setId("activity-list");
    list.getStyleClass().add("tl-list");
    list.setAccessibleText(texts.get("nav.activity"));
    list.setItems(model.lines());
    list.setCellFactory(_ -> new HistoryCell(context));
    model.lines().addListener((ListChangeListener<Line>) _ -> showEmpty());
    model.loadingProperty().addListener((_, _, _) -> showEmpty());
    list.skinProperty().addListener((_, _, _) -> watchScrolling());
    list.setOnMouseClicked(
        event -> {
          if (event.getClickCount() == 2) {
            showFile();
          }
        });
    list.setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            showFile();
          } else if (event.getCode() == KeyCode.Z && event.isShortcutDown()) {
            UndoReview.open(context);
          }
        });
    showEmpty();
  }

  private void watchScrolling() {
    for (var bar : list.lookupAll(".scroll-bar:vertical")) {
      if (bar instanceof ScrollBar vertical) {
        vertical
            .valueProperty()
            .addListener(
                (_, _, value) -> {
                  if (value.doubleValue() > .8 * vertical.getMax()) {
                    model.more();
                  }
                });
      }
    }
  }

  private void showFile() {
    if (list.getSelectionModel().getSelectedItem() instanceof Line.Event(var activity)) {
      switch (activity.kind()) {
        case SENT, RECEIVED, RENAMED, DELETED, CONFLICT, RESTORED, STAYED ->
            context.showFile(activity.path());
        case UNDONE, CHECKED, DEVICE -> {}
      }
    }
  }

  private void showEmpty() {
    if (!model.lines().isEmpty()) {
      return;
    }
    if (model.loadingProperty().get()) {
      list.setPlaceholder(Ui.label(texts.get("activity.loading"), "fg-muted"));
    } else if (model.filter().narrows()) {
      var clear = Ui.button(texts.get("activity.filter.clear"), this::clearFilter, "small");
      list.setPlaceholder(
          new EmptyState(
              Feather.FILTER,
              texts.get("activity.filtered"),
              texts.get("activity.filtered.body"),
              clear));
    } else {
      list.setPlaceholder(
          new EmptyState(
              Feather.ACTIVITY, texts.get("activity.empty"), texts.get("activity.empty.body")));
    }
  }

  private void clearFilter() {
    groups.choose(0);
    devices.getSelectionModel().selectFirst();
    search.textProperty().set("");
    model.filter(ActivityFilter.NONE);
  }

  private void showStatus() {
    var status = context.model().status();
    var words = StatusSentence.of(status, texts, context.formats());
    header.say(
        status.state() == State.SYNCING
            ? words.sentence() + ". " + words.support()
            : texts.get("activity.sentence"));
    boolean paused = context.actions().paused();
    pause.setText(texts.get(paused ? "overview.resume" : "activity.pause"));
    pause.setGraphic(Icons.of(paused ? Feather.PLAY : Feather.PAUSE, 16));
    int problems = StatusSentence.needing(status.issues()).size();
    groups.count(GROUPS.indexOf(Group.PROBLEMS), problems, texts.get("nav.issues.count", problems));
  }

  private void showProblem() {
    model
        .problemProperty()
        .get()
        .ifPresentOrElse(
            said -> problem.show(Tone.WARNING, said.title(), said.body()), problem::hide);
  }
}
