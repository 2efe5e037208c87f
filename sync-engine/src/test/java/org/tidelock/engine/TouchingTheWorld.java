package org.tidelock.engine;

import java.io.File;
import java.io.FileInputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.FolderWatch;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.storage.folder.FolderStore;
import org.tidelock.engine.system.SystemTime;

/// What the engine must not do, one sin a class, for [EffectsTest].
@SuppressWarnings("all")
final class TouchingTheWorld {
  private TouchingTheWorld() {}

  static class Now {
    Object now() {
      return Instant.now();
    }
  }

  static class Clock {
    InstantSource clock() {
      return InstantSource.system();
    }
  }

  static class Nanos {
    long nanos() {
      return System.nanoTime();
    }
  }

  static class Sleep {
    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static class Start {
    void start() {
      Thread.ofVirtual().start(() -> {});
    }
  }

  static class Pool {
    Object pool() {
      return Executors.newCachedThreadPool();
    }
  }

  static class CommonPool {
    Object pool() {
      return CompletableFuture.runAsync(() -> {});
    }
  }

  static class Parallel {
    Object parallel() {
      return List.of(1).parallelStream();
    }
  }

  static class TimedWait {
    boolean await() throws InterruptedException {
      return new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    }
  }

  static class Chance {
    Object chance() {
      return new SecureRandom();
    }
  }

  static class Uuid {
    Object chance() {
      return UUID.randomUUID();
    }
  }

  static class FileMethod {
    boolean exists() {
      return Files.exists(Path.of("x"));
    }
  }

  static class FileReference {
    java.util.function.Predicate<Path> exists() {
      return Files::isDirectory;
    }
  }

  static class Channel {
    Object open() throws Exception {
      return FileChannel.open(Path.of("x"));
    }
  }

  static class OldFile {
    Object open() throws Exception {
      return new FileInputStream(new File("x"));
    }
  }

  static class Real {
    Object real() throws Exception {
      return Path.of("x").toRealPath();
    }
  }

  static class Network {
    Object connect() throws Exception {
      return new Socket("localhost", 1);
    }
  }

  static class Program {
    Object run() throws Exception {
      return new ProcessBuilder("true").start();
    }
  }

  static class Adapter {
    Object adapter() {
      return new SystemTime();
    }
  }

  static class DiskDoor {
    Object open() throws Exception {
      return RealDisk.open(Path.of("x"));
    }
  }

  static class WatchDoor {
    Object start(FolderListener listener) throws Exception {
      return FolderWatch.start(Path.of("x"), listener);
    }
  }

  static class StorageDoor {
    Object open(SecureRandom random) throws Exception {
      return FolderStore.open(Path.of("x"), random);
    }
  }

  static class IndexDoor {
    Object open() {
      return Database.open(Path.of("x"), Database.Access.READ);
    }
  }

  /// None of these is one.
  static class Fine {
    boolean fine(org.tidelock.engine.effects.Effects effects) throws InterruptedException {
      if (Thread.interrupted()) Thread.currentThread().interrupt();
      effects.clock().sleep(java.time.Duration.between(Instant.EPOCH, effects.clock().instant()));
      new CountDownLatch(0).await();
      effects.io().execute(() -> {});
      return Path.of("a").resolve("b").startsWith("a") && effects.random().nextBoolean();
    }
  }
}
