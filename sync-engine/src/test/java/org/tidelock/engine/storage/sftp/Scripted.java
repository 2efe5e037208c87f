package org.tidelock.engine.storage.sftp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;

/// A server that answers as a test says, also what no honest one would. Whatever the test does not say is answered like an empty folder's server.
abstract class Scripted implements SubsystemFactory {
  static final int OPEN = 3;
  static final int READ = 5;
  static final int LSTAT = 7;
  static final int OPENDIR = 11;
  static final int READDIR = 12;
  static final int STAT = 17;

  static final int STATUS = 101;
  static final int HANDLE = 102;
  static final int DATA = 103;
  static final int NAME = 104;
  static final int ATTRS = 105;

  final AtomicInteger requests = new AtomicInteger();

  /// What comes from the client.
  record Asked(int type, int id, ByteBuffer body) {
    String path() {
      byte[] bytes = new byte[body.getInt(0)];
      body.get(4, bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /// @param parts Integer, Long, String or byte[]
    byte[] answer(int type, Object... parts) {
      return packet(type, id, parts);
    }

    byte[] status(int code) {
      return answer(STATUS, code, "", "");
    }
  }

  /// @return packets, or null for what an empty folder's server says
  abstract List<byte[]> answers(Asked asked);

  static byte[] packet(int type, int id, Object... parts) {
    ByteBuffer b = ByteBuffer.allocate(300 << 10);
    b.putInt(0).put((byte) type).putInt(id);
    for (Object part : parts) {
      switch (part) {
        case Integer i -> b.putInt(i);
        case Long l -> b.putLong(l);
        case String s -> b.putInt(s.length()).put(s.getBytes(StandardCharsets.UTF_8));
        case byte[] bytes -> b.put(bytes);
        default -> throw new IllegalArgumentException(part.toString());
      }
    }
    b.putInt(0, b.position() - 4);
    byte[] packet = new byte[b.position()];
    b.get(0, packet);
    return packet;
  }

  /// Flags and fields of a file or folder, as v3 has them.
  static Object[] attributes(int mode, long size) {
    return new Object[] {1 | 4, size, mode};
  }

  static final int FOLDER = 0x41ED;
  static final int FILE = 0x81A4;
  static final int LINK = 0xA1FF;

  private List<byte[]> usual(Asked a) {
    return List.of(
        switch (a.type) {
          case STAT -> a.answer(ATTRS, attributes(FOLDER, 0));
          case LSTAT -> a.status(2);
          case 4 -> a.status(0);
          default -> a.status(2);
        });
  }

  @Override
  public String getName() {
    return "sftp";
  }

  @Override
  public Command createSubsystem(ChannelSession channel) {
    return new Conversation();
  }

  private final class Conversation implements Command {
    private InputStream in;
    private OutputStream out;
    private ExitCallback exit;

    @Override
    public void setInputStream(InputStream stream) {
      in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.ofVirtual().start(this::talk);
    }

    private void talk() {
      try (DataInputStream from = new DataInputStream(in)) {
        from.skipNBytes(9);
        say(List.of(packet(2, 3)));
        while (true) {
          int length = from.readInt();
          int type = from.readUnsignedByte();
          int id = from.readInt();
          Asked a = new Asked(type, id, ByteBuffer.wrap(from.readNBytes(length - 5)));
          requests.incrementAndGet();
          List<byte[]> said = answers(a);
          say(said == null ? usual(a) : said);
        }
      } catch (EOFException e) {
        exit.onExit(0);
      } catch (IOException e) {
        exit.onExit(1);
      }
    }

    private void say(List<byte[]> packets) throws IOException {
      for (byte[] p : new ArrayList<>(packets)) out.write(p);
      out.flush();
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
