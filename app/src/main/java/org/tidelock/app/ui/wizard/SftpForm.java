package org.tidelock.app.ui.wizard;

import java.util.List;
import java.util.Set;
import org.tidelock.engine.StorageAccess;

/// A folder on an SSH server.
final class SftpForm extends ServerForm {
  private static final Set<String> SCHEMES = Set.of("sftp", "ssh");

  final Entry server = needed("sftp-server", "storage.field.server", "storage.sftp.server.help");
  final Entry user = needed("sftp-user", "storage.field.user", "");
  final Entry folder =
      preset("sftp-folder", "storage.sftp.folder", "storage.sftp.folder.help", "~/tidelock");
  final Entry password =
      secret("sftp-password", "storage.sftp.password", "storage.sftp.password.help", true);
  final Entry keyFile = optional("sftp-key", "storage.sftp.key", "storage.sftp.key.help");

  SftpForm() {
    row(server, user);
    row(folder);
    row(password, keyFile);
  }

  @Override
  Wrong wrong() {
    boolean isWhole =
        keyFile.value().isEmpty()
            || keyFile.value().startsWith("~/")
            || StorageUrls.isAbsolute(keyFile.value());
    return isWhole ? wrong(server, SCHEMES) : new Wrong(keyFile, "storage.wrong.keyFile");
  }

  @Override
  String refused() {
    return "storage.sftp.signIn";
  }

  @Override
  List<String> urls() {
    var typed = Address.of(server);
    var host =
        (SCHEMES.contains(typed.scheme()) ? typed.place() : server.value())
            .replaceFirst("/.*$", "");
    var where = folder.value();
    var path = where.startsWith("/") ? where : "/~/" + where.replaceFirst("^~/?", "");
    var key = keyFile.value().isEmpty() ? "" : "?key=" + encoded(keyFile.value());
    return List.of("sftp://" + encoded(user.value()) + "@" + host + segments(path) + key);
  }

  @Override
  StorageAccess access() {
    var typed = password.text().get();
    return typed.isEmpty() ? StorageAccess.NONE : StorageAccess.NONE.withSecret(typed);
  }
}
