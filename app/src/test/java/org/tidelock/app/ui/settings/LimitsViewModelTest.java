package org.tidelock.app.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.QueuedTasks;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.BandwidthLimits.Hours;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// What is typed counts as soon as it means something; what means nothing is said, and changes nothing.
final class LimitsViewModelTest {
  private static final BandwidthLimits SET =
      new BandwidthLimits(
          OptionalLong.of(500_000),
          OptionalLong.of(2_000_000),
          Optional.of(new Hours(LocalTime.of(22, 0), LocalTime.of(6, 30))));

  private final FakeVault vault = SampleWorld.vault();
  private final QueuedTasks tasks = new QueuedTasks();
  private final List<Exception> failures = new ArrayList<>();
  private final LimitsViewModel model = in(Locale.ENGLISH);

  private LimitsViewModel in(Locale locale) {
    return new LimitsViewModel(vault, tasks, locale, failures::add);
  }

  private void type(Typed<?> field, String text) {
    field.textProperty().set(text);
    tasks.runAll();
  }

  @Test
  void itBeginsWithWhatCounts() throws Exception {
    vault.limit(SET);
    model.refresh();
    tasks.runAll();
    assertThat(model.send().textProperty().get()).isEqualTo("0.5");
    assertThat(model.receive().textProperty().get()).isEqualTo("2");
    assertThat(model.timedProperty().get()).isTrue();
    assertThat(model.from().textProperty().get()).isEqualTo("22:00");
    assertThat(model.to().textProperty().get()).isEqualTo("06:30");
    assertThat(model.countsProperty().get()).isEqualTo(SET);
    assertThat(vault.bandwidth()).isEqualTo(SET);
  }

  @Test
  void whatIsTypedCountsAtOnceAndAnEmptyFieldTakesItAway() {
    type(model.send(), "2");
    assertThat(vault.bandwidth().send()).hasValue(2_000_000);
    assertThat(vault.bandwidth().receive()).isEmpty();
    type(model.receive(), " 0.05 ");
    assertThat(vault.bandwidth().receive()).hasValue(50_000);
    assertThat(model.countsProperty().get()).isEqualTo(vault.bandwidth());
    type(model.send(), "");
    type(model.receive(), "");
    assertThat(vault.bandwidth()).isEqualTo(BandwidthLimits.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "en,0.049999,settings.limits.tooLittle",
    "en,0,settings.limits.tooLittle",
    "en,-1,settings.limits.noNumber",
    "en,two,settings.limits.noNumber",
    "en,'0,5',settings.limits.noNumber",
    "en,1.,settings.limits.noNumber",
    "en,1234567890123,settings.limits.noNumber",
    "de,0.5,settings.limits.noNumber",
    "de,1.000,settings.limits.noNumber"
  })
  void whatIsNoLimitSaysSoAndWhatCountedBeforeGoesOn(String language, String typed, String reason) {
    var there = in(Locale.forLanguageTag(language));
    type(there.send(), "3");
    type(there.send(), typed);
    assertThat(there.send().wrongProperty().get()).isEqualTo(reason);
    assertThat(vault.bandwidth().send()).hasValue(3_000_000);
    type(there.send(), "4");
    assertThat(there.send().wrongProperty().get()).isEmpty();
    assertThat(vault.bandwidth().send()).hasValue(4_000_000);
  }

  @Test
  void numbersAreWrittenAsTheLanguageWritesThem() throws Exception {
    var german = in(Locale.GERMAN);
    type(german.send(), "0,75");
    assertThat(vault.bandwidth().send()).hasValue(750_000);
    vault.limit(
        new BandwidthLimits(
            OptionalLong.of(1_250_001), OptionalLong.of(999_999_999_000_000_000L), none()));
    german.refresh();
    tasks.runAll();
    assertThat(german.send().textProperty().get()).isEqualTo("1,250001");
    assertThat(german.receive().textProperty().get()).isEqualTo("999999999000");
    assertThat(german.receive().wrongProperty().get()).isEmpty();
  }

