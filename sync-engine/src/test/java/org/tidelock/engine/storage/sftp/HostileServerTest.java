package org.tidelock.engine.storage.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// Servers that lie, flood or fall silent cost a bounded amount of memory and time, and steer nothing.
@Timeout(90)
class HostileServerTest {
  private static final ObjectName NAME = new ObjectName("heads/one");

  private interface Use {
    void of(SftpStore store) throws Exception;
  }

  private static int with(Function<Scripted.Asked, List<byte[]>> script, Use use) throws Exception {
    return with(script, use, 100);
  }

  /// @return requests that the server got
  private static int with(Function<Scripted.Asked, List<byte[]>> answers, Use use, int most)
      throws Exception {
    return with(answers, use, most, Patience.USUAL);
  }

  private static int with(
      Function<Scripted.Asked, List<byte[]>> answers, Use use, int most, Patience patience)
      throws Exception {
    script = answers;
    SFTP.requests.set(0);
    Login login = new Login(Optional.of(MinaServer.PASSWORD), Optional.empty(), List.of());
    try (SftpStore store =
        Stores.of(
            server.at(Path.of("/vault")),
            login,
            new RememberedKeys(),
            Stores.NO_FILE,
            patience,
            most)) {
      use.of(store);
    }
    return SFTP.requests.get();
  }

  private static final Scripted SFTP =
      new Scripted() {
        @Override
        List<byte[]> answers(Asked asked) {
          return script.apply(asked);
        }
      };

  private static volatile Function<Scripted.Asked, List<byte[]>> script = _ -> null;
  private static MinaServer server;

  @BeforeAll
  static void start() throws Exception {
    server = MinaServer.start(SFTP);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static void fails(Use use, Class<? extends StorageException> as, SftpStore store) {
    assertThatThrownBy(() -> use.of(store)).isInstanceOf(as);
  }

  /// A file of `size` bytes, whose reads are answered by `data`.
  private static Function<Scripted.Asked, List<byte[]>> file(
      long size, Function<Scripted.Asked, List<byte[]>> data) {
    return a ->
        switch (a.type()) {
          case Scripted.LSTAT ->
              List.of(
                  a.answer(
                      Scripted.ATTRS,
                      a.path().equals("/vault/heads/one")
                          ? Scripted.attributes(Scripted.FILE, size)
                          : Scripted.attributes(Scripted.FOLDER, 0)));
          case Scripted.OPEN -> List.of(a.answer(Scripted.HANDLE, "h"));
          case Scripted.READ -> data.apply(a);
          default -> null;
        };
  }

  /// Servers have a few hundred handles.
  @Test
  void whatIsOpenedIsClosed() throws Exception {
    List<Integer> types = Collections.synchronizedList(new ArrayList<>());
    with(
        a -> {
          types.add(a.type());
          if (a.type() == Scripted.OPENDIR) return List.of(a.answer(Scripted.HANDLE, "h"));
          if (a.type() == Scripted.READDIR) return List.of(a.status(1));
          if (a.type() == Scripted.LSTAT && a.path().equals("/vault/.tmp"))
            return List.of(a.answer(Scripted.ATTRS, Scripted.attributes(Scripted.FOLDER, 0)));
          return file(3, r -> List.of(r.answer(Scripted.DATA, "abc"))).apply(a);
        },
        s -> {
          s.get(NAME, 10);
          s.getRange(NAME, 0, 3);
          s.listAll();
          s.names();
          s.clearLeftovers();
          s.stat(NAME);
        });
    List<Integer> opened =
        types.stream().filter(t -> t == Scripted.OPEN || t == Scripted.OPENDIR).toList();
    assertThat(types.stream().filter(t -> t == 4)).hasSameSizeAs(opened).hasSize(5);
  }

  @Test
  void lengthsThatLieGetNoMemory() throws Exception {
    for (long size : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 40}) {
      with(
          file(size, a -> List.of(a.status(1))),
          s -> {
            assertThatThrownBy(() -> s.get(NAME, 1 << 20))
                .isInstanceOfAny(
                    StorageException.OutOfBounds.class, StorageException.NotFound.class);
          });
    }
  }

