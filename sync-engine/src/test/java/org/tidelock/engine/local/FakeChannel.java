package org.tidelock.engine.local;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/// An open file of a [FakeDisk]. Readers see what is written meanwhile, as they do on real disks.
final class FakeChannel implements SeekableByteChannel {
  private final FakeDisk disk;
  private final FakeNode file;
  private final boolean writable;
  private long position;
  private boolean open = true;

  FakeChannel(FakeDisk disk, FakeNode file, boolean writable) {
    this.disk = disk;
    this.file = file;
    this.writable = writable;
  }

  @Override
  public int read(ByteBuffer target) throws ClosedChannelException {
    synchronized (disk) {
      check();
      if (position >= file.bytes.length) return target.hasRemaining() ? -1 : 0;
      int count = (int) Math.min(target.remaining(), file.bytes.length - position);
      target.put(file.bytes, (int) position, count);
      position += count;
      return count;
    }
  }

  @Override
  public int write(ByteBuffer source) throws ClosedChannelException {
    synchronized (disk) {
      check();
      if (!writable) throw new NonWritableChannelException();
      int count = source.remaining();
      int end = Math.toIntExact(position + count);
      if (end > file.bytes.length) file.bytes = Arrays.copyOf(file.bytes, end);
      source.get(file.bytes, (int) position, count);
      position += count;
      disk.touched(file);
      return count;
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long position) {
    this.position = position;
    return this;
  }

  @Override
  public long size() throws ClosedChannelException {
    check();
    return file.bytes.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) throws ClosedChannelException {
    synchronized (disk) {
      check();
      if (!writable) throw new NonWritableChannelException();
      if (size < file.bytes.length) file.bytes = Arrays.copyOf(file.bytes, (int) size);
      position = Math.min(position, size);
      disk.touched(file);
      return this;
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  private void check() throws ClosedChannelException {
    if (!open) throw new ClosedChannelException();
  }
}
