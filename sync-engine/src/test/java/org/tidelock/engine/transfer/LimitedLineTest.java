package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;
import org.tidelock.engine.system.SystemEffects;

final class LimitedLineTest {
  /// Goes on by what is waited for only.
  private static final class Waits implements Time {
    long now;
    Instant began = Instant.EPOCH;
    Runnable meanwhile = () -> {};

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public Instant instant() {
      return began.plusNanos(now);
    }

    @Override
    public ZoneId zone() {
      return ZoneId.of("Asia/Kathmandu");
    }

    @Override
    public void sleep(Duration time) {
      now += time.toNanos();
      meanwhile.run();
    }

    @Override
    public Loop loop(String name, Duration first, Turn turn) {
      throw new AssertionError();
    }

    double seconds() {
      return now / 1e9;
    }
  }

  private final Waits time = new Waits();
  private final LimitedLine line = new LimitedLine(time);

  private static BandwidthLimits limits(long send, long receive) {
    return new BandwidthLimits(OptionalLong.of(send), OptionalLong.of(receive), Optional.empty());
  }

  private void send(int times, int bytes) throws InterruptedException {
    for (int i = 0; i < times; i++) line.send(bytes);
  }

  @Test
  void withoutALimitNobodyWaits() throws Exception {
    send(100, 1 << 20);
    assertThat(time.now).isZero();
  }

  @Test
  void asManyBytesGoAsMay() throws Exception {
    line.limit(limits(1_000_000, 100_000));
    send(101, 100_000);
    assertThat(time.seconds()).isBetween(9.9, 10.1);
    line.receive(100_000);
    line.receive(1);
    assertThat(time.seconds()).as("the other direction is another line").isBetween(10.9, 11.1);
  }

  @Test
  void whatWasNotUsedIsNotMadeUpFor() throws Exception {
    line.limit(limits(100_000, 100_000));
    time.now += Duration.ofHours(1).toNanos();
    double before = time.seconds();
    send(11, 100_000);
    assertThat(time.seconds() - before).isBetween(9.9, 10.1);
  }

  @Test
  void aChangeCountsAlsoForWhoWaits() throws Exception {
    line.limit(limits(50_000, 50_000));
    line.send(5_000_000);
    time.meanwhile = () -> line.limit(BandwidthLimits.NONE);
    line.send(5_000_000);
    assertThat(time.seconds()).isLessThanOrEqualTo(1);
    line.send(5_000_000);
    assertThat(time.seconds()).isLessThanOrEqualTo(1);
  }

  @Test
  void inItsHoursOnly() throws Exception {
    time.began =
        LocalTime.of(17, 59, 50)
            .atDate(java.time.LocalDate.of(2026, 6, 3))
            .atZone(time.zone())
            .toInstant();
    line.limit(
        new BandwidthLimits(
            OptionalLong.of(100_000),
            OptionalLong.empty(),
            Optional.of(new Hours(LocalTime.of(8, 0), LocalTime.of(18, 0)))));
    send(100, 100_000);
    assertThat(time.seconds()).as("ten seconds of it").isBetween(9.0, 11.0);
    line.receive(100_000_000);
    assertThat(time.seconds()).isBetween(9.0, 11.0);
  }

  @Test
  void hoursMayReachOverMidnight() {
    Hours night = new Hours(LocalTime.of(22, 0), LocalTime.of(6, 30));
    assertThat(night.contains(LocalTime.of(22, 0))).isTrue();
    assertThat(night.contains(LocalTime.MIDNIGHT)).isTrue();
    assertThat(night.contains(LocalTime.of(6, 29))).isTrue();
    assertThat(night.contains(LocalTime.of(6, 30))).isFalse();
    assertThat(night.contains(LocalTime.of(12, 0))).isFalse();
  }

  @Test
  void soLittleThatServersWouldGiveUpIsRefused() {
    assertThatThrownBy(() -> limits(49_999, 50_000)).isInstanceOf(IllegalArgumentException.class);
    assertThat(limits(50_000, 50_000).isNone()).isFalse();
  }

  /// Over the real clock.
  @Test
  void whoComesFirstGoesFirst() throws Exception {
    LimitedLine real = new LimitedLine(SystemEffects.create().clock());
    real.limit(limits(250_000, 250_000));
    real.send(200_000);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int number = i;
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      real.send(100_000);
                      order.add(number);
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
      threads.add(waiting);
      while (waiting.getState() != Thread.State.WAITING
          && waiting.getState() != Thread.State.TIMED_WAITING
          && waiting.isAlive()) Thread.onSpinWait();
    }
    for (Thread thread : threads) thread.join();
    assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
  }
}
