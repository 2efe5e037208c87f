/// What devices tell each other: operations, commits, device logs and heads. Local facts come in and become signed, hash-chained
/// segments; other devices' segments come in sealed and go out verified. Knows nothing of disks, of the merged tree or of SQL.
@NullMarked
package org.tidelock.engine.history;

import org.jspecify.annotations.NullMarked;
