/// Bytes of files in, chunk references and sealed packs out, and back: keyed chunking, compression, sealing, packs, padding. Keys,
/// randomness and executors are handed in. Must not know paths, operations, the merged tree or which storage holds the packs.
@NullMarked
package org.tidelock.engine.content;

import org.jspecify.annotations.NullMarked;