  @Test
  void anObjectThatIsShorterThanItSaysIsNotTaken() throws Exception {
    with(
        file(100_000, a -> List.of(a.status(1))),
        s -> fails(store -> store.get(NAME, 1 << 20), StorageException.Transient.class, s));
  }

  @Test
  void moreDataThanAskedForIsNotTaken() throws Exception {
    for (int length : new int[] {11, 30_000, 250_000})
      with(
          file(10, a -> List.of(a.answer(Scripted.DATA, length, new byte[length]))),
          s -> fails(store -> store.get(NAME, 10), StorageException.Transient.class, s));
    for (int length : new int[] {-1, 11, Integer.MAX_VALUE, Integer.MIN_VALUE})
      with(
          file(10, a -> List.of(a.answer(Scripted.DATA, length, new byte[10]))),
          s -> fails(store -> store.get(NAME, 10), StorageException.Transient.class, s));
  }

  @Test
  void anObjectInCrumbsIsGivenUp() throws Exception {
    int requests =
        with(
            file(8 << 20, a -> List.of(a.answer(Scripted.DATA, 1, new byte[1]))),
            s -> fails(store -> store.get(NAME, 8 << 20), StorageException.Transient.class, s));
    assertThat(requests).isLessThan(1000);
  }

  @Test
  void answersToWhatNobodyAskedEndTheConnection() throws Exception {
    with(
        a -> List.of(Scripted.packet(Scripted.STATUS, a.id() + 77, 0, "", "")),
        s -> fails(store -> store.stat(NAME), StorageException.Transient.class, s));
    with(
        a -> Collections.nCopies(3, Scripted.packet(2, 3)),
        s -> fails(store -> store.stat(NAME), StorageException.Transient.class, s));
  }

  @Test
  void packetsOfNoSizeEndTheConnection() throws Exception {
    for (int length : new int[] {0, 4, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 70_000})
      with(
          a -> {
            byte[] packet = a.answer(Scripted.ATTRS, Scripted.attributes(Scripted.FILE, 1));
            java.nio.ByteBuffer.wrap(packet).putInt(0, length);
            return List.of(packet);
          },
          s -> fails(store -> store.stat(NAME), StorageException.Transient.class, s));
  }

  @Test
  void nonsenseInAnswersIsNoAnswer() throws Exception {
    for (Object[] parts :
        new Object[][] {
          {},
          {-1},
          {1},
          {1 | 4, 5L},
          {0x8000_0000, Integer.MAX_VALUE},
          {0x8000_0000, -1, 5},
          {0x8000_0000, 3, "", "", "", Integer.MAX_VALUE}
        })
      with(
          a ->
              List.of(
                  a.type() == Scripted.LSTAT
                      ? a.answer(Scripted.ATTRS, parts)
                      : a.answer(Scripted.ATTRS, Scripted.attributes(Scripted.FOLDER, 0))),
          s -> {
            try {
              assertThat(s.stat(NAME)).isEmpty();
            } catch (StorageException.Transient e) {
              assertThat(e).hasMessageContaining("heads/one");
            }
          });
    with(
        a -> List.of(a.status(0)),
        s -> fails(store -> store.stat(NAME), StorageException.Transient.class, s));
    with(
        a -> a.type() == Scripted.OPEN ? List.of(a.answer(Scripted.HANDLE, "h".repeat(300))) : null,
        s -> fails(store -> store.create(NAME, new byte[1]), StorageException.class, s));
  }

