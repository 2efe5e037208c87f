package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class RcloneStoreTest extends WebDavContract {
  RcloneStoreTest() {
    super(DavServers.RCLONE);
  }

  /// It forgets a folder for a moment while something is moved into it.
  @Override
  protected boolean listsAll() {
    return false;
  }

  @Override
  Habits expected() {
    return new Habits(false, true);
  }
}
