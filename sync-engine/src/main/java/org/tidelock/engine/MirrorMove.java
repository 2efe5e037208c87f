package org.tidelock.engine;

/// A vault has moved to what was its second copy.
///
/// @param storage the vault's storage from now on, without secrets
/// @param alone whether nothing could be had from the storage before: what other devices had sent there, and this one had not received, is not in the new one
/// @param lost how many objects with parts of earlier versions of files are in no storage any more
public record MirrorMove(String storage, boolean alone, long lost) {}
