package org.tidelock.engine;

/// How much of the vault is in a folder, with all that is below it, wherever that is.
///
/// @param path of the folder
/// @param bytes the size of the files
public record FolderSize(String path, long files, long bytes) {}
