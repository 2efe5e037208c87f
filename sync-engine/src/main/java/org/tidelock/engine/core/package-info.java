/// The ring: observe, record, learn, merge, plan, apply. Wires the other packages to one profile's index, folder and storage, and is
/// what [org.tidelock.engine.Vault] and [org.tidelock.engine.Vaults] are made of. Effects (clock, randomness, disk, store, executors) come in
/// through constructors; nothing here names a provider or an operating system.
@NullMarked
package org.tidelock.engine.core;

import org.jspecify.annotations.NullMarked;
