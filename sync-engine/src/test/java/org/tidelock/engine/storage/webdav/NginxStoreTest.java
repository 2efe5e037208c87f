package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class NginxStoreTest extends WebDavContract {
  NginxStoreTest() {
    super(DavServers.NGINX);
  }

  @Override
  Habits expected() {
    return new Habits(false, false);
  }
}
