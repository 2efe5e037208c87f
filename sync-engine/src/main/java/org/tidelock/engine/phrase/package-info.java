/// What the engine can say: every sentence by name, with what it fills in. The English is here, for the command line and the log; a front end in
/// another language, or for people who have no command line, has words of its own for each name. Knows nothing of the rest of the engine.
@NullMarked
package org.tidelock.engine.phrase;

import org.jspecify.annotations.NullMarked;
