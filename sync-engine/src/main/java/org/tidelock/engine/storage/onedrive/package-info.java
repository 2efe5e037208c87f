/// A storage in OneDrive: Microsoft Graph v1.0 by hand over [org.tidelock.engine.storage.http.HttpClient]. Names and sealed bytes go in and come out. Credentials go to
/// Graph's own host only; the addresses that it gives for contents are used as they are, without any. Tokens come from
/// [org.tidelock.engine.storage.oauth.AccessTokens].
@NullMarked
package org.tidelock.engine.storage.onedrive;

import org.jspecify.annotations.NullMarked;
