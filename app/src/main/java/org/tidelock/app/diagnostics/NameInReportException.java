package org.tidelock.app.diagnostics;

/// A report had a name in it, by a mistake of the program, and was thrown away. Says nothing of which.
public final class NameInReportException extends Exception {
  private static final long serialVersionUID = 1L;

  NameInReportException() {
    super("a report had a name in it");
  }
}
