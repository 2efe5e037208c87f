package org.tidelock.app.ui.settings;

import javafx.scene.Node;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Ui;

/// Where the vault lies, and its second copy.
final class StorageSection implements Section {
  private final SecondCopy copy;
  private final Node view;

  StorageSection(PageContext context) {
    Texts texts = context.texts();
    copy = new SecondCopy(context);
    view =
        Ui.column(
            24,
            Section.titled(texts.get("settings.storage"), new StorageTrial(context).card()),
            Section.titled(texts.get("copy.title"), copy.card()));
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    copy.refresh();
  }
}
