/// OneDrive for tests: Microsoft Graph v1.0 and the identity platform, as far as a storage needs them, with a state. Written from Microsoft's documents and from what
/// people have reported (each oddity names its issue), before the client and apart from it: it knows nothing of how Tidelock calls it. It complains about callers
/// that do what nobody should do at the real one ([org.tidelock.engine.storage.fakegraph.FakeGraph#complaints]). Not in it, as nothing uses them: delta, `$batch`, webhooks.
@NullMarked
package org.tidelock.engine.storage.fakegraph;

import org.jspecify.annotations.NullMarked;
