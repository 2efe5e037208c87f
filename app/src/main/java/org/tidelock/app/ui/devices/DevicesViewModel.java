package org.tidelock.app.ui.devices;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.tidelock.app.ui.Formats;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.Texts;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Status;

/// Who is in the vault, and what somebody should know of that. A model without nodes, for the JavaFX thread.
final class DevicesViewModel {
  private static final long NEAR_SECONDS = 900;

  /// Who is in the vault and who was, each in the order in which they came and went; and what two devices that have seen the same show alike.
  record Listing(List<DeviceInfo> members, List<DeviceInfo> removed, String fingerprint) {
    static final Listing NONE = new Listing(List.of(), List.of(), "");

    static Listing of(List<DeviceInfo> devices, String fingerprint) {
      return new Listing(
          devices.stream().filter(device -> !device.removed()).toList(),
          devices.stream()
              .filter(DeviceInfo::removed)
              .sorted(Comparator.comparing(device -> device.removedAt().orElseThrow()))
              .toList(),
          fingerprint);
    }

    boolean isEmpty() {
      return members.isEmpty() && removed.isEmpty();
    }

    /// Nobody else was ever in the vault, as far as is known here, or is any more.
    boolean isAlone() {
      return members.size() == 1 && members.getFirst().thisDevice();
    }
  }

  /// The one thing about the devices that is most important now.
  sealed interface Notice {
    record None() implements Notice {}

    /// This device was removed.
    record Out(Issue issue) implements Notice {}

    /// There is no key that no removed device has.
    record KeyWanting(Issue issue) implements Notice {}

    /// A device has come that may not be ours.
    record Newcomer(Issue issue) implements Notice {}

    /// Several have.
    record Newcomers(long count) implements Notice {}
  }

  private final PageContext context;
  private final Texts texts;
  private final Formats formats;
  private final ReadOnlyObjectWrapper<Listing> listing = new ReadOnlyObjectWrapper<>(Listing.NONE);
  private final ReadOnlyObjectWrapper<Notice> notice =
      new ReadOnlyObjectWrapper<>(new Notice.None());
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private boolean inSight;
  private Optional<Instant> lastCheck = Optional.empty();

  DevicesViewModel(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.formats = context.formats();
    context.model().statusProperty().addListener((_, _, status) -> follow(status));
  }

  ReadOnlyObjectProperty<Listing> listingProperty() {
    return listing.getReadOnlyProperty();
  }

  ReadOnlyObjectProperty<Notice> noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Why there is no newer list.
  ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  void shown() {
    inSight = true;
    notice(context.model().status());
    refresh();
  }

  void hidden() {
    inSight = false;
  }

  /// Who is in the vault changes with what a round brings, and with what this device does itself.
  private void follow(Status status) {
    if (!inSight) {
      return;
    }
    var before = notice.get();
    notice(status);
    if (!status.lastCheck().equals(lastCheck) || !before.equals(notice.get())) {
      lastCheck = status.lastCheck();
      refresh();
    }
  }

  void refresh() {
    context
        .ui()
        .tasks()
        .<Listing>run(
            () -> Listing.of(context.vault().devices(), context.vault().fingerprint()),
            found -> {
              problem.set(Optional.empty());
              listing.set(found);
              notice(context.model().status());
            },
            failure -> problem.set(Optional.of(context.problem(failure))));
  }

  private void notice(Status status) {
    var issues = status.issues();
    var out = with(issues, Issue.DEVICE_REMOVED);
    var wanting = with(issues, Issue.KEY_WANTING);
    var newcomers =
        with(issues, Issue.DEVICE_ADDED).stream().filter(issue -> !isOut(issue)).toList();
    if (!out.isEmpty()) {
      notice.set(new Notice.Out(out.getFirst()));
    } else if (!wanting.isEmpty()) {
      notice.set(new Notice.KeyWanting(wanting.getFirst()));
    } else if (newcomers.size() > 1) {
      notice.set(new Notice.Newcomers(newcomers.size()));
    } else if (newcomers.size() == 1) {
      notice.set(new Notice.Newcomer(newcomers.getFirst()));
    } else {
      notice.set(new Notice.None());
    }
  }

  /// What was done about a newcomer who was removed needs no doing again.
  private boolean isOut(Issue newcomer) {
    return listing.get().removed().stream().anyMatch(one -> newcomer.id().endsWith(one.id()));
  }

  private static List<Issue> with(List<Issue> issues, String code) {
    return issues.stream().filter(issue -> issue.code().equals(code)).toList();
  }

  /// Whether this device was removed itself: then it can do nothing about the others.
  boolean isOut() {
    return notice.get() instanceof Notice.Out
        || listing.get().removed().stream().anyMatch(DeviceInfo::thisDevice);
  }

  boolean canRemove(DeviceInfo device) {
    return !device.thisDevice() && !device.removed() && !isOut();
  }

  /// Of one that others may have to be told apart from.
  String added(DeviceInfo device) {
    return texts.get("device.added", formats.date(device.added()));
  }

  /// When something was last heard of it.
  String seen(DeviceInfo device) {
    if (device.thisDevice() && !device.removed()) {
      return texts.get("device.here");
    }
    return device
        .lastSeen()
        .map(time -> texts.get("device.seen", formats.ago(time)))
        .orElseGet(() -> texts.get("device.never"));
  }

  /// Whether that was a short time ago.
  boolean isNear(DeviceInfo device) {
    if (device.removed()) {
      return false;
    }
    var now = context.ui().clock().instant();
    return device.thisDevice()
        || device
            .lastSeen()
            .filter(time -> time.isAfter(now.minusSeconds(NEAR_SECONDS)))
            .isPresent();
  }
}
