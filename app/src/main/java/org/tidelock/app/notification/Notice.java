package org.tidelock.app.notification;

/// Something that a desktop is to say.
///
/// @param subject what it is about: a later one with the same takes the place of this one
/// @param title one line
/// @param body a sentence or two, without markup
/// @param label what is written on a button, where the desktop shows one
/// @param chosen what a click does; run on any thread
public record Notice(
    String subject, Weight weight, String title, String body, String label, Runnable chosen) {
  /// How much it is to stand out. None breaks into *do not disturb*: the usual desktops let only those through that are called critical.
  public enum Weight {
    /// Of interest for a moment: not kept in the desktop's list of what was said.
    PASSING,
    /// For as long as the desktop likes.
    USUAL,
    /// Until somebody has seen it.
    STAYS
  }
}
