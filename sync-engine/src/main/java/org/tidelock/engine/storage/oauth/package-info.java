/// Signing in by OAuth 2.0 as a program without a secret of its own: an authorization code with PKCE that comes back to this computer (RFC 6749, 7636, 8252), a
/// code that a person types elsewhere (RFC 8628), and tokens that are renewed. Knows no storage; what is asked of it is in
/// [org.tidelock.engine.storage.oauth.OAuthServer] and [org.tidelock.engine.storage.oauth.AccessTokens]. Tokens are opaque, and never in a message or a log.
@NullMarked
package org.tidelock.engine.storage.oauth;

import org.jspecify.annotations.NullMarked;