  /// A folder whose readings are answered by `entries`.
  private static Function<Scripted.Asked, List<byte[]>> folder(
      Function<Scripted.Asked, List<byte[]>> entries) {
    return a ->
        switch (a.type()) {
          case Scripted.LSTAT ->
              List.of(a.answer(Scripted.ATTRS, Scripted.attributes(Scripted.FOLDER, 0)));
          case Scripted.OPENDIR -> List.of(a.answer(Scripted.HANDLE, "h"));
          case Scripted.READDIR -> entries.apply(a);
          default -> null;
        };
  }

  private static Object[] entry(String name, int mode, long size) {
    List<Object> parts = new ArrayList<>(List.of(name, "-rw-r--r-- 1 u u 0 Jan 1 " + name));
    parts.addAll(List.of(Scripted.attributes(mode, size)));
    return parts.toArray();
  }

  @Test
  void aListingWithoutAnEndEnds() throws Exception {
    for (int mode : new int[] {Scripted.FILE, Scripted.FOLDER})
      with(
          folder(
              a -> {
                List<Object> parts = new ArrayList<>(List.of(1));
                parts.addAll(List.of(entry("x" + a.id(), mode, 5)));
                return List.of(a.answer(Scripted.NAME, parts.toArray()));
              }),
          s -> {
            fails(store -> store.list("heads"), StorageException.Permanent.class, s);
            fails(SftpStore::listAll, StorageException.Permanent.class, s);
            fails(SftpStore::clearLeftovers, StorageException.Permanent.class, s);
          });
  }

  @Test
  void countsThatLieGetNoMemory() throws Exception {
    for (int count : new int[] {0, -1, Integer.MAX_VALUE})
      with(
          folder(a -> List.of(a.answer(Scripted.NAME, count))),
          s -> fails(store -> store.list("heads"), StorageException.Transient.class, s));
  }

  @Test
  void namesOutsideTheGrammarAreNotSeenAndSteerNothing() throws Exception {
    List<String> paths = Collections.synchronizedList(new ArrayList<>());
    List<String> names =
        List.of(
            ".", "..", "../x", "a/b", "/etc", "A", "", "x\u0000y", "x\n", "ok", "z".repeat(300));
    List<Boolean> told = Collections.synchronizedList(new ArrayList<>());
    with(
        a -> {
          if (a.type() == Scripted.OPENDIR || a.type() == 13) paths.add(a.path());
          if (a.type() == Scripted.OPENDIR) told.clear();
          return folder(
                  r -> {
                    if (!told.isEmpty()) return List.of(r.status(1));
                    told.add(true);
                    List<Object> parts = new ArrayList<>(List.of(names.size()));
                    for (String name : names)
                      parts.addAll(
                          List.of(
                              entry(name, name.equals("ok") ? Scripted.FILE : Scripted.FOLDER, 5)));
                    return List.of(r.answer(Scripted.NAME, parts.toArray()));
                  })
              .apply(a);
        },
        s -> {
          assertThat(s.list("heads"))
              .extracting(ObjectInfo::name)
              .containsExactly(new ObjectName("heads/ok"));
          assertThat(paths).containsExactly("/vault/heads");
        });
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    with(
        a -> List.of(),
        s -> {
          long start = System.nanoTime();
          fails(store -> store.stat(NAME), StorageException.Transient.class, s);
          assertThat(Duration.ofNanos(System.nanoTime() - start))
              .isBetween(Stores.SHORT.stall(), Duration.ofSeconds(10));
        },
        100,
        Stores.SHORT);
  }

  @Test
  void aWaitingCallCanBeInterrupted() throws Exception {
    script = _ -> List.of();
    SFTP.requests.set(0);
    try (SftpStore store = Stores.byPassword(server.at(Path.of("/vault")), MinaServer.PASSWORD)) {
      List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
      Thread t =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      store.get(NAME, 10);
                    } catch (Exception e) {
                      ends.add(e);
                    }
                  });
      while (SFTP.requests.get() == 0) Thread.sleep(5);
      t.interrupt();
      assertThat(t.join(Duration.ofSeconds(5))).isTrue();
      assertThat(ends).singleElement().isInstanceOf(InterruptedException.class);
    }
  }
}
