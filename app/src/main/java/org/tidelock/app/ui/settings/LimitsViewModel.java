package org.tidelock.app.ui.settings;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.TaskRunner;
import org.tidelock.app.ui.settings.Typed.Reading;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;
import org.tidelock.engine.Vault;

/// How much of the line is taken: what is typed counts as soon as it means something, and what counts is what the vault says. A model without nodes, for the
/// JavaFX thread.
final class LimitsViewModel {
  private static final Hours USUAL = new Hours(LocalTime.of(8, 0), LocalTime.of(18, 0));
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("H:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /// Decimal places from bytes to megabytes.
  private static final int MEGA = 6;

  private final Vault vault;
  private final TaskRunner tasks;
  private final Consumer<? super Exception> failed;
  private final char point;
  private final Pattern number;
  private final Typed<OptionalLong> send = new Typed<>(this::rate, this::sendChanged);
  private final Typed<OptionalLong> receive = new Typed<>(this::rate, this::receiveChanged);
  private final BooleanProperty timed = new SimpleBooleanProperty();
  private final Typed<LocalTime> from = new Typed<>(LimitsViewModel::time, this::hoursChanged);
  private final Typed<LocalTime> to = new Typed<>(LimitsViewModel::time, this::hoursChanged);
  private final ReadOnlyObjectWrapper<BandwidthLimits> counts =
      new ReadOnlyObjectWrapper<>(BandwidthLimits.NONE);

  /// What is to be changed next, after what is being changed now.
  private @Nullable UnaryOperator<BandwidthLimits> next;

  private boolean busy;
  private boolean filling;

  /// @param locale of the numbers
  /// @param failed hears what did not work; what counted before goes on to count
  LimitsViewModel(
      Vault vault, TaskRunner tasks, Locale locale, Consumer<? super Exception> failed) {
    this.vault = vault;
    this.tasks = tasks;
    this.failed = failed;
    this.point = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
    this.number = Pattern.compile("\\d{1,12}(" + Pattern.quote("" + point) + "\\d{1,6})?");
    timed.addListener((_, _, _) -> timedChanged());
  }

  /// MB a second; empty for no limit.
  Typed<OptionalLong> send() {
    return send;
  }

  Typed<OptionalLong> receive() {
    return receive;
  }

  /// Whether the limits hold in some hours only.
  BooleanProperty timedProperty() {
    return timed;
  }

  Typed<LocalTime> from() {
    return from;
  }

  Typed<LocalTime> to() {
    return to;
  }

  /// What the vault has agreed to.
  ReadOnlyObjectProperty<BandwidthLimits> countsProperty() {
    return counts.getReadOnlyProperty();
  }

  /// Asks what counts, and puts it in the fields: somebody may have changed it elsewhere.
  void refresh() {
    if (busy) {
      return;
    }
    tasks.<BandwidthLimits>run(
        vault::bandwidth,
        now -> {
          if (!busy) {
            fill(now);
          }
        },
        failed);
  }

  private void fill(BandwidthLimits now) {
    counts.set(now);
    filling = true;
    send.fill(text(now.send()));
    receive.fill(text(now.receive()));
    timed.set(now.hours().isPresent());
    fill(now.hours().orElse(USUAL));
    filling = false;
  }

  private void fill(Hours hours) {
    from.fill(SHOWN.format(hours.from()));
    to.fill(SHOWN.format(hours.to()));
  }

  private String text(OptionalLong rate) {
    if (rate.isEmpty()) {
      return "";
    }
    var mega = BigDecimal.valueOf(rate.getAsLong(), MEGA).stripTrailingZeros();
    return mega.toPlainString().replace('.', point);
  }

  private Reading<OptionalLong> rate(String typed) {
    var text = typed.strip();
    if (text.isEmpty()) {
      return new Reading.Good<>(OptionalLong.empty());
    }
    if (!number.matcher(text).matches()) {
      return new Reading.Wrong<>("settings.limits.noNumber");
    }
    long bytes = new BigDecimal(text.replace(point, '.')).movePointRight(MEGA).longValueExact();
    return bytes < BandwidthLimits.LEAST
        ? new Reading.Wrong<>("settings.limits.tooLittle")
        : new Reading.Good<>(OptionalLong.of(bytes));
  }

  private static Reading<LocalTime> time(String typed) {
    try {
      return new Reading.Good<>(LocalTime.parse(typed.strip(), TIME));
    } catch (DateTimeParseException e) {
      return new Reading.Wrong<>("settings.limits.noTime");
    }
  }

  private void sendChanged() {
    send.value()
        .ifPresent(
            now -> change(before -> new BandwidthLimits(now, before.receive(), before.hours())));
  }

  private void receiveChanged() {
    receive
        .value()
        .ifPresent(
            now -> change(before -> new BandwidthLimits(before.send(), now, before.hours())));
  }

  private void timedChanged() {
    if (filling) {
      return;
    }
    if (timed.get()) {
      hoursChanged();
    } else {
      change(before -> new BandwidthLimits(before.send(), before.receive(), Optional.empty()));
    }
  }

  private void hoursChanged() {
    from.judgeAnew();
    to.judgeAnew();
    if (from.value().isEmpty() || to.value().isEmpty()) {
      return;
    }
    if (from.value().equals(to.value())) {
      to.refuse("settings.limits.noHours");
      return;
    }
    var now = Optional.of(new Hours(from.value().get(), to.value().get()));
    if (timed.get()) {
      change(before -> new BandwidthLimits(before.send(), before.receive(), now));
    }
  }

  /// One change after the other, in their order; each changes what it is about, and nothing that was changed elsewhere.
  private void change(UnaryOperator<BandwidthLimits> edit) {
    var waiting = next;
    next = waiting == null ? edit : before -> edit.apply(waiting.apply(before));
    if (!busy) {
      begin();
    }
  }

  private void begin() {
    var edit = next;
    next = null;
    if (edit == null) {
      return;
    }
    busy = true;
    tasks.<BandwidthLimits>run(
        () -> limit(edit),
        now -> {
          counts.set(now);
          ended();
        },
        failure -> {
          failed.accept(failure);
          ended();
        });
  }

  private BandwidthLimits limit(UnaryOperator<BandwidthLimits> edit) throws Exception {
    var before = vault.bandwidth();
    var now = edit.apply(before);
    if (!now.equals(before)) {
      vault.limit(now);
    }
    return now;
  }

  private void ended() {
    busy = false;
    begin();
  }
}
