/// Objects on a WebDAV server (RFC 4918), one resource an object, by hand over [org.tidelock.engine.storage.http]. What servers do is very different, and none
/// is believed to do what the RFC says: the [org.tidelock.engine.storage.webdav.Habits] of a server are tried out before the first object is stored. A server that
/// shows half-sent uploads gets them under another name, which is moved once it is whole. Whatever a listing says, only names of the grammar come out.
@NullMarked
package org.tidelock.engine.storage.webdav;

import org.jspecify.annotations.NullMarked;
