package org.tidelock.engine.storage.onedrive;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;
import org.tidelock.engine.storage.onedrive.GraphServer.Outcome;

/// What is in a folder, page by page; items may come twice (onedrive-api-docs#1472). A list has an end, whatever the server says. Thread-safe.
final class Children {
  private static final String OPTIONS =
      "?$top=1000&$select=name,size,file,folder,package,remoteItem,lastModifiedDateTime";

  /// Pages that hold less count as much, so that empty ones come to an end, too.
  private static final int LEAST_A_PAGE = 100;

  private final GraphServer server;
  private final int most;

  /// @param most items of one folder
  Children(GraphServer server, int most) {
    this.server = server;
    this.most = most;
  }

  /// What is neither a file nor a folder is a notebook, or leads elsewhere.
  ///
  /// @param allegedName any name that OneDrive takes
  /// @param size bytes; -1 if it is no file
  record Child(String allegedName, boolean isFolder, long size, Instant modified) {
    boolean isFile() {
      return size >= 0;
    }
  }

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
      for (Json item : items) found.add(child(item));
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

  /// @throws Transient if it cannot be told what it is: were it passed over, an object could look deleted
  private static Child child(Json item) throws Transient {
    String name = item.text("name").orElseThrow(Children::unsaid);
    if (!isSomething(item)) throw unsaid();
    long size = item.hasObject("file") ? item.number("size").orElseThrow(Children::unsaid) : -1;
    return new Child(name, item.hasObject("folder"), size, OneDriveStore.time(item));
  }

  /// Whether an item is of a kind that Graph knows.
  static boolean isSomething(Json item) {
    return Stream.of("file", "folder", "package", "remoteItem").anyMatch(item::hasObject);
  }

  static Transient unsaid() {
    return new Transient("OneDrive does not say what there is.", null);
  }
}
