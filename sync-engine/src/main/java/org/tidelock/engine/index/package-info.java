/// What this device remembers between starts, in SQLite: the merge state, the base tree, where chunks lie, the log, the outbox,
/// activity. Values come in and go out as the engine's own types. Secrets are sealed before they get here; names are not, since they
/// lie in plain in the synced folder beside it (docs/threat-model.md). Knows nothing of disks, storage or merging.
@NullMarked
package org.tidelock.engine.index;

import org.jspecify.annotations.NullMarked;
