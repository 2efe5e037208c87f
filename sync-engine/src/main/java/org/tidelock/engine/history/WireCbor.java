package org.tidelock.engine.history;

import java.nio.charset.StandardCharsets;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.WriterId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;

/// The CBOR of segments and heads: nested arrays of definite length, whole numbers, byte strings, text and null, in RFC 8949 §4.2.1's one
/// encoding. What is read must encode back to the same bytes; the codecs check that. Counts are bounded before anything is allocated for them.
final class WireCbor {
  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxStringLength(8192)
                  .maxNumberLength(20)
                  .maxTokenCount(1_000_000)
                  .build())
          .build();

  private WireCbor() {}

  @FunctionalInterface
  interface Body {
    void write(Writer out);
  }

  static byte[] write(Body body) {
    ByteArrayBuilder bytes = new ByteArrayBuilder();
    try (CBORGenerator generator =
        (CBORGenerator) FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      body.write(new Writer(generator));
    }
    return bytes.toByteArray();
  }

  /// Writes values; the caller keeps to the sizes it announced.
  static final class Writer {
    private final JsonGenerator out;

    private Writer(JsonGenerator out) {
      this.out = out;
    }

    Writer array(int size) {
      out.writeStartArray(null, size);
      return this;
    }

    Writer end() {
      out.writeEndArray();
      return this;
    }

    Writer number(long value) {
      out.writeNumber(value);
      return this;
    }

    Writer bytes(byte[] value) {
      out.writeBinary(value);
      return this;
    }

    Writer id(Id128 value) {
      return bytes(value.bytes());
    }

    Writer hash(Hash256 value) {
      return bytes(value.bytes());
    }

    Writer text(String value) {
      if (VaultNames.utf8Length(value) == Integer.MAX_VALUE)
        throw new IllegalArgumentException("text that has no UTF-8 form");
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      out.writeUTF8String(utf8, 0, utf8.length);
      return this;
    }

    Writer none() {
      out.writeNull();
      return this;
    }

    Writer op(OpId op) {
      return array(3).id(op.writer().value()).number(op.seq()).number(op.index()).end();
    }
  }

  @FunctionalInterface
  interface Reading<T, E extends Exception> {
    T read(Reader in) throws IntegrityException, E;
  }

  static <T, E extends Exception> T read(byte[] bytes, Reading<T, E> reading)
      throws IntegrityException, E {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      Reader in = new Reader(parser);
      T result = reading.read(in);
      if (parser.nextToken() != null)
        throw new IntegrityException("something follows the CBOR value");
      return result;
    } catch (JacksonException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IntegrityException("malformed CBOR in a signed object");
    }
  }

  /// Reads values of the expected kinds; anything else is an [IntegrityException].
  static final class Reader {
    private final JsonParser in;

    private Reader(JsonParser in) {
      this.in = in;
    }

    private void expect(JsonToken expected) throws IntegrityException {
      if (in.nextToken() != expected) throw bad("a " + expected);
    }

    void begin() throws IntegrityException {
      expect(JsonToken.START_ARRAY);
    }

    void end() throws IntegrityException {
      expect(JsonToken.END_ARRAY);
    }

    /// True, having entered the next array of a sequence; false at its end.
    boolean more() throws IntegrityException {
      JsonToken token = in.nextToken();
      if (token == null) return false;
      if (token != JsonToken.START_ARRAY) throw bad("an array");
      return true;
    }

    /// True, having entered the next inner array; false at the end of the present one.
    boolean nextArray() throws IntegrityException {
      JsonToken token = in.nextToken();
      if (token == JsonToken.END_ARRAY) return false;
      if (token != JsonToken.START_ARRAY) throw bad("an array");
      return true;
    }

    /// True, having read nothing of it, if a byte string comes next; false at the end of the array.
    boolean nextBytes() throws IntegrityException {
      JsonToken token = in.nextToken();
      if (token == JsonToken.END_ARRAY) return false;
      if (token != JsonToken.VALUE_EMBEDDED_OBJECT) throw bad("a byte string");
      return true;
    }

    /// True, having entered it, if an array comes next; false if null does.
    boolean arrayOrNone() throws IntegrityException {
      JsonToken token = in.nextToken();
      if (token == JsonToken.VALUE_NULL) return false;
      if (token != JsonToken.START_ARRAY) throw bad("an array or nothing");
      return true;
    }

    /// Moves to the next value and tells whether it is text ([#currentText]) or else a number ([#currentCount]).
    boolean isText() throws IntegrityException {
      JsonToken token = in.nextToken();
      if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT)
        throw bad("text or a number");
      return token == JsonToken.VALUE_STRING;
    }

    String currentText() {
      return in.getString();
    }

    long currentCount() throws IntegrityException {
      long value = in.getLongValue();
      if (value < 0) throw bad("a number that is not negative");
      return value;
    }

    /// Moves to the next value: true if it is a byte string ([#currentHash]), false if it is null.
    boolean bytesOrNone() throws IntegrityException {
      JsonToken token = in.nextToken();
      if (token != JsonToken.VALUE_NULL && token != JsonToken.VALUE_EMBEDDED_OBJECT)
        throw bad("a byte string or nothing");
      return token == JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    Hash256 currentHash() throws IntegrityException {
      return hash(binary());
    }

    long number() throws IntegrityException {
      expect(JsonToken.VALUE_NUMBER_INT);
      return in.getLongValue();
    }

    long count() throws IntegrityException {
      long value = number();
      if (value < 0) throw bad("a number that is not negative");
      return value;
    }

    int small(int max) throws IntegrityException {
      long value = count();
      if (value > max) throw bad("a number up to " + max);
      return (int) value;
    }

    byte[] bytes() throws IntegrityException {
      expect(JsonToken.VALUE_EMBEDDED_OBJECT);
      return binary();
    }

    /// The parser calls CBOR's other simple values "embedded", too; only a byte string has a binary value.
    private byte[] binary() throws IntegrityException {
      byte[] value = in.getBinaryValue();
      if (value == null) throw bad("a byte string");
      return value;
    }

    Id128 id() throws IntegrityException {
      return id(bytes());
    }

    static Id128 id(byte[] bytes) throws IntegrityException {
      if (bytes.length != Id128.BYTES) throw bad("an id");
      return Id128.of(bytes);
    }

    Hash256 hash() throws IntegrityException {
      return hash(bytes());
    }

    static Hash256 hash(byte[] bytes) throws IntegrityException {
      if (bytes.length != Hash256.BYTES) throw bad("a hash");
      return Hash256.of(bytes);
    }

    String text() throws IntegrityException {
      expect(JsonToken.VALUE_STRING);
      return in.getString();
    }

    OpId op() throws IntegrityException {
      begin();
      return opInside();
    }

    /// The rest of a version id whose array was entered.
    OpId opInside() throws IntegrityException {
      OpId op = new OpId(new WriterId(id()), count(), small(Integer.MAX_VALUE));
      end();
      return op;
    }

    static IntegrityException bad(String expected) {
      return new IntegrityException(
          "a signed object does not have " + expected + " where the format wants it");
    }
  }
}
