/// The command line. A command line and a terminal come in; an exit code, facts for people or one JSON document go out. One class is one
/// command; [Cli] finds and runs it. Everything is done through [org.tidelock.engine.Vaults] and [org.tidelock.engine.Vault]; nothing here
/// knows JavaFX, storage, formats or keys. Commands that a running process of the profile can answer are handed to it ([VaultService]).
@NullMarked
package org.tidelock.app.cli;

import org.jspecify.annotations.NullMarked;
