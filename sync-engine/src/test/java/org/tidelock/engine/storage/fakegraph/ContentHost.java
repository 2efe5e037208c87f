package org.tidelock.engine.storage.fakegraph;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Where the bytes go and come from, by addresses that open what they name to whoever has them. Credentials do not belong here: they are refused, as by the
/// real one, and complained about.
final class ContentHost extends Host {
  private static final int STEP = 320 << 10;
  private static final int LONGEST_PIECE = 60 << 20;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

  private record Download(byte[] bytes, Instant until) {}

  final Sessions sessions;
  private final Drive drive;
  private final Map<String, Download> downloads = new ConcurrentHashMap<>();
  volatile Duration downloadLife = Duration.ofHours(1);
  volatile boolean ignoresRanges;

  ContentHost(World world, Drive drive) throws IOException {
    super(world);
    this.drive = drive;
    this.sessions = new Sessions(world.clock);
  }

  @Override
  boolean isOfTheAccount() {
    return false;
  }

  /// @return the path of an address that gives these bytes for a while
  String offer(byte[] bytes) {
    String key = UUID.randomUUID().toString().replace("-", "");
    downloads.put(key, new Download(bytes, world.clock.instant().plus(downloadLife)));
    return "/dl/" + key + "?tempauth=" + key;
  }

  @Override
  void serve(Talk talk) throws IOException {
    if (talk.header("Authorization").isPresent()) {
      world.complain("credentials were sent to the host of contents: " + talk.line());
      throw GraphError.of(401, "unauthenticated", "Authorization is not allowed here").refused();
    }
    String[] path = talk.rawPath().split("/");
    if (path.length != 3) throw GraphError.notFound();
    switch (path[1] + " " + talk.method()) {
      case "dl GET" -> download(talk, path[2]);
      case "up PUT" -> piece(talk, path[2]);
      case "up GET" -> talk.answer(200, state(sessions.find(path[2])));
      case "up DELETE" -> {
        sessions.find(path[2]);
        sessions.end(path[2]);
        talk.empty(204);
      }
      default -> talk.empty(405);
    }
  }

  private void download(Talk talk, String key) throws IOException {
    Download file = downloads.get(key);
    if (file == null || world.clock.instant().isAfter(file.until)) {
      talk.empty(404);
      return;
    }
    byte[] bytes = file.bytes;
    String type = "application/octet-stream";
    Matcher range = RANGE.matcher(talk.header("Range").orElse(""));
    if (ignoresRanges || !range.matches()) {
      talk.answer(200, type, bytes, "Accept-Ranges", "bytes");
      return;
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? bytes.length - 1 : Long.parseLong(range.group(2));
    last = Math.min(last, bytes.length - 1);
    if (first > last) {
      talk.empty(416, "Content-Range", "bytes */" + bytes.length);
      return;
    }
    talk.answer(
        206,
        type,
        Arrays.copyOfRange(bytes, (int) first, (int) last + 1),
        "Content-Range",
        "bytes " + first + "-" + last + "/" + bytes.length);
  }

  private static ObjectNode state(Sessions.Session session) {
    synchronized (session) {
      ObjectNode body =
          Talk.JSON.createObjectNode().put("expirationDateTime", session.until.toString());
      body.putArray("nextExpectedRanges").add(session.got.size() + "-");
      return body;
    }
  }

  private void piece(Talk talk, String id) throws IOException {
    Sessions.Session session = sessions.find(id);
    Matcher range = CONTENT_RANGE.matcher(talk.header("Content-Range").orElse(""));
    if (!range.matches()) throw GraphError.invalid("The Content-Range header is missing");
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long total = Long.parseLong(range.group(3));
    if (total == 0 || last < first || last >= total)
      throw GraphError.of(400, "invalidRange", "The range is not valid").refused();
    if (last - first + 1 > LONGEST_PIECE)
      throw GraphError.of(413, "invalidRequest", "The fragment is too large").refused();
    byte[] body = talk.body(); // one that is cut off leaves nothing
    if (body.length != last - first + 1)
      throw GraphError.of(400, "invalidRequest", "Declared fragment length does not match")
          .because("fragmentLengthMismatch")
          .refused();
    take(talk, session, body, first, total);
  }

  private void take(Talk talk, Sessions.Session session, byte[] body, long first, long total)
      throws IOException {
    synchronized (session) {
      sessions.find(session.id);
      if (session.total >= 0 && session.total != total)
        throw GraphError.of(400, "invalidRequest", "The total length has changed")
            .because("fragmentLengthMismatch")
            .refused();
      session.total = total;
      int got = session.got.size();
      if (first != got)
        throw GraphError.of(416, "invalidRange", "The uploaded fragment is not the next one")
            .because(first < got ? "fragmentOverlap" : "fragmentOutOfOrder")
            .refused();
      session.got.write(body);
      boolean isLast = session.got.size() == total;
      session.isSpoilt |= !isLast && body.length % STEP != 0;
      if (!isLast) {
        talk.answer(202, state(session));
        return;
      }
      finish(talk, session);
    }
  }

  private void finish(Talk talk, Sessions.Session session) throws IOException {
    if (session.isSpoilt) {
      sessions.end(session.id);
      throw GraphError.invalid("The fragments are no multiples of 320 KiB");
    }
    Drive.Stored stored =
        drive.put(session.from, session.path, session.got.toByteArray(), session.conditions);
    sessions.end(session.id);
    talk.answer(stored.isNew() ? 201 : 200, stored.item().json(java.util.Set.of()));
  }
}
