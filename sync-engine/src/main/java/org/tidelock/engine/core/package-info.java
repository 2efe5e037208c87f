/// The whole: one profile's parts put together ([org.tidelock.engine.core.Workshop]), the ring of rounds that they take part in, when it goes
/// round, and what [org.tidelock.engine.Vault] and [org.tidelock.engine.Vaults] are made of. Knows every other package and is known by none.
/// Effects (clock, randomness, disk, store, executors) come in through constructors; nothing here names a provider or an operating system.
@NullMarked
package org.tidelock.engine.core;

import org.jspecify.annotations.NullMarked;
