package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.regex.Pattern;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;

/// A folder in what OneDrive keeps for this application. Who is let in is settled at Microsoft's page, so that nothing here is secret.
final class OneDriveForm extends ServerForm {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final String SCHEME = "onedrive:";

  final Entry folder =
      preset("onedrive-folder", "storage.onedrive.folder", "storage.onedrive.folder.help", "Vault");

  /// The application as which a person signs in. What lies in OneDrive for one is not there for another.
  final Entry client;

  private OneDriveForm(Entry client) {
    this.client = client;
    row(folder, client);
  }

  /// Asks for an application id where this package of Tidelock has none.
  static OneDriveForm of(Vaults vaults) {
    return new OneDriveForm(
        hasId(vaults)
            ? optional("onedrive-client", "storage.onedrive.client", "storage.onedrive.client.help")
            : needed(
                "onedrive-client",
                "storage.onedrive.clientNeeded",
                "storage.onedrive.clientNeeded.help"));
  }

  private static boolean hasId(Vaults vaults) {
    try {
      vaults.needs(SCHEME + "/Vault");
      return true;
    } catch (TidelockException e) {
      return false;
    }
  }

  @Override
  Wrong wrong() {
    boolean isId = client.value().isEmpty() || ID.matcher(client.value()).matches();
    return isId
        ? new Wrong(folder, "storage.wrong.folderName")
        : new Wrong(client, "storage.wrong.client");
  }

  @Override
  String refused() {
    return "storage.onedrive.signIn";
  }

  @Override
  String refusedBody() {
    return "storage.onedrive.signIn.body";
  }

  @Override
  List<String> urls() {
    var id = client.value().isEmpty() ? "" : "?client=" + encoded(client.value());
    return List.of(SCHEME + segments(folder.value()) + id);
  }

  /// What opens it comes from Microsoft's page ([OneDrivePlace]).
  @Override
  StorageAccess access() {
    return StorageAccess.NONE;
  }
}
