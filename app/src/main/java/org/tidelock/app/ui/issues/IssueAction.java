package org.tidelock.app.ui.issues;

/// Something that can be done about an issue here.
///
/// @param name of its button
record IssueAction(String id, String name, Runnable run) {}
