/// The command line over an engine in memory ([TestVaults]): every command, its words, its one JSON document, its exit codes.
@NullMarked
package org.tidelock.app.cli;

import org.jspecify.annotations.NullMarked;
