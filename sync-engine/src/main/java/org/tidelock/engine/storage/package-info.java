/// Where sealed objects lie. [org.tidelock.engine.storage.ObjectStore] is what a provider implements; its contract is a test that every
/// provider passes. Names and sealed bytes go in and come out; providers know nothing of what is in them, and nobody believes what comes out (I2).
@NullMarked
package org.tidelock.engine.storage;

import org.jspecify.annotations.NullMarked;
