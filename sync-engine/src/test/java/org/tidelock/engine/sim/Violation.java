package org.tidelock.engine.sim;

/// A property does not hold.
final class Violation extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final Property property;

  Violation(Property property, String message) {
    super(property + ": " + message);
    this.property = property;
  }

  Violation(Property property, String message, Throwable cause) {
    super(property + ": " + message, cause);
    this.property = property;
  }

  Property property() {
    return property;
  }
}
