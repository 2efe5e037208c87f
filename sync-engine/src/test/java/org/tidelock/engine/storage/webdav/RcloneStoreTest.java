package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class RcloneStoreTest extends WebDavContract {
  RcloneStoreTest() {
    super(DavServers.RCLONE);
  }

  @Override
  Habits expected() {
    return new Habits(false, true);
  }
}
