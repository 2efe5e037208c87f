package org.tidelock.app.ui.wizard;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.UiContext;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.Vaults;

/// OneDrive: the person signs in at Microsoft's page first; then it is tried out like any server. The sign-in is forgotten with the place: it is in no field.
final class OneDrivePlace extends ServerPlace {
  private static final Words SIGNED_IN =
      new Words(Words.USUAL.action(), Words.USUAL.untried(), "", "storage.onedrive.fit");
  private static final Words SIGNED_OUT =
      new Words("storage.onedrive.go", "storage.onedrive.untried", "storage.onedrive.caution", "");

  private final OneDriveForm form;

  /// Reach it by the sign-in. The same for the trial and all that comes after it: what opens the storage is exchanged on the way, and the one before may be void.
  private @Nullable Vaults reaching;

  OneDrivePlace(UiContext ui) {
    this(ui, OneDriveForm.of(ui.vaults()));
  }

  private OneDrivePlace(UiContext ui, OneDriveForm form) {
    super(ui, form);
    this.form = form;
  }

  boolean isSignedIn() {
    return reaching != null;
  }

  @Override
  Words words() {
    return isSignedIn() ? SIGNED_IN : SIGNED_OUT;
  }

  @Override
  Vaults vaults() {
    return Optional.ofNullable(reaching).orElseGet(ui::vaults);
  }

  /// Signs in first, if nobody has; shows the page once more to whoever is at it.
  @Override
  void test() {
    if (lookProperty().get() instanceof Look.AtThePage(var page)) {
      ui.files().open(page);
    } else if (isSignedIn()) {
      super.test();
    } else {
      signIn();
    }
  }

  /// With the account that the person chooses at the page; the one before counts no more.
  void signIn() {
    if (canTest()) {
      signOut();
      visit(form.urls().getFirst(), this::signedIn);
    }
  }

  private void signedIn(StorageAccess access) {
    reaching = ui.vaults().with(access);
    tryOut();
  }

  /// What was seen was seen by the sign-in.
  private void signOut() {
    reaching = null;
    unsee();
  }

  /// Another application would need a sign-in of its own; another folder does not.
  @Override
  void typed(ServerForm.Entry entry) {
    if (entry.equals(form.client)) {
      reaching = null;
    }
    super.typed(entry);
  }

  @Override
  Look failed(Exception failure) {
    var look = super.failed(failure);
    if (look instanceof Look.Refused) {
      reaching = null;
    }
    return look;
  }

  @Override
  void hidden() {
    signOut();
  }

  @Override
  boolean isTouched() {
    return isSignedIn() || super.isTouched();
  }

  @Override
  void forget() {
    signOut();
    super.forget();
  }
}
