package org.tidelock.engine.storage.webdav;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.Percent;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpException.Kind;
import org.tidelock.engine.storage.http.StrictXml;

/// Reads `207 Multi-Status` (RFC 4918, 13) as it comes. No document type, no entities, no outside; so many bytes, answers and characters in one text,
/// and not more: whatever the server sends costs bounded memory and time.
final class Multistatus {
  private static final String DAV = "DAV:";

  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_RESPONSES = 200_000;
  private static final int LONGEST_TEXT = 8192;
  private static final int DEEPEST = 32;

  private static final Instant UNKNOWN = Instant.EPOCH;

  /// One answer, as the server says it.
  ///
  /// @param path segments, decoded: what could be no path is left out
  /// @param size bytes; -1 if it is not said
  /// @param room bytes that there is room for; -1 if it is not said
  record Response(List<String> path, boolean isCollection, long size, Instant modified, long room) {
    /// One of which nothing else is known.
    static final Response COLLECTION = new Response(List.of(), true, -1, UNKNOWN, -1);
  }

  /// Of one element or text, before there is an event of it.
  private static final int LONGEST_PIECE = 1 << 20;

  private final XMLStreamReader xml;
  private final Bounded bytes;

  private Multistatus(XMLStreamReader xml, Bounded bytes) {
    this.xml = xml;
    this.bytes = bytes;
  }

  /// @throws HttpException if it is something else, or too much
  static List<Response> read(InputStream in) throws IOException {
    try {
      Bounded bytes = new Bounded(in);
      XMLStreamReader xml = StrictXml.reader(bytes);
      try {
        return new Multistatus(xml, bytes).responses();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException io) throw io;
      throw unusable(e);
    }
  }

  private static HttpException unusable(@Nullable Exception cause) {
    return new HttpException(
        Kind.UNUSABLE, "The server's list is not as WebDAV has it, or too long.", cause);
  }

  private List<Response> responses() throws XMLStreamException, HttpException {
    xml.nextTag();
    if (!is("multistatus")) throw unusable(null);
    List<Response> all = new ArrayList<>();
    while (nextChild()) {
      if (!is("response")) skip();
      else {
        if (all.size() == MOST_RESPONSES) throw unusable(null);
        @Nullable Response one = response();
        if (one != null) all.add(one);
      }
    }
    return all;
  }

  /// Null if it cannot be one of ours.
  private @Nullable Response response() throws XMLStreamException, HttpException {
    @Nullable List<String> path = null;
    Found found = new Found();
    while (nextChild()) {
      if (is("href")) path = path(text());
      else if (is("propstat")) propstat(found);
      else skip();
    }
    return path == null
        ? null
        : new Response(path, found.isCollection, found.size, found.modified, found.room);
  }

  private static final class Found {
    private boolean isCollection;
    private long size = -1;
    private Instant modified = UNKNOWN;
    private long room = -1;
  }

  /// Properties count if their status is 200, or none is said; it comes after them.
  private void propstat(Found found) throws XMLStreamException, HttpException {
    Found here = new Found();
    boolean good = true;
    while (nextChild()) {
      if (is("prop")) properties(here);
      else if (is("status")) good = text().matches("HTTP/\\S+ 200(\\s.*)?");
      else skip();
    }
    if (!good) return;
    found.isCollection |= here.isCollection;
    if (here.size >= 0) found.size = here.size;
    if (here.room >= 0) found.room = here.room;
    if (!here.modified.equals(UNKNOWN)) found.modified = here.modified;
  }

  private void properties(Found found) throws XMLStreamException, HttpException {
    while (nextChild()) {
      if (is("resourcetype")) found.isCollection = isCollection();
      else if (is("getcontentlength")) found.size = size(text());
      else if (is("quota-available-bytes")) found.room = size(text());
      else if (is("getlastmodified")) found.modified = time(text());
      else skip();
    }
  }

  private boolean isCollection() throws XMLStreamException, HttpException {
    boolean collection = false;
    while (nextChild()) {
      collection |= is("collection");
      skip();
    }
    return collection;
  }

  private int next() throws XMLStreamException {
    bytes.newPiece();
    return xml.next();
  }

  private boolean is(String name) {
    return name.equals(xml.getLocalName()) && DAV.equals(xml.getNamespaceURI());
  }

  /// The next element within the one that is open; false at its end.
  private boolean nextChild() throws XMLStreamException, HttpException {
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw unusable(null);
        default -> {}
      }
    }
  }

  /// To the end of the element that is open.
  private void skip() throws XMLStreamException, HttpException {
    int depth = 1;
    while (depth > 0) {
      depth += nextChild() ? 1 : -1;
      if (depth > DEEPEST) throw unusable(null);
    }
  }

  /// Of the element that is open, which has no others in it.
  private String text() throws XMLStreamException, HttpException {
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (text.length() + xml.getTextLength() > LONGEST_TEXT) throw unusable(null);
          text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString().strip();
        }
        case XMLStreamConstants.START_ELEMENT,
            XMLStreamConstants.DTD,
            XMLStreamConstants.ENTITY_REFERENCE ->
            throw unusable(null);
        default -> {}
      }
    }
  }

  /// From an address or a path, however it is encoded. Whose host it names does not matter: a server behind another one may not know how it is called.
  private static @Nullable List<String> path(String href) {
    String raw = href;
    try {
      if (!href.startsWith("/")) {
        URI uri = URI.create(href);
        if (uri.getRawPath() == null) return null;
        raw = uri.getRawPath();
      }
      int end = raw.indexOf('?');
      if (end >= 0) raw = raw.substring(0, end);
      List<String> segments = new ArrayList<>();
      for (String segment : raw.split("/"))
        if (!segment.isEmpty()) segments.add(Percent.decode(segment));
      boolean strange =
          segments.stream().anyMatch(s -> s.indexOf('/') >= 0 || s.equals(".") || s.equals(".."));
      return strange ? null : segments;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }

  private static long size(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private static Instant time(String text) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return UNKNOWN;
    }
  }

  private static final class Bounded extends FilterInputStream {
    private long left = MOST_BYTES;
    private int piece;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) count(1);
      return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = super.read(into, offset, length);
      if (n > 0) count(n);
      return n;
    }

    void newPiece() {
      piece = 0;
    }

    private void count(int n) throws HttpException {
      left -= n;
      piece += n;
      if (left < 0 || piece > LONGEST_PIECE) throw unusable(null);
    }
  }
}