  private static Optional<Hours> none() {
    return Optional.empty();
  }

  @Test
  void limitsHoldInSomeHoursOnceThatIsChosen() {
    type(model.send(), "1");
    type(model.from(), "9:00");
    assertThat(vault.bandwidth().hours()).as("not chosen yet").isEmpty();
    model.timedProperty().set(true);
    tasks.runAll();
    assertThat(vault.bandwidth().hours()).isEmpty();
    type(model.to(), "17:30");
    assertThat(vault.bandwidth().hours())
        .contains(new Hours(LocalTime.of(9, 0), LocalTime.of(17, 30)));
    model.timedProperty().set(false);
    tasks.runAll();
    assertThat(vault.bandwidth().hours()).isEmpty();
    assertThat(vault.bandwidth().send()).as("the limit stays").hasValue(1_000_000);
  }

  @Test
  void someHoursAreThoseOfAWorkingDayUntilSomebodySaysOtherwise() {
    model.refresh();
    tasks.runAll();
    model.timedProperty().set(true);
    tasks.runAll();
    assertThat(vault.bandwidth().hours())
        .contains(new Hours(LocalTime.of(8, 0), LocalTime.of(18, 0)));
  }

  @Test
  void whatIsNoTimeSaysSoAtItsField() throws Exception {
    vault.limit(SET);
    model.refresh();
    tasks.runAll();
    type(model.from(), "25:00");
    assertThat(model.from().wrongProperty().get()).isEqualTo("settings.limits.noTime");
    assertThat(model.to().wrongProperty().get()).isEmpty();
    type(model.from(), "6:30");
    assertThat(model.to().wrongProperty().get()).isEqualTo("settings.limits.noHours");
    assertThat(vault.bandwidth()).as("what counted before").isEqualTo(SET);
    type(model.from(), "6:31");
    assertThat(model.to().wrongProperty().get()).isEmpty();
    assertThat(vault.bandwidth().hours())
        .contains(new Hours(LocalTime.of(6, 31), LocalTime.of(6, 30)));
  }

  @Test
  void whatSomebodyHasChangedElsewhereStays() throws Exception {
    model.refresh();
    tasks.runAll();
    vault.limit(SET);
    type(model.send(), "7");
    assertThat(vault.bandwidth())
        .isEqualTo(new BandwidthLimits(OptionalLong.of(7_000_000), SET.receive(), SET.hours()));
  }

  /// However fast somebody types, the last word counts, and the vault is asked for one change after the other.
  @Test
  void changesAreMadeInTheirOrder() {
    model.send().textProperty().set("2");
    model.send().textProperty().set("20");
    model.receive().textProperty().set("5");
    model.send().textProperty().set("200");
    assertThat(tasks.runAll()).as("tasks").isEqualTo(2);
    assertThat(vault.bandwidth().send()).hasValue(200_000_000);
    assertThat(vault.bandwidth().receive()).hasValue(5_000_000);
  }

  /// What is asked for meanwhile does not put an older text in the field.
  @Test
  void whoTypesIsNotDisturbed() {
    model.refresh();
    model.send().textProperty().set("6");
    tasks.runAll();
    assertThat(model.send().textProperty().get()).isEqualTo("6");
    assertThat(vault.bandwidth().send()).hasValue(6_000_000);
  }

  @Test
  void whatDoesNotWorkIsToldAndTheNextChangeIsMade() {
    vault.failNext(
        new TidelockException(
            ErrorCode.LOCAL, "The profile cannot be written.", "Nothing was changed.", "Wait."));
    type(model.send(), "2");
    assertThat(failures).hasSize(1);
    assertThat(model.countsProperty().get()).isEqualTo(BandwidthLimits.NONE);
    type(model.receive(), "3");
    assertThat(failures).hasSize(1);
    assertThat(vault.bandwidth().receive()).hasValue(3_000_000);
  }
}
