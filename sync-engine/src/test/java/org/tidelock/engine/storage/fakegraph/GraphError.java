package org.tidelock.engine.storage.fakegraph;

import java.util.List;
import java.util.Optional;

/// A refusal by Graph.
///
/// @param inner the code that is more exact, if there is one
/// @param headers names and values in turn
record GraphError(
    int status, String code, String message, Optional<String> inner, List<String> headers) {
  static GraphError of(int status, String code, String message) {
    return new GraphError(status, code, message, Optional.empty(), List.of());
  }

  GraphError because(String innerCode) {
    return new GraphError(status, code, message, Optional.of(innerCode), headers);
  }

  GraphError with(String... more) {
    return new GraphError(status, code, message, inner, List.of(more));
  }

  static Refused notFound() {
    return new Refused(of(404, "itemNotFound", "Item not found"));
  }

  static Refused exists() {
    return new Refused(of(409, "nameAlreadyExists", "The specified item name already exists."));
  }

  static Refused changed() {
    return new Refused(
        of(412, "resourceModified", "ETag does not match current item's value")
            .because("entityTagDoesNotMatch"));
  }

  static Refused invalid(String message) {
    return new Refused(of(400, "invalidRequest", message));
  }

  Refused refused() {
    return new Refused(this);
  }

  /// Thrown by whoever notices.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient GraphError error;

    Refused(GraphError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    GraphError error() {
      return error;
    }
  }
}
