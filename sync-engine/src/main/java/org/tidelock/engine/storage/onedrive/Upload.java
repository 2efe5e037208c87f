package org.tidelock.engine.storage.onedrive;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpAnswer;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;
import org.tidelock.engine.storage.onedrive.GraphServer.Outcome;

/// Large objects, in pieces. An upload that breaks off goes on where it stopped when the same bytes come again; one that nobody will go on with is taken back, since
/// OneDrive keeps its name busy else, for hours. Thread-safe.
final class Upload {
  /// A multiple of 320 KiB, as OneDrive wants all pieces but the last to be.
  static final int PIECE = 32 * (320 << 10);

  private static final String NOT_OVER =
      "{\"item\":{\"@microsoft.graph.conflictBehavior\":\"fail\"}}";

  private static final Pattern EXPECTED = Pattern.compile("(\\d{1,18})-\\d{0,18}");

  /// How often the server may send us back, before it counts as broken.
  private static final int MOST_SETBACKS = 3;

  private final GraphServer server;

  /// @param address opens it to whoever has it
  /// @param hash of the bytes that it is for
  private record Session(URI address, String hash) {}

  private final Map<ObjectName, Session> open = new ConcurrentHashMap<>();

  Upload(GraphServer server) {
    this.server = server;
  }

  /// @param start the address that begins a session
  /// @return the item, or why there is none; then nothing is left of it
  /// @throws HttpException if an answer did not come: what was sent so far is gone on with when the bytes come again
  Outcome<Json> run(ObjectName name, URI start, ByteBuffer bytes)
      throws HttpException, StorageException, InterruptedException {
    try {
      String hash = hash(bytes);
      long from = resumed(name, hash, bytes.remaining());
      if (from < 0) {
        Optional<GraphError> refused = begin(name, start, hash);
        if (refused.isPresent()) return new Outcome<>(Optional.empty(), refused);
      }
      return send(name, bytes, Math.max(0, from));
    } catch (InterruptedException | Permanent | QuotaExceeded e) {
      giveUp(name);
      throw e;
    }
  }

  private static String hash(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// From where on an earlier upload goes on; -1 if there is none.
  private long resumed(ObjectName name, String hash, long total)
      throws HttpException, StorageException, InterruptedException {
    Session earlier = open.get(name);
    if (earlier == null) return -1;
    if (!earlier.hash.equals(hash)) {
      giveUp(name);
      return -1;
    }
    return position(name, earlier, total);
  }

  /// What the server wants next; -1 if it knows the session no more.
  private long position(ObjectName name, Session session, long total)
      throws HttpException, StorageException, InterruptedException {
    Outcome<Json> state = server.send(HttpRequest.of("GET", session.address), GraphServer::json);
    if (isGone(state)) {
      open.remove(name);
      return -1;
    }
    return next(state.orThrow(), total);
  }

  private static boolean isGone(Outcome<?> outcome) {
    return outcome.error().filter(e -> e.status() == 404 || e.status() == 410).isPresent();
  }

  private static long next(Json state, long total) throws StorageException {
    String expected =
        state.list("nextExpectedRanges").stream().findFirst().flatMap(Json::text).orElse("");
    Matcher range = EXPECTED.matcher(expected);
    if (!range.matches() || Long.parseLong(range.group(1)) >= total)
      throw new Permanent("OneDrive wants bytes of an object that it has not.", null);
    return Long.parseLong(range.group(1));
  }

  private Optional<GraphError> begin(ObjectName name, URI start, String hash)
      throws HttpException, StorageException, InterruptedException {
    Outcome<Json> begun = server.ask(GraphServer.json("POST", start, NOT_OVER), GraphServer::json);
    if (begun.error().isPresent()) return begun.error();
    String address =
        begun
            .value()
            .flatMap(json -> json.text("uploadUrl"))
            .orElseThrow(() -> new Permanent("OneDrive begins no upload.", null));
    open.put(name, new Session(server.contents(address), hash));
    return Optional.empty();
  }

  /// @param item there when it was the last one
  private record Taken(Optional<Json> item, long next) {}

  private Outcome<Json> send(ObjectName name, ByteBuffer bytes, long from)
      throws HttpException, StorageException, InterruptedException {
    long at = from;
    int setbacks = 0;
    while (true) {
      Session session = open.get(name);
      if (session == null) throw ended();
      Outcome<Taken> piece = piece(session, bytes, at);
      if (piece.value().isPresent()) {
        Taken taken = piece.value().get();
        if (taken.item.isPresent()) {
          open.remove(name);
          return new Outcome<>(taken.item, Optional.empty());
        }
        if (taken.next <= at && ++setbacks > MOST_SETBACKS) throw broken();
        at = taken.next;
        continue;
      }
      GraphError error = piece.error().orElseThrow();
      if (isGone(piece)) {
        open.remove(name);
        throw ended();
      }
      if (error.status() != 416) return refused(name, error);
      if (++setbacks > MOST_SETBACKS) throw broken();
      at = position(name, session, bytes.remaining());
      if (at < 0) throw ended();
    }
  }

  private Outcome<Json> refused(ObjectName name, GraphError error) throws StorageException {
    StorageException why = error.explained();
    boolean passes = why instanceof Transient || why instanceof StorageException.Throttled;
    if (passes && !error.isExistence()) throw why;
    giveUp(name);
    return new Outcome<>(Optional.empty(), Optional.of(error));
  }

  private static Transient ended() {
    return new Transient("OneDrive has ended an upload; it begins anew.", null);
  }

  private static Permanent broken() {
    return new Permanent("OneDrive does not take the pieces that it asks for.", null);
  }

  private Outcome<Taken> piece(Session session, ByteBuffer bytes, long at)
      throws HttpException, StorageException, InterruptedException {
    int total = bytes.remaining();
    int length = (int) Math.min(PIECE, total - at);
    String range = "bytes " + at + "-" + (at + length - 1) + "/" + total;
    HttpRequest request =
        HttpRequest.of("PUT", session.address)
            .with("Content-Range", range)
            .sending(bytes.slice(bytes.position() + (int) at, length));
    return server.send(request, answer -> taken(answer, total));
  }

  private static Taken taken(HttpAnswer answer, long total) throws IOException, StorageException {
    Json json = GraphServer.json(answer);
    return switch (answer.status()) {
      case 200, 201 -> new Taken(Optional.of(json), total);
      case 202 -> new Taken(Optional.empty(), next(json, total));
      default -> throw HttpTroubles.unexpected(answer);
    };
  }

  /// Whatever interrupts the caller. What stays nevertheless OneDrive forgets by itself.
  private void giveUp(ObjectName name) {
    @Nullable Session session = open.remove(name);
    if (session == null) return;
    boolean interrupted = Thread.interrupted();
    try {
      server.send(HttpRequest.of("DELETE", session.address), _ -> true);
    } catch (HttpException | StorageException e) {
      return;
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
