package org.tidelock.app.ui.wizard;

import java.util.List;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.wizard.StorageModel.Kind;

/// The cards from which a kind of storage is chosen, in their order: two in a row.
final class StorageKinds {
  private StorageKinds() {}

  /// @param id of its node
  /// @param name key of its text, with `body` below it
  record Choice(Kind kind, Feather icon, String id, String name, String body) {}

  static final List<Choice> ALL =
      List.of(
          new Choice(
              Kind.THIS_COMPUTER,
              Feather.MONITOR,
              "storage-here",
              "storage.here",
              "storage.here.body"),
          new Choice(
              Kind.FOLDER,
              Feather.HARD_DRIVE,
              "storage-folder",
              "storage.folder",
              "storage.folder.body"),
          new Choice(
              Kind.WEBDAV,
              Feather.GLOBE,
              "storage-webdav",
              "storage.webdav",
              "storage.webdav.body"),
          new Choice(
              Kind.SFTP, Feather.SERVER, "storage-sftp", "storage.sftp", "storage.sftp.body"),
          new Choice(
              Kind.S3, Feather.DATABASE, "storage-s3", "storage.bucket", "storage.bucket.body"),
          new Choice(
              Kind.ONEDRIVE,
              Feather.CLOUD,
              "storage-onedrive",
              "storage.onedrive",
              "storage.onedrive.body"));
}
