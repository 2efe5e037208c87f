/// Why a call of the system failed. Java tells it for some errors by the type of an exception, and for the rest in words only, which are those of the
/// system: in English, or in the language of whoever uses the computer. Comes in: such an exception; goes out: whether it is one of a few errors that
/// the engine treats apart. Knows nothing of the rest of the engine.
@NullMarked
package org.tidelock.engine.errors;

import org.jspecify.annotations.NullMarked;
