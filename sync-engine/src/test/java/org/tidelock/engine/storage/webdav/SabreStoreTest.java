package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class SabreStoreTest extends WebDavContract {
  SabreStoreTest() {
    super(DavServers.SABRE);
  }

  @Override
  Habits expected() {
    return new Habits(true, false);
  }
}
