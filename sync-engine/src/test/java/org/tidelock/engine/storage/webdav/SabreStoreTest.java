package org.tidelock.engine.storage.webdav;

import org.tidelock.engine.storage.servers.DavServers;

final class SabreStoreTest extends WebDavContract {
  SabreStoreTest() {
    super(DavServers.SABRE);
  }

  /// It writes what it has taken in its place, and copies where it is to move.
  @Override
  protected boolean hidesParts() {
    return false;
  }

  @Override
  Habits expected() {
    return new Habits(true, false);
  }
}
