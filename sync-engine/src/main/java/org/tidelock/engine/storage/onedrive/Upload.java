package org.tidelock.engine.storage.onedrive;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.tidelock.engine.storage.http.HttpClient;
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

  /// The address opens it by itself: what it refuses has nothing to do with who has signed in.
  private static final Set<Integer> OVER = Set.of(401, 403, 404, 410);

  private static final Pattern EXPECTED = Pattern.compile("(\\d{1,18})-\\d{0,18}");

  /// How often the server may send us back, before it counts as broken.
  private static final int MOST_SETBACKS = 3;

  /// Nobody waits longer for a storage to be closed.
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final GraphServer server;
  private final int piece;

  /// Those that broke off. One that is sent is its thread's alone, so that pieces of two objects never come together.
  private final Map<ObjectName, Session> parked = new ConcurrentHashMap<>();

  /// One upload, of one object's bytes.
  private static final class Session {
    /// Opens it to whoever has it: never in a message.
    final URI address;

    /// Of the bytes that it is for.
    final String hash;

    /// Up to where bytes were sent, whether they arrived or not.
    long sent;

    /// The server knows it no more.
    boolean isOver;

    Session(URI address, String hash) {
      this.address = address;
      this.hash = hash;
    }
  }

  /// @param piece bytes, a multiple of 320 KiB
  Upload(GraphServer server, int piece) {
    this.server = server;
    this.piece = piece;
  }

  /// @param start the address that begins a session
  /// @return the item, or why there is none; then nothing is left of it
  /// @throws HttpException if an answer did not come: what was sent so far is gone on with when the bytes come again
  Outcome<Json> run(ObjectName name, URI start, ByteBuffer bytes)
      throws HttpException, StorageException, InterruptedException {
    String hash = hash(bytes);
    @Nullable Session earlier = parked.remove(name);
    if (earlier != null && !earlier.hash.equals(hash)) cancel(earlier);
    else if (earlier != null) {
      long at = keeping(name, earlier, s -> position(s, bytes.remaining()));
      if (at >= 0) return keeping(name, earlier, s -> send(s, bytes, at));
    }
    Outcome<Session> begun = begin(start, hash);
    if (begun.error().isPresent()) return new Outcome<>(Optional.empty(), begun.error());
    return keeping(name, begun.orThrow(), s -> send(s, bytes, 0));
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

  @FunctionalInterface
  private interface Step<T> {
    T with(Session session) throws HttpException, StorageException, InterruptedException;
  }

  /// What breaks off can be gone on with; what cannot succeed is taken back.
  private <T> T keeping(ObjectName name, Session session, Step<T> step)
      throws HttpException, StorageException, InterruptedException {
    try {
      return step.with(session);
    } catch (InterruptedException | Permanent | QuotaExceeded | RuntimeException e) {
      cancel(session);
      throw e;
    } catch (HttpException | StorageException e) {
      if (!session.isOver) park(name, session);
      throw e;
    }
  }

  private void park(ObjectName name, Session session) {
    @Nullable Session other = parked.put(name, session);
    if (other != null) cancel(other);
  }

  /// Takes back what broke off and was not gone on with.
  void close() {
    List<HttpClient.Task<Boolean>> cancels = new ArrayList<>();
    for (ObjectName name : List.copyOf(parked.keySet())) {
      @Nullable Session left = parked.remove(name);
      if (left != null)
        cancels.add(
            () -> {
              cancel(left);
              return true;
            });
    }
    server.client().attempt(cancels, FAREWELL);
  }

  /// What the server wants next; -1 if it knows the session no more.
  private long position(Session session, long total)
      throws HttpException, StorageException, InterruptedException {
    Outcome<Json> state = server.send(HttpRequest.of("GET", session.address), GraphServer::json);
    if (isGone(state)) {
      end(session);
      return -1;
    }
    return next(state.orThrow(), session, total);
  }

  private static boolean isGone(Outcome<?> outcome) {
    return outcome.error().filter(e -> OVER.contains(e.status())).isPresent();
  }

  /// @throws Permanent also if it would go on behind bytes that were never sent: they would be missing in the object
  private static long next(Json state, Session session, long total) throws StorageException {
    String expected =
        state.list("nextExpectedRanges").stream().findFirst().flatMap(Json::text).orElse("");
    Matcher range = EXPECTED.matcher(expected);
    long next = range.matches() ? Long.parseLong(range.group(1)) : total;
    if (next >= total || next > session.sent)
      throw new Permanent("OneDrive wants bytes of an object that are not the next ones.", null);
    return next;
  }

  private Outcome<Session> begin(URI start, String hash)
      throws HttpException, StorageException, InterruptedException {
    Outcome<Json> begun = server.ask(GraphServer.json("POST", start, NOT_OVER), GraphServer::json);
    if (begun.error().isPresent()) return new Outcome<>(Optional.empty(), begun.error());
    String address =
        begun
            .value()
            .flatMap(json -> json.text("uploadUrl"))
            .orElseThrow(() -> new Permanent("OneDrive begins no upload.", null));
    Session session = new Session(server.contents(address), hash);
    return new Outcome<>(Optional.of(session), Optional.empty());
  }

  /// @param item there when it was the last one
  private record Taken(Optional<Json> item, long next) {}

  private Outcome<Json> send(Session session, ByteBuffer bytes, long from)
      throws HttpException, StorageException, InterruptedException {
    long at = from;
    int setbacks = 0;
    while (true) {
      Outcome<Taken> sent = piece(session, bytes, at);
      if (sent.value().isPresent()) {
        Taken taken = sent.value().get();
        if (taken.item.isPresent()) return new Outcome<>(taken.item, Optional.empty());
        if (taken.next <= at && ++setbacks > MOST_SETBACKS) throw broken();
        at = taken.next;
        continue;
      }
      GraphError error = sent.error().orElseThrow();
      if (isGone(sent)) throw ended(session);
      if (error.status() != 416) return refused(session, error);
      if (++setbacks > MOST_SETBACKS) throw broken();
      at = position(session, bytes.remaining());
      if (at < 0) throw ended(session);
    }
  }

  private Outcome<Json> refused(Session session, GraphError error) throws StorageException {
    StorageException why = error.explained();
    boolean passes = why instanceof Transient || why instanceof StorageException.Throttled;
    if (passes && !error.isExistence()) throw why;
    cancel(session);
    return new Outcome<>(Optional.empty(), Optional.of(error));
  }

  private Transient ended(Session session) {
    end(session);
    return new Transient("OneDrive has ended an upload; it begins anew.", null);
  }

  /// It may be there still, and keep the name busy.
  private void end(Session session) {
    session.isOver = true;
    cancel(session);
  }

  private static Permanent broken() {
    return new Permanent("OneDrive does not take the pieces that it asks for.", null);
  }

  private Outcome<Taken> piece(Session session, ByteBuffer bytes, long at)
      throws HttpException, StorageException, InterruptedException {
    int total = bytes.remaining();
    int length = (int) Math.min(piece, total - at);
    String range = "bytes " + at + "-" + (at + length - 1) + "/" + total;
    HttpRequest request =
        HttpRequest.of("PUT", session.address)
            .with("Content-Range", range)
            .sending(bytes.slice(bytes.position() + (int) at, length));
    session.sent = Math.max(session.sent, at + length);
    return server.send(request, answer -> taken(answer, session, total));
  }

  private static Taken taken(HttpAnswer answer, Session session, long total)
      throws IOException, StorageException {
    Json json = GraphServer.json(answer);
    return switch (answer.status()) {
      case 200, 201 -> {
        if (session.sent < total) throw broken(); // it cannot have all of it
        yield new Taken(Optional.of(json), total);
      }
      case 202 -> new Taken(Optional.empty(), next(json, session, total));
      default -> throw HttpTroubles.unexpected(answer);
    };
  }

  /// Whatever interrupts the caller. What stays nevertheless OneDrive forgets by itself.
  private void cancel(Session session) {
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
