package org.tidelock.engine.storage.onedrive;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;
import org.tidelock.engine.storage.onedrive.GraphServer.Outcome;

/// What is in a folder, page by page; items may come twice (onedrive-api-docs#1472). A list has an end, whatever the server says. Thread-safe.
final class Children {
  private static final String OPTIONS =
      "?$top=1000&$select=name,size,file,folder,lastModifiedDateTime";

  /// Pages that hold less count as much, so that empty ones come to an end, too.
  private static final int LEAST_A_PAGE = 100;

  private final GraphServer server;
  private final int most;

  /// @param most items of one folder
  Children(GraphServer server, int most) {
    this.server = server;
    this.most = most;
  }

  /// @param allegedName any name that OneDrive takes
  /// @param size bytes; -1 if it is not told
  record Child(String allegedName, boolean isFolder, long size, Instant modified) {}

  /// @param uri of a folder's children
  /// @return empty if there is no such folder, or it is none
  Optional<List<Child>> of(URI uri) throws StorageException, InterruptedException {
    List<Child> found = new ArrayList<>();
    URI at = URI.create(uri + OPTIONS);
    int seen = 0;
    while (true) {
      Outcome<Json> page = page(at);
      if (page.error().filter(GraphError::isAbsence).isPresent()) return Optional.empty();
      Json json = page.orThrow();
      List<Json> items = json.list("value");
      for (Json item : items) child(item).ifPresent(found::add);
      seen += Math.max(LEAST_A_PAGE, items.size());
      if (json.at("value").isEmpty() || seen > most) throw endless();
      Optional<String> next = json.text("@odata.nextLink");
      if (next.isEmpty()) return Optional.of(found);
      at = next(next.get(), at);
    }
  }

  private Outcome<Json> page(URI at) throws StorageException, InterruptedException {
    try {
      return server.ask(HttpRequest.of("GET", at), GraphServer::json);
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
  }

  /// It gets our credentials, so that it has to be Graph's.
  private URI next(String link, URI at) throws StorageException {
    try {
      URI next = URI.create(link.replace(" ", "%20").replace("|", "%7C"));
      if (server.isGraphs(next) && !next.equals(at)) return next;
    } catch (IllegalArgumentException e) {
      throw endless(); // without that one, which has the address in it
    }
    throw endless();
  }

  private static Permanent endless() {
    return new Permanent("OneDrive lists a folder in a way that cannot be followed.", null);
  }

  private static Optional<Child> child(Json item) {
    return item.text("name")
        .map(
            name ->
                new Child(
                    name,
                    item.hasObject("folder"),
                    item.hasObject("file") ? item.number("size").orElse(-1) : -1,
                    OneDriveStore.time(item)));
  }
}
