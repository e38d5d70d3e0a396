package dev.cloze.data;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * The rows of a Parquet file, each as a JSON object. DuckDB reads them: within the process, from
 * this one file alone, and without loading any extension. Its library is unpacked and loaded by the
 * first Parquet file, and by nothing else.
 */
final class ParquetRows implements RowReader {
  private static final String MAGIC = "PAR1";
  private static final int SMALLEST = 12;
  private static final String QUERY =
      "SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet(?, binary_as_string = true) t";

  private final DataSource source;
  private final Connection connection;
  private final PreparedStatement query;
  private final ResultSet rows;
  private long number;

  private ParquetRows(
      DataSource source, Connection connection, PreparedStatement query, ResultSet rows) {
    this.source = source;
    this.connection = connection;
    this.query = query;
    this.rows = rows;
  }

  static ParquetRows open(DataSource source) {
    requireMagic(source);
    Connection connection = null;
    try {
      connection = connect(source.path().toAbsolutePath().toString());
      PreparedStatement query = connection.prepareStatement(QUERY);
      query.setString(1, source.path().toAbsolutePath().toString());
      return new ParquetRows(source, connection, query, query.executeQuery());
    } catch (SQLException e) {
      close(connection);
      throw damaged(source, e);
    }
  }

  @Override
  public Optional<Row> next() {
    try {
      if (!rows.next()) {
        return Optional.empty();
      }
      number++;
      String place = source.name() + ": row " + number;
      return Optional.of(new JsonRow(place, number, JsonRows.object(rows.getString(1), place)));
    } catch (SQLException e) {
      throw damaged(source, e);
    }
  }

  @Override
  public void close() {
    close(rows);
    close(query);
    close(connection);
  }

  private static Connection connect(String file) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("temp_directory", "");
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allowed_paths = ['" + file.replace("'", "''") + "']");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Parquet begins and ends with the same four letters. */
  private static void requireMagic(DataSource source) {
    source.requireFile();
    try (RandomAccessFile file = new RandomAccessFile(source.path().toFile(), "r")) {
      if (file.length() == 0) {
        return;
      }
      boolean whole = file.length() >= SMALLEST && magic(file, 0);
      if (!whole || !magic(file, file.length() - MAGIC.length())) {
        throw new ClozeException(
            DataError.BAD_PARQUET,
            "%s: this is no Parquet file, or it was cut off: %s does not stand at its %s",
            source.name(),
            MAGIC,
            whole ? "end" : "beginning");
      }
    } catch (IOException e) {
      throw source.unreadable(e);
    }
  }

  private static boolean magic(RandomAccessFile file, long at) throws IOException {
    byte[] bytes = new byte[MAGIC.length()];
    file.seek(at);
    file.readFully(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).equals(MAGIC);
  }

  private static ClozeException damaged(DataSource source, SQLException cause) {
    return new ClozeException(
            DataError.BAD_PARQUET,
            "%s: this Parquet file is damaged, encrypted or packed in an unknown way; write it"
                + " again",
            source.name())
        .causedBy(cause);
  }

  private static void close(AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
