package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class LighttpdStoreTest extends WebDavContract {
  LighttpdStoreTest() {
    super(DavServers.LIGHTTPD);
  }

  @Override
  Habits expected() {
    return new Habits(true, false);
  }
}
