package org.tidelock.engine.phrase;

/// What has no words of its own.
public enum Plain implements Phrase {
  /// Said by a front end in the language of its user.
  TEXT("{0}"),
  /// One after the other.
  BOTH("{0} {1}");

  private final String english;

  Plain(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
