package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// An open file: what has it open keeps it, whatever becomes of its names.
final class SimChannel implements SeekableByteChannel {
  private final SimVolume volume;
  private final SimNode file;
  private final Access access;
  private final boolean writable;
  private int position;
  private boolean open = true;

  /// Hears of each call before it is done.
  interface Access {
    void before(String call) throws IOException;
  }

  SimChannel(SimVolume volume, SimNode file, Access access, boolean writable) {
    this.volume = volume;
    this.file = file;
    this.access = access;
    this.writable = writable;
  }

  private void call(String name) throws IOException {
    if (!open) throw new ClosedChannelException();
    access.before("channel." + name);
  }

  private void requireWritable() {
    if (!writable) throw new NonWritableChannelException();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    call("read");
    int count = file.bytes.read(position, into);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    requireWritable();
    call("write");
    int count = volume.write(file, position, from);
    position += count;
    return count;
  }

  @Override
  public long position() throws IOException {
    call("position");
    return position;
  }

  @Override
  public SeekableByteChannel position(long to) throws IOException {
    call("position");
    position = Math.toIntExact(to);
    return this;
  }

  @Override
  public long size() throws IOException {
    call("size");
    return file.bytes.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    requireWritable();
    call("truncate");
    volume.truncate(file, Math.toIntExact(size));
    position = Math.min(position, (int) size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
