package org.tidelock.engine.storage.webdav;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tidelock.engine.storage.Percent;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;

/// Single requests below one collection of one server, each with its answer's meaning. Thread-safe.
final class DavServer implements AutoCloseable {
  private static final byte[] WANTED =
      ("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
              + "<propfind xmlns=\"DAV:\"><prop><resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>")
          .getBytes(StandardCharsets.UTF_8);

  /// RFC 4331.
  private static final byte[] ROOM =
      ("<?xml version=\"1.0\" encoding=\"utf-8\"?>"
              + "<propfind xmlns=\"DAV:\"><prop><quota-available-bytes/></prop></propfind>")
          .getBytes(StandardCharsets.UTF_8);

  /// nginx answers 500 where an object goes while it reads the folder: so often is it asked at once before that counts.
  private static final int TRIES = 3;

  private final HttpClient client;
  private final URI origin;
  private final List<String> base;
  private final Optional<String> authorization;

  /// @param origin scheme, host and port
  /// @param base segments of the collection's path, decoded
  DavServer(HttpClient client, URI origin, List<String> base, Optional<String> authorization) {
    this.client = client;
    this.origin = origin;
    this.base = List.copyOf(base);
    this.authorization = authorization;
  }

  HttpClient client() {
    return client;
  }

  List<String> base() {
    return base;
  }

  /// A resource, by its path below the collection; `folder` says that it is one, with a slash at its end.
  record Place(List<String> names, boolean folder) {
    static Place object(String name) {
      return new Place(List.of(name.split("/")), false);
    }

    static Place folder(List<String> names) {
      return new Place(names, true);
    }
  }

  private URI uri(Place place) {
    StringBuilder path = new StringBuilder();
    for (String segment : base) path.append('/').append(Percent.encode(segment));
    for (String segment : place.names()) path.append('/').append(Percent.encode(segment));
    if (place.folder()) path.append('/');
    return URI.create(origin + path.toString());
  }

  private HttpRequest request(String method, Place place) {
    HttpRequest request = HttpRequest.of(method, uri(place));
    return authorization.map(a -> request.with("Authorization", a)).orElse(request);
  }

  /// The status of an answer whose body does not matter.
  private int status(HttpRequest request)
      throws HttpException, StorageException, InterruptedException {
    return client.call(request, HttpAnswer::status);
  }

  /// An answer that was not wanted.
  static StorageException trouble(HttpAnswer answer) {
    return answer.status() / 100 == 2 ? HttpTroubles.unexpected(answer) : HttpTroubles.of(answer);
  }

  /// What there is of a resource itself.
  ///
  /// @return empty if there is none
  Optional<Multistatus.Response> look(Place place) throws StorageException, InterruptedException {
    Optional<List<Multistatus.Response>> all = propfind(place, "0", WANTED);
    return all.filter(a -> !a.isEmpty()).map(List::getFirst);
  }

  /// Servers answer in many ways when something is asked for below an object.
  ///
  /// @throws StorageException what was said, if nothing of the vault is above
  private boolean isBelowAnObject(Place place, StorageException said)
      throws StorageException, InterruptedException {
    int depth = place.names().size();
    List<String> above = place.folder() ? place.names() : place.names().subList(0, depth - 1);
    if (above.isEmpty()) throw said;
    Optional<Multistatus.Response> there = look(new Place(above, false));
    return there.isEmpty() || !there.get().isCollection();
  }

  /// What lies directly in a collection, without itself.
  ///
  /// @return empty if there is no such collection
  Optional<List<Multistatus.Response>> children(List<String> folder)
      throws StorageException, InterruptedException {
    List<String> path = new ArrayList<>(base);
    path.addAll(folder);
    Optional<List<Multistatus.Response>> all = propfind(Place.folder(folder), "1", WANTED);
    return all.isEmpty() ? Optional.empty() : Optional.of(Listing.children(path, all.get()));
  }

  /// How many bytes more there is room for, if the server says so.
  OptionalLong room() throws StorageException, InterruptedException {
    Optional<List<Multistatus.Response>> all = propfind(Place.folder(List.of()), "0", ROOM);
    return all.stream()
        .flatMap(List::stream)
        .mapToLong(Multistatus.Response::room)
        .filter(room -> room >= 0)
        .findFirst();
  }

  private Optional<List<Multistatus.Response>> propfind(Place place, String depth, byte[] wanted)
      throws StorageException, InterruptedException {
    HttpRequest request =
        request("PROPFIND", place)
            .with("Depth", depth)
            .with("Content-Type", "application/xml; charset=utf-8");
    for (int tries = 1; ; tries++) {
      Listed listed = listed(place, request.sending(ByteBuffer.wrap(wanted)));
      if (listed.odd().isEmpty()) return listed.responses();
      StorageException said = listed.odd().get();
      if (isBelowAnObject(place, said)) return Optional.empty();
      if (!listed.failed() || tries == TRIES) throw said;
    }
  }

