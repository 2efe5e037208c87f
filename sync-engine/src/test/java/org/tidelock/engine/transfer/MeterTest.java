package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Direction;
import org.tidelock.engine.Progress.Phase;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.local.LocalPath;

final class MeterTest {
  private static final LocalPath A = LocalPath.of("d", "a");
  private static final LocalPath B = LocalPath.of("b");

  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
  private final Meter meter = new Meter(time);

  @Test
  void nothingExpectedIsNothingMoving() {
    assertThat(meter.isMoving()).isFalse();
    assertThat(meter.progress().transfers()).isEmpty();
  }

  @Test
  void theFilesOnTheirWayAreTold() {
    meter.toSend(100);
    meter.toSend(10);
    Meter.Moving a = meter.send(A, 100);
    meter.send(B, 10);
    assertThat(meter.progress().transfers()).as("not begun").isEmpty();
    a.to(40);
    assertThat(meter.progress().transfers())
        .containsExactly(new Progress.Transfer("d/a", Direction.SENDING, 40, 100));
    a.close();
    Progress now = meter.progress();
    assertThat(now.transfers()).isEmpty();
    assertThat(now.files()).isEqualTo(1);
    assertThat(now.bytes()).isEqualTo(100);
    assertThat(now.totalBytes()).isEqualTo(110);
  }

  @Test
  void aFileThatIsReadOnceMoreIsCountedOnce() {
    meter.toSend(100);
    Meter.Moving a = meter.send(A, 100);
    a.to(80);
    a.to(0);
    a.to(30);
    assertThat(meter.progress().bytes()).isEqualTo(80);
    assertThat(meter.progress().transfers().getFirst().done()).isEqualTo(30);
    a.close();
    a.close();
    assertThat(meter.progress().bytes()).isEqualTo(100);
    assertThat(meter.progress().files()).isEqualTo(1);
  }

  /// It grew while it was read.
  @Test
  void noFileIsMoreThanItWasExpectedToBe() {
    meter.toPlace(100);
    Meter.Moving a = meter.receive(A, 100);
    a.add(70);
    a.add(70);
    assertThat(meter.progress().bytes()).isEqualTo(100);
  }

  @Test
  void whatWaitsForTheStorageIsNotSent() {
    AtomicLong waiting = new AtomicLong();
    meter.watch(waiting::get);
    meter.toSend(100);
    Meter.Moving a = meter.send(A, 100);
    a.to(50);
    assertThat(meter.progress().bytes()).isEqualTo(50);
    waiting.set(70);
    a.close();
    assertThat(meter.progress().bytes()).as("never less than was told").isEqualTo(50);
    waiting.set(20);
    assertThat(meter.isMoving()).isTrue();
    assertThat(meter.progress().phase()).isEqualTo(Phase.SENDING);
    assertThat(meter.progress().bytes()).isEqualTo(80);
    meter.sent();
    assertThat(meter.isMoving()).isFalse();
  }

  @Test
  void theTimeThatRemainsIsToldWhenTheSpeedIsSteady() throws Exception {
    time.advance(Duration.ofMinutes(5));
    meter.toPlace(1000);
    Meter.Moving a = meter.receive(A, 1000);
    time.advance(Duration.ofSeconds(9));
    a.add(100);
    assertThat(meter.progress().remaining()).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(meter.progress().receiveBytesPerSecond()).isEqualTo(10);
    assertThat(meter.progress().remaining()).contains(Duration.ofSeconds(90));
  }

  /// What was begun ahead may have to be begun once more.
  @Test
  void nothingIsMoreThanTheWhole() {
    meter.toSend(100);
    meter.send(A, 100).close();
    meter.send(A, 100).close();
    assertThat(meter.progress().files()).isEqualTo(1);
    assertThat(meter.progress().bytes()).isEqualTo(100);
  }

  @Test
  void aNewPieceOfWorkBeginsAtNothing() {
    meter.toSend(100);
    Meter.Moving a = meter.send(A, 100);
    a.to(10);
    meter.reset();
    a.close();
    assertThat(meter.isMoving()).isFalse();
    assertThat(meter.progress().bytes()).isZero();
    assertThat(meter.progress().files()).isZero();
  }
}
