package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.BufferedIoOutputStream;
import org.apache.sshd.common.channel.ChannelAsyncOutputStream;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/// One SFTP conversation. Requests go out without waiting for answers; the server works on them in their order. Thread-safe, but one operation at a
/// time uses it ([Link]).
final class SftpChannel implements Packets.Asked {
  /// Bytes that may wait to be sent: more than any operation has under way, so that sending never blocks.
  private static final int QUEUE = 8 << 20;

  private static final int VERSION = 3;
  private static final int FIRST = -1;

  private final ClientSession session;
  private final Progress progress;
  private final Duration stall;
  private final Map<Integer, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Subsystem subsystem = new Subsystem();
  private final Packets packets = new Packets(this);
  private Set<Extension> extensions = Set.of();
  private volatile @Nullable IOException failure;

  private SftpChannel(ClientSession session, Progress progress, Duration stall) {
    this.session = session;
    this.progress = progress;
    this.stall = stall;
  }

  static SftpChannel open(ClientSession session, Progress progress, Patience patience)
      throws IOException, InterruptedException {
    SftpChannel c = new SftpChannel(session, progress, patience.stall());
    try {
      c.start(patience);
      return c;
    } catch (IOException | InterruptedException | RuntimeException e) {
      c.fail(new IOException("the conversation did not begin", e));
      throw e;
    }
  }

  private void start(Patience patience) throws IOException, InterruptedException {
    register();
    Waiting.forResult(subsystem.open(), patience.login());
    subsystem.addCloseFutureListener(f -> fail(new IOException("the server hung up")));
    Pending first = new Pending(this, Answer.LONGEST);
    pending.put(FIRST, first);
    progress.made();
    transmit(ByteBuffer.allocate(9).putInt(5).put((byte) 1).putInt(VERSION).flip());
    extensions = first.await().extensions();
  }

  private void register() throws IOException {
    try {
      session.getService(ConnectionService.class).registerChannel(subsystem);
    } catch (IllegalStateException e) { // so it says that the connection is on its way down
      throw new IOException("the connection is lost", e);
    }
  }

  boolean offers(Extension extension) {
    return extensions.contains(extension);
  }

  boolean isOpen() {
    return failure == null && subsystem.isOpen() && session.isOpen();
  }

  /// Answers are owed that nobody waits for any more.
  boolean isBusy() {
    return !pending.isEmpty();
  }

  Pending ask(Request request) throws IOException {
    int id = ids.updateAndGet(i -> (i + 1) & Integer.MAX_VALUE);
    Pending p = new Pending(this, request.longestAnswer());
    pending.put(id, p);
    progress.made();
    IOException failed = failure;
    if (failed != null) p.fail(failed);
    else transmit(request.packet(id));
    return p;
  }

  private void transmit(ByteBuffer packet) throws IOException {
    try {
      subsystem
          .out()
          .writeBuffer(new ByteArrayBuffer(packet.array(), 0, packet.limit()))
          .addListener(
              w -> {
                if (!w.isWritten()) fail(new IOException("could not send", w.getException()));
              });
    } catch (IOException | RuntimeException e) {
      fail(new IOException("could not send", e));
      throw new IOException("could not send", e);
    }
  }

  @Override
  public int longest(int type, int id) throws Nonsense {
    Pending p = pending.get(key(type, id));
    if (p == null) throw new Nonsense("what nobody asked for");
    return p.longest();
  }

  @Override
  public void answered(int id, Answer answer) {
    Pending p = pending.remove(key(answer.type(), id));
    progress.made();
    if (p != null) p.complete(answer);
  }

  /// The first answer alone has no id.
  private int key(int type, int id) {
    return pending.containsKey(FIRST) && type == 2 ? FIRST : id;
  }

  void giveUpIfStalled() {
    if (progress.since().compareTo(stall) < 0) return;
    fail(new IOException("no answer for " + stall.toSeconds() + " s"));
    // What stalls is the connection: no other conversation of it gets on either.
    session.close(true);
  }

  /// Ends the conversation; whoever waits for an answer is told.
  void fail(IOException why) {
    synchronized (this) {
      if (failure == null) failure = why;
    }
    for (Pending p : pending.values()) p.fail(why);
    subsystem.close(true);
  }

  void close() {
    fail(new IOException("closed"));
  }

  private final class Subsystem extends ChannelSubsystem {
    private @Nullable IoOutputStream queue;

    Subsystem() {
      super("sftp");
    }

    IoOutputStream out() throws IOException {
      IoOutputStream out = queue;
      if (out == null) throw new IOException("not open");
      return out;
    }

    /// As its parent does, but bytes that come are handed over as they come, and bytes that go never block.
    @Override
    protected void doOpen() throws IOException {
      var request = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, 64);
      request.putUInt(getRecipient());
      request.putString("subsystem");
      request.putBoolean(true);
      request.putString(getSubsystem());
      addPendingRequest("subsystem", true);
      writePacket(request);
      setStreaming(Streaming.Async);
      var in = new ChannelAsyncOutputStream(this, SshConstants.SSH_MSG_CHANNEL_DATA);
      asyncIn = in;
      queue = new BufferedIoOutputStream("sftp", getChannelId(), in, QUEUE, Duration.ofSeconds(30));
      setOut(new Incoming());
      setErr(OutputStream.nullOutputStream());
    }
  }

  /// Called by the connection's own thread, one piece at a time.
  private final class Incoming extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (failure != null) return;
      try {
        packets.take(ByteBuffer.wrap(bytes, offset, length));
      } catch (IOException e) {
        fail(e);
        session.close(true);
      }
    }
  }
}
