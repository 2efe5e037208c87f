package org.tidelock.app.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tidelock.engine.StorageAccess;

/// A WebDAV server, by the address that its own page shows, or by its name alone.
final class WebDavForm extends ServerForm {
  /// Where Nextcloud and ownCloud have the files of a user.
  private static final String NEXTCLOUD = "/remote.php/dav/files/";

  private static final String FOLDER = "/Tidelock";

  /// As servers' pages and other programs write it.
  private static final Set<String> ENCRYPTED =
      Set.of("https", "webdav+https", "webdav", "webdavs", "davs");

  final Entry address =
      needed("webdav-address", "storage.field.address", "storage.webdav.address.help");
  final Entry user = needed("webdav-user", "storage.field.user", "");
  final Entry password =
      secret("webdav-password", "storage.field.password", "storage.webdav.password.help", false);

  WebDavForm() {
    row(address);
    row(user, password);
  }

  @Override
  Wrong wrong() {
    return user.value().indexOf(':') >= 0
        ? new Wrong(user, "storage.wrong.user")
        : wrong(address, ENCRYPTED);
  }

  @Override
  String refused() {
    return "storage.server.signIn";
  }

  @Override
  List<String> urls() {
    var typed = Address.of(address);
    var place = withoutUser(typed.place());
    var begin = scheme(typed) + "://" + encoded(user.value()) + "@";
    var urls = new ArrayList<>(List.of(begin + place));
    var host = place.replaceFirst("/$", "");
    if (host.indexOf('/') < 0) {
      urls.add(begin + host + NEXTCLOUD + encoded(user.value()) + FOLDER);
    }
    return urls;
  }

  /// Of another kind of server comes what the engine refuses.
  private static String scheme(Address typed) {
    if (typed.isCleartext()) {
      return "webdav+http";
    }
    boolean isEncrypted = typed.scheme().isEmpty() || ENCRYPTED.contains(typed.scheme());
    return "webdav+" + (isEncrypted ? "https" : typed.scheme());
  }

  /// The field says who it is; a password in an address stays, so that the engine refuses it.
  private static String withoutUser(String place) {
    int path = place.indexOf('/');
    int at = place.lastIndexOf('@', path < 0 ? place.length() : path);
    return at < 0 || place.substring(0, at).indexOf(':') >= 0 ? place : place.substring(at + 1);
  }

  @Override
  StorageAccess access() {
    return StorageAccess.NONE.withSecret(password.text().get());
  }
}
