package org.tidelock.app.cli;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    description = "Says or limits how fast this device sends to storages on servers, and receives.")
final class LimitCommand extends VaultCommand {
  private static final String OFF = "off";
  private static final String ALWAYS = "always";
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})([kMG]?)");
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("H:mm").withResolverStyle(ResolverStyle.STRICT);

  @Option(
      names = "--send",
      paramLabel = "RATE",
      description = "At most so many bytes a second: 500k, 2M; or off.")
  Optional<String> send = Optional.empty();

  @Option(names = "--receive", paramLabel = "RATE", description = "The same for what comes.")
  Optional<String> receive = Optional.empty();

  @Option(
      names = "--between",
      paramLabel = "HOURS",
      description = "Only in these hours of each day: 8:00-18:00; or always.")
  Optional<String> hours = Optional.empty();

  LimitCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    changed(BandwidthLimits.NONE);
  }

  @Override
  int run(Vault vault) throws TidelockException {
    BandwidthLimits before = vault.bandwidth();
    BandwidthLimits now = changed(before);
    if (!now.equals(before)) vault.limit(now);
    document(
        Json.object()
            .put("send", boxed(now.send()))
            .put("receive", boxed(now.receive()))
            .put("from", now.hours().map(h -> h.from().toString()))
            .put("to", now.hours().map(h -> h.to().toString())));
    String when =
        now.isNone()
            ? ""
            : now.hours().map(h -> " between " + h.from() + " and " + h.to()).orElse("");
    say("Sends " + words(now.send()) + ", receives " + words(now.receive()) + when);
    return 0;
  }

  private BandwidthLimits changed(BandwidthLimits before) throws TidelockException {
    OptionalLong sending = send.isPresent() ? rate(send.get()) : before.send();
    OptionalLong receiving = receive.isPresent() ? rate(receive.get()) : before.receive();
    return new BandwidthLimits(
        sending, receiving, hours.isPresent() ? hours(hours.get()) : before.hours());
  }

  private static Optional<Long> boxed(OptionalLong rate) {
    return rate.isPresent() ? Optional.of(rate.getAsLong()) : Optional.empty();
  }

  private static String words(OptionalLong rate) {
    return rate.isPresent()
        ? "at most " + Words.size(rate.getAsLong()) + " a second"
        : "without a limit";
  }

  private static OptionalLong rate(String typed) throws TidelockException {
    if (typed.equals(OFF)) return OptionalLong.empty();
    Matcher rate = RATE.matcher(typed);
    if (!rate.matches())
      throw Problems.usage(
          typed + " is no number of bytes a second.", "Write 500k, 2M or 1G, or off.");
    long unit =
        switch (rate.group(2)) {
          case "k" -> 1_000;
          case "M" -> 1_000_000;
          case "G" -> 1_000_000_000;
          default -> 1;
        };
    long bytes = Long.parseLong(rate.group(1)) * unit;
    if (bytes < BandwidthLimits.LEAST)
      throw Problems.usage(
          "With less than "
              + Words.size(BandwidthLimits.LEAST)
              + " a second a server takes a request for one that stands still.",
          "Give more, or use tidelock pause.");
    return OptionalLong.of(bytes);
  }

  private static Optional<Hours> hours(String typed) throws TidelockException {
    if (typed.equals(ALWAYS)) return Optional.empty();
    String[] both = typed.split("-", -1);
    try {
      if (both.length == 2)
        return Optional.of(
            new Hours(LocalTime.parse(both[0], HOUR), LocalTime.parse(both[1], HOUR)));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw noHours(typed);
    }
    throw noHours(typed);
  }

  private static TidelockException noHours(String typed) {
    return Problems.usage(
        typed + " is no part of a day.", "Write 8:00-18:00, or 22:00-6:00, or always.");
  }
}
