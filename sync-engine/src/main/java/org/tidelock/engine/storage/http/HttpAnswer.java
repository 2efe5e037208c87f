package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Response;
import org.tidelock.engine.storage.http.HttpException.Kind;

/// An answer whose body is still to be read, once, and within [HttpClient#call]. Not thread-safe.
public final class HttpAnswer {
  private final Response response;
  private final InputStream body;

  HttpAnswer(Response response, InputStream body) {
    this.response = response;
    this.body = body;
  }

  public int status() {
    return response.code();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(response.header(name));
  }

  /// In lower case, without parameters; empty if there is none.
  public String contentType() {
    String type = response.header("Content-Type");
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /// Whether it is for people to read: sealed bytes, and what programs say to each other, have other types.
  public boolean isPage() {
    String type = contentType();
    return type.equals("text/html") || type.equals("application/xhtml+xml");
  }

  /// What the body's length is said to be.
  public OptionalLong length() {
    long length = response.body().contentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /// The body as it comes, bounded by nothing but the caller.
  ///
  /// @throws HttpException if it is encoded, though nobody asked for that
  public InputStream stream() throws HttpException {
    String encoding = response.header("Content-Encoding");
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"))
      throw new HttpException(
          Kind.UNUSABLE,
          "The server, or something on the way to it, changes what it sends ("
              + printable(encoding)
              + ").",
          null);
    return body;
  }

  /// The whole body.
  ///
  /// @param most bytes
  /// @throws HttpException if there are more; no more memory than that is taken
  public byte[] bytes(int most) throws IOException {
    if (length().orElse(0) > most) throw tooLong(most);
    byte[] all = stream().readNBytes(most);
    if (all.length == most && body.read() >= 0) throw tooLong(most);
    return all;
  }

  private static HttpException tooLong(int most) {
    return new HttpException(
        Kind.UNUSABLE, "The server's answer is longer than " + most + " bytes.", null);
  }

  /// Reads until the buffer, which has an array, is full or the body ends; returns how many bytes.
  public int fill(ByteBuffer into) throws IOException {
    int start = into.position();
    int length = 0;
    while (into.hasRemaining() && length >= 0) {
      length = stream().read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      into.position(into.position() + Math.max(length, 0));
    }
    return into.position() - start;
  }

  /// Passes over so many bytes.
  ///
  /// @throws IOException if there are fewer
  public void skip(long bytes) throws IOException {
    stream().skipNBytes(bytes);
  }

  /// Text of a server, fit to be shown: short, and nothing that a terminal acts on.
  public static String printable(String text) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return shown.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
