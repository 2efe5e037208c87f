package org.tidelock.engine.index;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/// One connection to the index with its prepared statements. Calls are serialised by a lock, so any thread may use it; a transaction
/// holds the lock from begin to end. The engine writes through one connection, listings read through another (WAL).
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final long NO_ROOM = 256 << 10;
  private final Path file;
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Buffer> buffers = new ArrayList<>();
  private boolean inTransaction;
  private volatile Runnable damaged = () -> {};

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /// Opens (and for a writer creates) the database, which only its owner can read. Commits are durable: WAL with `synchronous=FULL` (I6).
  ///
  /// @throws IndexException of a kind that says whether the index has to be rebuilt
  public static Database open(Path file, Access access) {
    if (access == Access.WRITE) create(file);
    return open(file, file.toString(), access);
  }

  /// An empty database that is gone when it is closed, however this process ends: where the system has it, its file has no name.
  public static Database temporary() {
    return open(Path.of(System.getProperty("java.io.tmpdir"), "index.db"), "", Access.WRITE);
  }

  /// Another connection to the same file, for reading while this one writes: each of its statements sees the last commit.
  public Database reader() {
    Database reader = open(file, Access.READ);
    reader.onDamage(damaged);
    return reader;
  }

  /// Runs this whenever reading or writing finds out that the index is damaged: opening it does not read all of it.
  public void onDamage(Runnable task) {
    damaged = task;
  }

  /// The files beside it get the permissions that it has.
  private static void create(Path file) {
    if (Files.exists(file)) return;
    try {
      if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix"))
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      // The database says in its own words why it cannot be made there.
      log.debug("the index is not made beforehand", e);
    }
  }

  private static Database open(Path file, String name, Access access) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(30_000);
    config.setCacheSize(-16_384);
    config.setReadOnly(access == Access.READ);
    config.setGetGeneratedKeys(false); // else each insert prepares and runs a query of its own
    Connection connection = connect(file, name, config);
    Database db = new Database(file, connection);
    try {
      Schema.check(db, access);
      return db;
    } catch (RuntimeException e) {
      db.closeAfter(e);
      throw e;
    }
  }

  private static Connection connect(Path file, String name, SQLiteConfig config) {
    try {
      return config.createConnection("jdbc:sqlite:" + name);
    } catch (SQLException e) {
      throw IndexException.of("The local index cannot be opened", place(file), e, isFull(file));
    }
  }

  public enum Access {
    READ,
    WRITE
  }

  /// Runs `work` in one transaction: all of it is durable on return, or none of it. Nested calls join the outer transaction. On a reader all of
  /// `work` sees one state, whatever is committed meanwhile.
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    lock.lock();
    try {
      return inTransaction ? work.run() : outermost(work);
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T outermost(Work<T> work) {
    boolean done = false;
    begin();
    try {
      T result = work.run();
      for (int i = 0; i < buffers.size(); i++) buffers.get(i).flush();
      connection.commit();
      done = true;
      return result;
    } catch (SQLException e) {
      throw failed("The local index cannot be written", e);
    } finally {
      end(done);
    }
  }

  private void begin() {
    try {
      connection.setAutoCommit(false);
      inTransaction = true;
    } catch (SQLException e) {
      throw failed("The local index cannot be written", e);
    }
  }

  /// After some errors (a full disk) SQLite has rolled back by itself and refuses to do it again; that must not hide the error.
  private void end(boolean committed) {
    inTransaction = false;
    buffers.forEach(Buffer::discard);
    buffers.clear();
    try {
      if (!committed) connection.rollback();
    } catch (SQLException e) {
      log.debug("Nothing to roll back", e);
    }
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      log.debug("No transaction to end", e);
    }
  }

  /// Runs `work` while no other thread is in a transaction.
  <T extends @Nullable Object> T alone(Work<T> work) {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the calling thread is inside [#transaction].
  boolean inTransaction() {
    return lock.isHeldByCurrentThread() && inTransaction;
  }

  /// The buffer is flushed before the running transaction commits, and discarded when it has ended.
  void join(Buffer buffer) {
    if (!inTransaction())
      throw new IllegalStateException("the index is changed inside a transaction only");
    if (!buffers.contains(buffer)) buffers.add(buffer);
  }

  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run();
  }

  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  public interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  public int update(String sql, @Nullable Object... arguments) {
    lock.lock();
    try {
      return bind(sql, arguments).executeUpdate();
    } catch (SQLException e) {
      forget(sql);
      throw failed("The local index cannot be written", e);
    } finally {
      lock.unlock();
    }
  }

  public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... arguments) {
    List<T> result = new ArrayList<>();
    each(sql, row -> result.add(read(reader, row)), arguments);
    return result;
  }

  public <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... arguments) {
    lock.lock();
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(read(reader, rows)) : Optional.empty();
    } catch (SQLException e) {
      forget(sql);
      throw failed("The local index cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  /// Feeds the rows one by one. `consumer` must not use the same statement again.
  public void each(String sql, RowConsumer consumer, @Nullable Object... arguments) {
    lock.lock();
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      while (rows.next()) consumer.accept(rows);
    } catch (SQLException e) {
      forget(sql);
      throw failed("The local index cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  /// A value that is not what was written is damage that SQLite cannot see.
  private <T> T read(Reader<T> reader, ResultSet row) throws SQLException {
    try {
      return reader.read(row);
    } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException e) {
      throw noted(
          new IndexException(
              IndexException.Kind.DAMAGED,
              "The local index holds a value that cannot be right",
              e));
    }
  }

  /// What is in it was found to be wrong, though SQLite can read it: it is to be built anew as after damage.
  public void distrust() {
    damaged.run();
  }

  /// Reads everything and reports damage. Takes time in proportion to the index.
  public void check() {
    String result = first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse("no answer");
    if (!result.equals("ok"))
      throw noted(
          new IndexException(IndexException.Kind.DAMAGED, "The local index is damaged: " + result));
  }

  private IndexException failed(String message, SQLException e) {
    return noted(IndexException.of(message, place(file), e, isFull(file)));
  }

  private IndexException noted(IndexException e) {
    if (e.kind() == IndexException.Kind.DAMAGED) damaged.run();
    return e;
  }

  private static @Nullable Path place(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static boolean isFull(Path file) {
    try {
      return Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace() < NO_ROOM;
    } catch (IOException e) {
      return false;
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) statements.put(sql, statement = connection.prepareStatement(sql));
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case null -> statement.setNull(i + 1, java.sql.Types.NULL);
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Long l -> statement.setLong(i + 1, l);
        case Integer n -> statement.setInt(i + 1, n);
        case Boolean b -> statement.setInt(i + 1, b ? 1 : 0);
        case String s -> statement.setString(i + 1, s);
        case Object o -> throw new IllegalArgumentException("cannot bind a " + o.getClass());
      }
    }
    return statement;
  }

  /// The driver makes a statement useless for ever when it fails once, as on a disk that is full for a moment.
  private void forget(String sql) {
    PreparedStatement failed = statements.remove(sql);
    if (failed == null) return;
    try {
      failed.close();
    } catch (SQLException e) {
      log.debug("A statement that failed cannot be closed", e);
    }
  }

  /// Runs statements that are not worth preparing.
  void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failed("The local index cannot be written", e);
    }
  }

  private void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (IndexException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      for (PreparedStatement statement : statements.values()) statement.close();
      statements.clear();
      connection.close();
    } catch (SQLException e) {
      throw failed("The local index cannot be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
