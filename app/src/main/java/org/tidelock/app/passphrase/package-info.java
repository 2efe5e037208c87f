/// How hard a passphrase is to guess, for the window and the command line alike. A passphrase comes in, a level and a time go out;
/// nothing is kept, nothing leaves the process. Knows nothing of vaults or key derivation except what one guess costs an attacker.
@NullMarked
package org.tidelock.app.passphrase;

import org.jspecify.annotations.NullMarked;
