package org.tidelock.app.ui.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.Note;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.devices.DevicesViewModel.Notice;
import org.tidelock.engine.DeviceInfo;

/// Who is in the vault. Insert adds one, Delete asks about the one that has the focus.
public final class DevicesPage implements Page {
  private final PageContext context;
  private final Texts texts;
  private final DevicesViewModel model;
  private final DeviceDetails details;
  private final AddDevice adding;
  private final Button add;
  private final Banner banner = new Banner();
  private final VBox members = new VBox(16);
  private final Card alone;
  private final Label removedTitle;
  private final VBox removed = new VBox(16);
  private final Note removedNote;
  private final Node view;

  /// Only while somebody looks: "4 minutes ago" grows old.
  private final Timeline clock = new Timeline(new KeyFrame(Duration.seconds(60), _ -> show()));

  public DevicesPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new DevicesViewModel(context);
    this.details = new DeviceDetails(context);
    this.adding = new AddDevice(context, () -> add(false));
    clock.setCycleCount(Animation.INDEFINITE);
    add = Ui.button(Feather.PLUS, texts.get("device.add"), this::add, "accent");
    add.setId("devices-add");
    alone =
        Card.padded(
            0,
            new EmptyState(
                Feather.MONITOR, texts.get("device.alone"), texts.get("device.alone.body")));
    alone.setId("devices-alone");
    removedTitle = Ui.label(texts.get("device.removed.title"), "t-sub");
    removedNote = new Note(Feather.INFO, texts.get("device.removed.note"));
    members.setId("devices-members");
    removed.setId("devices-removed");
    var left = Ui.grow(Ui.column(16, members, alone, removedTitle, removed, removedNote));
    left.setMinWidth(0);
    var columns = new HBox(20, left, adding.card());
    var header = new PageHeader(texts.get("nav.devices"), texts.get("device.sentence"), add);
    var page = Ui.styled(new VBox(header, banner, columns), "page");
    this.view = Ui.scroll(page);
    Ui.show(adding.card(), false);
    view.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    model
        .listingProperty()
        .addListener(
            (_, _, _) -> {
              show();
              tell();
            });
    model.noticeProperty().addListener((_, _, _) -> tell());
    model.problemProperty().addListener((_, _, _) -> tell());
    show();
  }

  private void add() {
    new AdmitDialog(context, () -> add(true), model::refresh).open();
  }

  /// By the passphrase or the kit.
  private void add(boolean open) {
    Ui.show(adding.card(), open);
    if (open) {
      adding.focus();
    } else {
      add.requestFocus();
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.INSERT && !model.isOut()) {
      event.consume();
      add();
    } else if (event.getCode() == KeyCode.DELETE) {
      cardOf(event.getTarget())
          .map(DeviceCard::device)
          .filter(model::canRemove)
          .ifPresent(
              device -> {
                event.consume();
                removing(device);
              });
    } else if (event.getCode() == KeyCode.ESCAPE && adding.card().isVisible()) {
      event.consume();
      add(false);
    }
  }

  /// The card in which something was done.
  private static Optional<DeviceCard> cardOf(EventTarget target) {
    for (var at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
      if (at instanceof DeviceCard card) {
        return Optional.of(card);
      }
    }
    return Optional.empty();
  }

  private void show() {
    Ui.show(add, !model.isOut());
    var now = model.listingProperty().get();
    show(members, now.members());
    show(removed, now.removed());
    Ui.show(alone, now.isAlone());
    boolean anyRemoved = !now.removed().isEmpty();
    Ui.show(removedTitle, anyRemoved);
    Ui.show(removed, anyRemoved);
    Ui.show(removedNote, anyRemoved);
    adding.show(now.fingerprint());
  }

  /// What has the focus keeps it, though each card is made anew.
  private void show(VBox into, List<DeviceInfo> devices) {
    var scene = into.getScene();
    var focused = scene == null ? null : scene.getFocusOwner();
    var id = focused != null && inside(focused, into) ? focused.getId() : null;
    into.getChildren().setAll(devices.stream().map(this::card).toList());
    if (id != null) {
      into.lookupAll("#" + id).forEach(Node::requestFocus);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a node is itself only
  private static boolean inside(Node node, Node holder) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at == holder) {
        return true;
      }
    }
    return false;
  }

  private DeviceCard card(DeviceInfo device) {
    var actions = new ArrayList<Button>();
    if (model.canRemove(device)) {
      actions.add(remove(device));
    }
    actions.add(details(device));
    return new DeviceCard(device, model, texts, context.formats(), actions.toArray(Button[]::new));
  }

  private Button remove(DeviceInfo device) {
    var button =
        Ui.button(texts.get("device.remove"), () -> removing(device), "small", "danger-text");
    button.setId("device-remove-" + device.id());
    button.setAccessibleText(texts.get("device.remove.of", device.name()));
    return button;
  }

  private void removing(DeviceInfo device) {
    new RemoveDialog(context, device, model::refresh).open();
  }

  private Button details(DeviceInfo device) {
    var button = Ui.button(texts.get("device.details"), () -> details.open(device), "small");
    button.setId("device-details-" + device.id());
    button.setAccessibleText(texts.get("device.details.of", device.name()));
    return button;
  }

  private void tell() {
    var problem = model.problemProperty().get();
    if (problem.isPresent()) {
      tell(problem.get());
      return;
    }
    switch (model.noticeProperty().get()) {
      case Notice.None() -> banner.hide();
      case Notice.Out(var issue) -> banner.show(Tone.DANGER, say(issue.title()), say(issue.body()));
      case Notice.KeyWanting(var issue) ->
          banner.show(Tone.WARNING, say(issue.title()), say(issue.body()), newKey());
      case Notice.Newcomer(var issue) ->
          banner.show(
              Tone.ACCENT,
              texts.get("device.new", say(issue.title()), context.formats().ago(issue.since())),
              say(issue.body()));
      case Notice.Newcomers(var count) ->
          banner.show(
              Tone.ACCENT, texts.get("device.new.many", count), texts.get("device.new.body"));
    }
  }

  /// By removing one that was removed once more; which of them does not matter.
  private Button[] newKey() {
    return model.listingProperty().get().removed().stream()
        .limit(1)
        .map(
            device -> {
              var button = Ui.button(texts.get("device.key"), () -> removing(device), "small");
              button.setId("devices-new-key");
              return button;
            })
        .toArray(Button[]::new);
  }

  private void tell(Problem problem) {
    banner.show(Tone.WARNING, problem.title(), problem.body());
  }

  private String say(org.tidelock.engine.phrase.Said said) {
    return context.formats().say(said);
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.shown();
    tell();
    clock.playFromStart();
  }

  @Override
  public void hidden() {
    model.hidden();
    clock.stop();
  }

  @Override
  public boolean refresh() {
    model.refresh();
    return false;
  }
}
