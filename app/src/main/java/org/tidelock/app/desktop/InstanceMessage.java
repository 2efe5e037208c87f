package org.tidelock.app.desktop;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What two processes of one profile say to each other: four bytes of length, big end first, then a JSON object. A request names a command
/// line and the directory it was given in; a reply has its exit code and what it printed. Who asks for it is told of progress before the reply. Unknown
/// fields are skipped, so that an older and a newer version understand each other: the older one neither asks for progress nor sends any.
public sealed interface InstanceMessage {
  /// A limit against a peer that sends nonsense; a listing of a large folder fits.
  int LONGEST = 64 << 20;

  /// @param arguments a command with its arguments, as on the command line; `show` alone asks for the window
  /// @param progress whether to tell how far the work is
  record Request(List<String> arguments, String directory, boolean progress)
      implements InstanceMessage {
    public Request {
      arguments = List.copyOf(arguments);
    }

    /// Without progress.
    public Request(List<String> arguments, String directory) {
      this(arguments, directory, false);
    }
  }

  /// What comes back, until the reply.
  sealed interface Answer extends InstanceMessage permits Progress, Reply {}

  /// How far the work is, in a line for people.
  record Progress(String line) implements Answer {}

  record Reply(int exit, String out, String err) implements Answer {}

  static void write(WritableByteChannel channel, InstanceMessage message) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      switch (message) {
        case Request(List<String> arguments, String directory, boolean progress) -> {
          json.writeArrayPropertyStart("arguments");
          arguments.forEach(json::writeString);
          json.writeEndArray();
          json.writeStringProperty("directory", directory);
          if (progress) {
            json.writeBooleanProperty("progress", true);
          }
        }
        case Progress(String line) -> json.writeStringProperty("progress", line);
        case Reply(int exit, String out, String err) -> {
          json.writeNumberProperty("exit", exit);
          json.writeStringProperty("out", out);
          json.writeStringProperty("err", err);
        }
      }
      json.writeEndObject();
    }
    ByteBuffer framed =
        ByteBuffer.allocate(4 + body.size()).putInt(body.size()).put(body.toByteArray()).flip();
    while (framed.hasRemaining()) {
      channel.write(framed);
    }
  }

  static Request readRequest(ReadableByteChannel channel) throws IOException {
    List<String> arguments = new ArrayList<>();
    String directory = "";
    boolean progress = false;
    try (JsonParser json = parser(channel)) {
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "arguments" -> {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
              arguments.add(json.getString());
            }
          }
          case "directory" -> directory = json.getString();
          case "progress" -> progress = json.getBooleanValue();
          default -> json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new IOException("no request", e);
    }
    return new Request(arguments, directory, progress);
  }

  static Answer readAnswer(ReadableByteChannel channel) throws IOException {
    int exit = 1;
    String out = "";
    String err = "";
    try (JsonParser json = parser(channel)) {
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "exit" -> exit = json.getIntValue();
          case "out" -> out = json.getString();
          case "err" -> err = json.getString();
          case "progress" -> {
            return new Progress(json.getString());
          }
          default -> json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new IOException("no reply", e);
    }
    return new Reply(exit, out, err);
  }

  private static JsonParser parser(ReadableByteChannel channel) throws IOException {
    int length = read(channel, 4).getInt();
    if (length < 2 || length > LONGEST) {
      throw new IOException("a message of " + length + " bytes");
    }
    JsonParser json =
        new JsonFactory().createParser(ObjectReadContext.empty(), read(channel, length).array());
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("a message that is no object");
    }
    return json;
  }

  private static ByteBuffer read(ReadableByteChannel channel, int length) throws IOException {
    // Grows with what arrives, so that a length alone costs no memory.
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(length, 1 << 16));
    int done = 0;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (done < length) {
      buffer.clear().limit(Math.min(buffer.capacity(), length - done));
      int n = channel.read(buffer);
      if (n < 0) {
        throw new EOFException("the other side closed");
      }
      all.write(buffer.array(), 0, n);
      done += n;
    }
    return ByteBuffer.wrap(all.toByteArray());
  }
}
