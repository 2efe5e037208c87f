package org.tidelock.app.ui.settings;

import atlantafx.base.controls.ToggleSwitch;
import java.util.OptionalLong;
import javafx.geometry.Pos;
import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;

/// How much of the line is taken, and when. What a row says is what counts.
final class NetworkSection implements Section {
  private static final double NUMBER_WIDTH = 220;
  private static final double TIME_WIDTH = 104;
  private static final double FIELD_HEIGHT = 36;

  private final PageContext context;
  private final Texts texts;
  private final LimitsViewModel model;
  private final Banner problem = new Banner();
  private final SettingRow send;
  private final SettingRow receive;
  private final SettingRow hours;
  private final Node view;

  NetworkSection(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model =
        new LimitsViewModel(context.vault(), context.ui().tasks(), texts.locale(), this::failed);
    var up = texts.get("settings.limits.send");
    var down = texts.get("settings.limits.receive");
    send = new SettingRow(up, "", rate(up, "limit-send", model.send()));
    receive = new SettingRow(down, "", rate(down, "limit-receive", model.receive()));
    hours = new SettingRow(texts.get("settings.limits.hours"), "", hours()).last();
    view =
        Section.titled(
            texts.get("settings.limits"),
            problem,
            new Card(send, receive, hours),
            new Note(Feather.INFO, texts.get("settings.limits.note")));
    model.countsProperty().addListener((_, _, now) -> say(now));
    say(model.countsProperty().get());
  }

  private Field rate(String name, String id, Typed<?> typed) {
    var field = field(name, id, typed, NUMBER_WIDTH);
    field.prompt(texts.get("settings.limits.none"));
    field.unit(texts.get("settings.limits.unit"));
    return field;
  }

  private Node hours() {
    var from = field(texts.get("settings.limits.from"), "limit-from", model.from(), TIME_WIDTH);
    var to = field(texts.get("settings.limits.to"), "limit-to", model.to(), TIME_WIDTH);
    var dash = Ui.label("–", "fg-muted");
    dash.setMinHeight(FIELD_HEIGHT);
    var times = Ui.row(8, from, dash, to);
    // What is wrong stands below one of them, and moves neither the other one nor the dash.
    times.setAlignment(Pos.TOP_LEFT);
    times.setFillHeight(false);
    times.visibleProperty().bind(model.timedProperty());
    times.managedProperty().bind(model.timedProperty());
    var only = new ToggleSwitch();
    only.setId("limit-timed");
    only.selectedProperty().bindBidirectional(model.timedProperty());
    only.setAccessibleText(texts.get("settings.limits.hours"));
    var row = Ui.row(16, times, only);
    row.setFillHeight(false);
    return row;
  }

  /// What is wrong is said below it while it is typed.
  private Field field(String name, String id, Typed<?> typed, double width) {
    var field = Field.unlabelled(name);
    field.id(id);
    field.setPrefWidth(width);
    field.setMaxWidth(width);
    field.textProperty().bindBidirectional(typed.textProperty());
    typed.wrongProperty().addListener((_, _, reason) -> judge(field, reason));
    return field;
  }

  private void judge(Field field, String reason) {
    if (reason.isEmpty()) {
      field.help("");
    } else {
      field.invalid(texts.get(reason));
    }
  }

  private void say(BandwidthLimits now) {
    problem.hide();
    send.say(most(now.send()));
    receive.say(most(now.receive()));
    hours.say(now.hours().map(part -> part(part, now)).orElse(texts.get("settings.limits.always")));
  }

  private String most(OptionalLong rate) {
    return rate.isPresent()
        ? texts.get("settings.limits.most", context.formats().speed((double) rate.getAsLong()))
        : texts.get("settings.limits.unlimited");
  }

  private String part(Hours part, BandwidthLimits now) {
    return now.isNone()
        ? texts.get("settings.limits.later")
        : texts.get("settings.limits.between", part.from().toString(), part.to().toString());
  }

  private void failed(Exception failure) {
    var what = context.problem(failure);
    problem.show(Tone.DANGER, what.title(), what.body());
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
