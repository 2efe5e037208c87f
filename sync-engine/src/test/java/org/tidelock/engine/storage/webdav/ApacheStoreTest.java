package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class ApacheStoreTest extends WebDavContract {
  ApacheStoreTest() {
    super(DavServers.APACHE);
  }

  @Override
  Habits expected() {
    return new Habits(true, false);
  }
}
