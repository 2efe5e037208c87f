package org.tidelock.engine.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// One connection to the index with its prepared statements. Calls are serialised by a lock, so any thread may use it; a transaction
/// holds the lock from begin to end. The engine writes through one connection, listings read through another (WAL).
public final class Database implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  private Database(Connection connection) {
    this.connection = connection;
  }

  /// Opens (and for a writer creates or upgrades) the database. Commits are durable: WAL with `synchronous=FULL` (I6).
  public static Database open(Path file, Access access) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout(30_000);
    config.setCacheSize(-16_384);
    config.setReadOnly(access == Access.READ);
    try {
      Database db = new Database(config.createConnection("jdbc:sqlite:" + file));
      if (access == Access.WRITE) Schema.bring(db);
      return db;
    } catch (SQLException e) {
      throw new IndexException("The local index cannot be opened", e);
    }
  }

  public enum Access {
    READ,
    WRITE
  }

  /// Runs `work` in one transaction: all of it is durable on return, or none of it. Nested calls join the outer transaction.
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    lock.lock();
    try {
      if (lock.getHoldCount() > 1 && !connection.getAutoCommit()) return work.run();
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.run();
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IndexException("The local index cannot be written", e);
    } finally {
      lock.unlock();
    }
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
      throw new IndexException("The local index cannot be written", e);
    } finally {
      lock.unlock();
    }
  }

  public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... arguments) {
    List<T> result = new ArrayList<>();
    each(sql, row -> result.add(reader.read(row)), arguments);
    return result;
  }

  public <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... arguments) {
    lock.lock();
    try (ResultSet rows = bind(sql, arguments).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw new IndexException("The local index cannot be read", e);
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
      throw new IndexException("The local index cannot be read", e);
    } finally {
      lock.unlock();
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

  /// Runs statements that are not worth preparing.
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
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
      throw new IndexException("The local index cannot be closed", e);
    } finally {
      lock.unlock();
    }
  }
}
