package org.tidelock.app.ui.overview;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.PageId;
import org.tidelock.app.ui.StatusSentence;
import org.tidelock.app.ui.StorageName;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.VaultActions;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.Activity;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.VaultInfo;

/// What the overview says and does, without nodes.
public final class OverviewViewModel {
  /// What the hero offers; the last one is the one to choose.
  public enum Action {
    PAUSE,
    RESUME,
    OPEN_FOLDER,
    SHOW_TRANSFERS,
    SYNC_NOW,
    REVIEW
  }

  /// How fast data moves now, and a curve of the last ten minutes.
  public record Throughput(String sending, String receiving, List<Double> samples, String spoken) {}

  /// @param news when something was last heard of it, in words
  /// @param near whether that was a short time ago
  public record Device(String name, String news, boolean near) {}

  private static final long NEAR_SECONDS = 900;

  private final PageContext context;
  private final Texts texts;
  private final Formats formats;
  private final ReadOnlyObjectWrapper<StatusSentence> hero;
  private final ReadOnlyObjectWrapper<Throughput> throughput;
  private final ReadOnlyObjectWrapper<List<Device>> devices =
      new ReadOnlyObjectWrapper<>(List.of());

  public OverviewViewModel(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.formats = context.formats();
    this.hero = new ReadOnlyObjectWrapper<>(sentence());
    this.throughput = new ReadOnlyObjectWrapper<>(measured());
    context.model().statusProperty().addListener((_, _, _) -> tick());
  }

  public ReadOnlyObjectProperty<StatusSentence> heroProperty() {
    return hero.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Throughput> throughputProperty() {
    return throughput.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<List<Device>> devicesProperty() {
    return devices.getReadOnlyProperty();
  }

  public ObservableList<Activity> recent() {
    return context.model().recent();
  }

  public VaultInfo info() {
    return context.model().info();
  }

  public Status status() {
    return context.model().status();
  }

  /// Says everything anew: "2 minutes ago" grows old by itself, and the curve moves on.
  public void tick() {
    hero.set(sentence());
    throughput.set(measured());
  }

  /// Asks the vault for its devices, too.
  public void refresh() {
    tick();
    context
        .ui()
        .tasks()
        .<List<DeviceInfo>>run(
            context.vault()::devices,
            found ->
                devices.set(found.stream().filter(one -> !one.removed()).map(this::say).toList()),
            failure -> context.problem(failure));
  }

  public List<Action> actions() {
    return switch (status().state()) {
      case UP_TO_DATE, CHECKING -> List.of(Action.PAUSE, Action.OPEN_FOLDER);
      case SYNCING -> List.of(Action.PAUSE, Action.SHOW_TRANSFERS);
      case PAUSED -> List.of(Action.OPEN_FOLDER, Action.RESUME);
      case OFFLINE -> List.of(Action.PAUSE, Action.SYNC_NOW);
      case ATTENTION -> List.of(Action.OPEN_FOLDER, Action.REVIEW);
      case STOPPED -> List.of(Action.SYNC_NOW, Action.REVIEW);
      case LOCKED -> List.of(Action.OPEN_FOLDER);
    };
  }

  public void act(Action action) {
    VaultActions actions = context.actions();
    switch (action) {
      case PAUSE, RESUME -> actions.togglePause();
      case OPEN_FOLDER -> actions.openFolder();
      case SHOW_TRANSFERS -> context.show(PageId.ACTIVITY);
      case SYNC_NOW -> actions.syncNow();
      case REVIEW -> context.show(PageId.ISSUES);
    }
  }

  public String folderDetail() {
    return texts.get(
        "overview.folder.detail",
        info().folder(),
        status().files(),
        formats.size(status().bytes()));
  }

  /// How the folder stands, where that is not the hero's sentence again.
  public Optional<StatusSentence> folderState() {
    return status().state() == State.SYNCING ? Optional.empty() : Optional.of(sentence());
  }

  public String storage() {
    return StorageName.of(info());
  }

  public String lastCheck() {
    return status().lastCheck().map(formats::moment).orElse(texts.get("overview.check.none"));
  }

  /// Confirmed, or something that a person should still do.
  public Tone kit() {
    return kitOpen() ? Tone.WARNING : Tone.NEUTRAL;
  }

  public String kitWords() {
    return texts.get(kitOpen() ? "overview.kit.open" : "overview.kit.confirmed");
  }

  private boolean kitOpen() {
    return !context.model().kitConfirmed();
  }

  private StatusSentence sentence() {
    return StatusSentence.of(status(), texts, formats);
  }

  private Throughput measured() {
    var progress = status().progress();
    var sending = formats.speed(progress.map(Progress::sendBytesPerSecond).orElse(0.0));
    var receiving = formats.speed(progress.map(Progress::receiveBytesPerSecond).orElse(0.0));
    var samples = context.model().speeds().until(context.ui().clock().instant());
    double peak = samples.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    var spoken = texts.get("overview.throughput.spoken", sending, receiving, formats.speed(peak));
    return new Throughput(sending, receiving, samples, spoken);
  }

  private Device say(DeviceInfo device) {
    if (device.thisDevice()) {
      return new Device(device.name(), texts.get("overview.device.this"), true);
    }
    var now = context.ui().clock().instant();
    return device
        .lastSeen()
        .map(
            at ->
                new Device(
                    device.name(),
                    texts.get("overview.device.seen", formats.ago(at)),
                    at.isAfter(now.minusSeconds(NEAR_SECONDS))))
        .orElse(new Device(device.name(), texts.get("overview.device.never"), false));
  }
}