  private Listed listed(Place place, HttpRequest request)
      throws StorageException, InterruptedException {
    try {
      return client.call(request, answer -> listed(place, answer));
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
  }

  /// @param odd said instead of responses
  /// @param failed whether the server did, and may not when it is asked again
  private record Listed(
      Optional<List<Multistatus.Response>> responses,
      Optional<StorageException> odd,
      boolean failed) {
    static final Listed NOTHING = new Listed(Optional.empty(), Optional.empty(), false);

    static Listed of(List<Multistatus.Response> responses) {
      return new Listed(Optional.of(responses), Optional.empty(), false);
    }

    static Listed odd(HttpAnswer answer) {
      return new Listed(Optional.empty(), Optional.of(trouble(answer)), answer.status() == 500);
    }
  }

  private static Listed listed(Place place, HttpAnswer answer)
      throws IOException, StorageException {
    return switch (answer.status()) {
      case 207 -> {
        if (!answer.contentType().endsWith("xml")) throw HttpTroubles.unexpected(answer);
        yield Listed.of(Multistatus.read(answer.stream()));
      }
      case 404, 410 -> Listed.NOTHING;
      case 400, 403, 405, 409, 500 -> Listed.odd(answer);
      case 301, 302, 307, 308 -> {
        if (place.folder() || !isItselfWithSlash(place, answer)) throw trouble(answer);
        yield Listed.of(List.of(Multistatus.Response.COLLECTION));
      }
      default -> throw trouble(answer);
    };
  }

  /// Some servers send whoever asks for a collection without a slash to the one with it.
  private static boolean isItselfWithSlash(Place place, HttpAnswer answer) {
    String end = "/" + String.join("/", place.names()) + "/";
    return answer.header("Location").filter(l -> l.endsWith(end)).isPresent();
  }

  /// Of an upload, a move or a deletion.
  enum Outcome {
    DONE,
    /// What was to be made is there already.
    EXISTS,
    /// What it was to be done to, or the collection that was to hold it, is not there.
    ABSENT,
    /// The server says something that does not tell: one has to look.
    UNCLEAR,
    /// No answer came.
    LOST
  }

  /// @param unlessExisting whether the server is asked to keep what is there
  Outcome put(Place place, ByteBuffer bytes, boolean unlessExisting)
      throws StorageException, InterruptedException {
    HttpRequest request =
        request("PUT", place).with("Content-Type", "application/octet-stream").sending(bytes);
    if (unlessExisting) request = request.with("If-None-Match", "*");
    return changed(request);
  }

  /// Sends a half of an upload, and cuts the connection.
  void putHalf(Place place, ByteBuffer bytes) throws StorageException, InterruptedException {
    HttpRequest request =
        request("PUT", place)
            .with("Content-Type", "application/octet-stream")
            .sending(bytes)
            .cutInTheMiddle();
    try {
      int status = status(request); // before it had all of it
      if (status == 401 || status == 403) client.call(request, a -> throwIt(a));
    } catch (HttpException e) {
      if (e.kind() == HttpException.Kind.UNREACHABLE || e.kind() == HttpException.Kind.UNTRUSTED)
        throw HttpTroubles.of(e);
    }
  }

  private static boolean throwIt(HttpAnswer answer) throws StorageException {
    throw trouble(answer);
  }

  Outcome makeCollection(List<String> folder) throws StorageException, InterruptedException {
    try {
      return changed(request("MKCOL", Place.folder(folder)));
    } catch (StorageException.Forbidden e) {
      // Apache says so as well when another one makes it at the same moment.
      if (look(Place.folder(folder)).filter(Multistatus.Response::isCollection).isEmpty()) throw e;
      return Outcome.EXISTS;
    }
  }

  /// Makes a collection on the way to the base, if it is not there.
  ///
  /// @param length of its path, of that of the base
  void makeBase(int length) throws StorageException, InterruptedException {
    DavServer above = new DavServer(client, origin, base.subList(0, length), authorization);
    try {
      above.changed(above.request("MKCOL", Place.folder(List.of())));
    } catch (StorageException.Forbidden | StorageException.Permanent e) {
      return; // what is there already need not be ours to make
    }
  }

  Outcome move(Place from, Place to) throws StorageException, InterruptedException {
    return changed(
        request("MOVE", from).with("Destination", uri(to).toString()).with("Overwrite", "F"));
  }

  Outcome delete(Place place) throws StorageException, InterruptedException {
    return changed(request("DELETE", place));
  }

  private Outcome changed(HttpRequest request) throws StorageException, InterruptedException {
    try {
      return client.call(request, answer -> outcome(request.method(), answer));
    } catch (HttpException e) {
      if (e.kind() == HttpException.Kind.LOST) return Outcome.LOST;
      throw HttpTroubles.of(e);
    }
  }

  private static Outcome outcome(String method, HttpAnswer answer) throws StorageException {
    return switch (answer.status()) {
      case 201, 204 -> Outcome.DONE;
      case 412 -> Outcome.EXISTS;
      case 405 -> {
        if (!method.equals("MKCOL")) throw trouble(answer);
        yield Outcome.EXISTS;
      }
      case 404, 409, 410 -> Outcome.ABSENT;
      // 200: some servers; also a page for whoever has to sign in to a network first. 500: for a
      // collection that is not there, too (nginx, Apache's MOVE). 403, 423: what another one does
      // at the same moment (rclone).
      case 200, 202, 403, 423, 500 -> {
        if (answer.status() == 403 && !method.equals("MOVE")) throw trouble(answer);
        yield Outcome.UNCLEAR;
      }
      default -> throw trouble(answer);
    };
  }

  /// Reads what a `GET` says.
  <T> T get(Place place, Optional<String> range, HttpClient.Reading<T> reading)
      throws HttpException, StorageException, InterruptedException {
    HttpRequest request = request("GET", place);
    if (range.isPresent()) request = request.with("Range", range.get());
    return client.call(request, reading);
  }

  String describe() {
    return uri(Place.folder(List.of())).toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
