package org.tidelock.app.ui.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Problem;
import org.tidelock.app.ui.StorageName;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.ProviderView;

/// Asks the storage for its listing, and the vault for its folders as they are unfolded.
public final class ProviderViewModel {
  private final PageContext context;
  private final ReadOnlyObjectWrapper<Optional<ProviderView>> view =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Problem>> problem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper loading = new ReadOnlyBooleanWrapper();

  public ProviderViewModel(PageContext context) {
    this.context = context;
  }

  /// The newest listing that there is.
  public ReadOnlyObjectProperty<Optional<ProviderView>> viewProperty() {
    return view.getReadOnlyProperty();
  }

  /// Why there is no newer one.
  public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty loadingProperty() {
    return loading.getReadOnlyProperty();
  }

  public void refresh() {
    if (loading.get()) {
      return;
    }
    loading.set(true);
    context.ui().tasks().<ProviderView>run(context.vault()::providerView, this::seen, this::failed);
  }

  private void seen(ProviderView listing) {
    loading.set(false);
    problem.set(Optional.empty());
    view.set(Optional.of(listing));
  }

  /// A listing of earlier stays, with its time beside it.
  private void failed(Exception failure) {
    loading.set(false);
    var said = context.problem(failure);
    problem.set(
        Optional.of(
            view.get()
                .map(
                    old ->
                        new Problem(
                            said.code(),
                            said.title(),
                            said.body()
                                + " "
                                + context
                                    .texts()
                                    .get("provider.old", context.formats().moment(old.listed()))))
                .orElse(said)));
  }

  /// The entries of a folder, later, on the JavaFX thread.
  public void children(String folder, Consumer<List<FileEntry>> found) {
    context
        .ui()
        .tasks()
        .<List<FileEntry>>run(
            () -> context.vault().list(folder, Optional.empty()),
            found,
            failure -> problem.set(Optional.of(context.problem(failure))));
  }

  public String storage() {
    return StorageName.of(context.model().info());
  }

  /// The time of day, or the date if that was not today.
  public String when(Instant time) {
    var zone = context.ui().clock().getZone();
    var today = context.ui().clock().instant().atZone(zone).toLocalDate();
    return time.atZone(zone).toLocalDate().equals(today)
        ? context.formats().clockTime(time)
        : context.formats().date(time);
  }
}
