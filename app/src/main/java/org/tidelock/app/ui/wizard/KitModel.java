package org.tidelock.app.ui.wizard;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.RecoveryKitWriter.Kit;
import org.tidelock.app.ui.UiContext;

/// A recovery kit that was just made: shown, saved, and confirmed by three of its words.
public final class KitModel {
  private static final int ASKED = 3;

  /// One asked word: its number from 1, and what was typed.
  public record Check(int number, StringProperty typed) {}

  private final UiContext ui;
  private final Kit kit;
  private final KitPlaces places;
  private final Optional<Path> savedIn;
  private final List<String> words;
  private final List<Check> checks;
  private final BooleanProperty kept = new SimpleBooleanProperty();
  private final BooleanProperty hiddenByChoice = new SimpleBooleanProperty();
  private final BooleanProperty typing = new SimpleBooleanProperty();
  private final BooleanProperty away = new SimpleBooleanProperty();
  private final BooleanBinding wordsHidden = hiddenByChoice.or(typing).or(away);
  private final ObjectProperty<Optional<Instant>> saved =
      new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Optional<Problem>> problem =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyBooleanWrapper confirmed = new ReadOnlyBooleanWrapper();

  /// One that is saved nowhere yet.
  public KitModel(UiContext ui, Kit kit, Path syncFolder) {
    this(ui, kit, syncFolder, Optional.empty());
  }

  /// @param savedIn where it was put when it was made
  KitModel(UiContext ui, Kit kit, Path syncFolder, Optional<Path> savedIn) {
    this.ui = ui;
    this.savedIn = savedIn;
    if (savedIn.isPresent()) {
      markSaved();
    }
    this.kit = kit;
    this.places = new KitPlaces(ui, () -> List.of(syncFolder), kit.storage());
    this.words = kit.key().words();
    this.checks = choose(words.size(), ui.random());
    var typed = checks.stream().map(Check::typed).toArray(StringProperty[]::new);
    confirmed.bind(
        Bindings.createBooleanBinding(() -> checks.stream().allMatch(this::right), typed)
            .and(kept));
  }

  private static List<Check> choose(int count, RandomGenerator random) {
    var numbers = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers.stream()
        .limit(ASKED)
        .sorted()
        .map(number -> new Check(number, new SimpleStringProperty("")))
        .toList();
  }

  Optional<Path> savedIn() {
    return savedIn;
  }

  public Kit kit() {
    return kit;
  }

  public List<String> words() {
    return words;
  }

  public List<Check> checks() {
    return checks;
  }

  public boolean right(Check check) {
    return check
        .typed()
        .get()
        .strip()
        .toLowerCase(Locale.ROOT)
        .equals(words.get(check.number() - 1));
  }

  /// "I keep the kit in a safe place".
  public BooleanProperty keptProperty() {
    return kept;
  }

  public BooleanProperty hiddenByChoiceProperty() {
    return hiddenByChoice;
  }

  /// Somebody types a word from the copy.
  public BooleanProperty typingProperty() {
    return typing;
  }

  /// The window is not in front. Apart from typing, so that coming back does not show what is just being typed.
  public BooleanProperty awayProperty() {
    return away;
  }

  public BooleanBinding wordsHidden() {
    return wordsHidden;
  }

  /// When the PDF was written, if it was.
  public ObjectProperty<Optional<Instant>> savedProperty() {
    return saved;
  }

  public ObjectProperty<Optional<Problem>> problemProperty() {
    return problem;
  }

  public ReadOnlyBooleanProperty confirmedProperty() {
    return confirmed.getReadOnlyProperty();
  }

  public String suggestedFileName() {
    return KitPlaces.suggestedName(kit.vaultName(), ui.texts());
  }

  public void save(Path target) {
    problem.set(Optional.empty());
    ui.tasks()
        .<Boolean>run(
            () -> {
              places.write(target, kit);
              return true;
            },
            _ -> markSaved(),
            failure -> problem.set(Optional.of(places.problem(failure))));
  }

  private void markSaved() {
    saved.set(Optional.of(ui.clock().instant()));
  }
}
