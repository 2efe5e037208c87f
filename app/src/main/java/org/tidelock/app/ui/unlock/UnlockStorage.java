package org.tidelock.app.ui.unlock;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.phrase.Happened;

/// What reaches the storage of a locked profile. The recovery kit opens the profile from there, so that it cannot have the password from the profile: it is asked for, and so is a
/// server whose key is not in the profile in the clear. A model without nodes, for the JavaFX thread.
public final class UnlockStorage {
  private final UiContext ui;
  private final ReadOnlyObjectWrapper<StorageNeeds> needs =
      new ReadOnlyObjectWrapper<>(StorageNeeds.NOTHING);
  private final StringProperty user = new SimpleStringProperty("");
  private final StringProperty secret = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<UnknownServer>> stranger =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final BooleanBinding filled =
      Bindings.createBooleanBinding(this::isFilled, needs, user, secret);

  /// What the person has agreed to.
  private StorageAccess trusted = StorageAccess.NONE;

  UnlockStorage(UiContext ui) {
    this.ui = ui;
  }

  public ReadOnlyObjectProperty<StorageNeeds> needsProperty() {
    return needs.getReadOnlyProperty();
  }

  /// The id of an access key.
  public StringProperty userProperty() {
    return user;
  }

  public StringProperty secretProperty() {
    return secret;
  }

  /// Why the storage lets nobody in, or empty.
  public ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /// A server that has to be trusted first.
  public ReadOnlyObjectProperty<Optional<UnknownServer>> strangerProperty() {
    return stranger.getReadOnlyProperty();
  }

  BooleanBinding filled() {
    return filled;
  }

  private boolean isFilled() {
    return switch (needs.get()) {
      case PASSWORD -> !secret.get().isEmpty();
      case ACCESS_KEY -> !secret.get().isEmpty() && !user.get().isBlank();
      case NOTHING, OWN_KEY, SIGN_IN -> true;
    };
  }

  /// Finds out what is needed.
  void look() {
    try {
      needs.set(ui.vaults().needs(ui.home()));
    } catch (TidelockException e) {
      needs.set(StorageNeeds.NOTHING); // opening it tells what is wrong
    }
  }

  /// Vaults that reach the storage.
  Vaults vaults() {
    problem.set("");
    stranger.set(Optional.empty());
    return switch (needs.get()) {
      case NOTHING, SIGN_IN -> ui.vaults();
      case OWN_KEY -> with(StorageAccess.NONE);
      case PASSWORD -> with(StorageAccess.NONE.withSecret(secret.get()));
      case ACCESS_KEY ->
          with(StorageAccess.NONE.withUser(user.get().strip()).withSecret(secret.get()));
    };
  }

  private Vaults with(StorageAccess typed) {
    return ui.vaults().with(typed.or(trusted.agreeing(StorageAccess.ASK_FIRST, "yes")));
  }

  /// The person has compared what the server showed.
  void trust(UnknownServer server) {
    trusted = server.trustedBy(trusted);
  }

  /// Takes what concerns the storage.
  ///
  /// @return whether it is told here
  boolean refused(Exception failure) {
    if (!(failure instanceof TidelockException known)) {
      return false;
    }
    var met = known.unknownServer();
    if (met.isPresent()) {
      met(met.get());
      return true;
    }
    var key =
        switch (known.happened().phrase()) {
          case Happened.STORAGE_SIGN_IN -> notAccepted();
          case Happened.STORAGE_SIGN_IN_ENDED -> "unlock.kit.signIn";
          default -> "";
        };
    problem.set(key.isEmpty() ? "" : ui.texts().get(key));
    return !key.isEmpty();
  }

  /// No button here puts an alarm aside.
  private void met(UnknownServer server) {
    if (server.isAlarm()) {
      problem.set(ui.texts().get("unlock.kit.changed", server.fingerprint()));
    } else {
      stranger.set(Optional.of(server));
    }
  }

  /// Key of what is said of what was given, or lies on this computer.
  private String notAccepted() {
    return switch (needs.get()) {
      case ACCESS_KEY -> "storage.bucket.signIn";
      case OWN_KEY -> "storage.sftp.signIn";
      case NOTHING, PASSWORD, SIGN_IN -> "storage.server.signIn";
    };
  }

  /// No secret stays in a field.
  void forget() {
    secret.set("");
    problem.set("");
    stranger.set(Optional.empty());
    trusted = StorageAccess.NONE;
  }
}
