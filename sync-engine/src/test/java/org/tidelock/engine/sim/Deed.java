package org.tidelock.engine.sim;

/// What a person does to something in her folder, once. Does nothing where it cannot be done. Contents are told apart by numbers ([Contents]).
sealed interface Deed {
  /// Of what it is done to; of the source, if there are two.
  String path();

  /// In place, or a new file.
  record Write(String path, int number, int size) implements Deed {}

  /// Many files in a folder, each with a number of its own.
  record WriteMany(String path, int number, int count) implements Deed {}

  /// Of all files there, of nobody's use any more: what malware does that encrypts them.
  record Scramble(String path, int number) implements Deed {}

  record Append(String path, int number) implements Deed {}

  /// By way of a second file, which takes the first one's name.
  record Save(String path, int number, int size) implements Deed {}

  /// Some bytes of it; its size and its time of modification are as they were.
  record Patch(String path, int number) implements Deed {}

  /// Of files and folders; a file that has the name already is lost.
  record Rename(String path, String to) implements Deed {}

  record Copy(String path, String to) implements Deed {}

  /// With all that is in it.
  record Delete(String path) implements Deed {}

  record MakeFolder(String path) implements Deed {}

  record Link(String path, String target) implements Deed {}

  record SetExecutable(String path, boolean executable) implements Deed {}

  /// @param second its new time of modification, since 1970
  record Touch(String path, long second) implements Deed {}
}
