package org.tidelock.app.ui.rewind;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tidelock.app.ui.Inquiry;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.engine.FileEntry;

/// Everything that was deleted and can be brought back, and what of it is searched. A model without nodes, for the JavaFX thread.
public final class DeletedModel {
  private static final long TYPING_PAUSE_MILLIS = 150;

  private final PageContext context;
  private final NewsPace pace;
  private final ObservableList<FileEntry> entries = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
  private final Inquiry inquiry;
  private List<FileEntry> all = List.of();
  private String text = "";

  private record Answer(List<FileEntry> all, List<FileEntry> fitting) {}

  public DeletedModel(PageContext context) {
    this.context = context;
    this.pace = new NewsPace(context.ui().clock());
    this.inquiry = new Inquiry(context, () -> load(pace.pauseMillis(), true));
  }

  /// Those that fit the text, newest first.
  public ObservableList<FileEntry> entries() {
    return entries;
  }

  /// Of all of them.
  public ReadOnlyIntegerProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty loadingProperty() {
    return inquiry.loadingProperty();
  }

  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return inquiry.problemProperty();
  }

  public String text() {
    return text;
  }

  public void shown() {
    inquiry.shown();
    load(0, true);
  }

  public void hidden() {
    inquiry.hidden();
  }

  public void search(String typed) {
    var wanted = typed.strip().toLowerCase(Locale.ROOT);
    if (!wanted.equals(text)) {
      text = wanted;
      load(TYPING_PAUSE_MILLIS, all.isEmpty());
    }
  }

  public void reload() {
    load(0, true);
  }

  /// @param asked whether the vault is asked again, or only what is known is looked through
  private void load(long pauseMillis, boolean asked) {
    if (!inquiry.isShown()) {
      return;
    }
    var wanted = text;
    var known = all;
    inquiry.ask(
        pauseMillis,
        all.isEmpty(),
        () -> {
          var found = asked ? pace.measured(() -> context.vault().listDeleted("")) : known;
          return new Answer(found, fitting(found, wanted));
        },
        this::answered);
  }

  private static List<FileEntry> fitting(List<FileEntry> found, String text) {
    return text.isEmpty()
        ? found
        : found.stream()
            .filter(entry -> entry.path().toLowerCase(Locale.ROOT).contains(text))
            .toList();
  }

  private void answered(Answer answer) {
    all = answer.all();
    count.set(all.size());
    if (!entries.equals(answer.fitting())) {
      entries.setAll(answer.fitting());
    }
  }
}
