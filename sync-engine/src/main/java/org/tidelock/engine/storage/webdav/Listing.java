package org.tidelock.engine.storage.webdav;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.StorageException.Transient;

/// Finds in an answer to `Depth: 1` what lies in the collection that was asked for.
final class Listing {
  private Listing() {}

  /// @param path of the collection, as it was asked for
  /// @throws Transient if the answer does not have the collection itself in it: then it could be about anything, and what it lacks would look deleted
  static List<Multistatus.Response> children(List<String> path, List<Multistatus.Response> all)
      throws Transient {
    List<String> self =
        self(path, all)
            .orElseThrow(
                () ->
                    new Transient(
                        "The server's list is not of the folder that was asked for.", null));
    return all.stream()
        .filter(
            r ->
                r.path().size() == self.size() + 1 && r.path().subList(0, self.size()).equals(self))
        .toList();
  }

  /// Behind another server, one may call its collections by longer or shorter paths.
  private static Optional<List<String>> self(List<String> path, List<Multistatus.Response> all) {
    if (all.stream().anyMatch(r -> r.path().equals(path))) return Optional.of(path);
    if (path.isEmpty()) return Optional.empty();
    return all.stream()
        .filter(Multistatus.Response::isCollection)
        .map(Multistatus.Response::path)
        .filter(p -> !p.isEmpty() && p.getLast().equals(path.getLast()))
        .min((a, b) -> Integer.compare(a.size(), b.size()));
  }
}
