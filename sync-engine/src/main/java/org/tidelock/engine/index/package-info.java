/// What this device remembers between starts, in SQLite: the merge state, the base tree, where chunks lie, the log, the outbox,
/// activity. Values come in and go out as the engine's own types. Secrets are sealed before they get here; names are not, since they
/// lie in plain in the synced folder beside it (docs/threat-model.md). Keeps what the merge, the plan and the scanner ask for, in their
/// terms; decides nothing, and knows nothing of disks or storage.
@NullMarked
package org.tidelock.engine.index;

import org.jspecify.annotations.NullMarked;
