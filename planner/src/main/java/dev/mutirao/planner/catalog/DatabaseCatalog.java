package dev.mutirao.planner.catalog;

import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.userfunction.JarContent;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the catalog in an H2 database file, which one process uses at a time.
public final class DatabaseCatalog implements Catalog {
  private static final int ALREADY_OPEN = 90020;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS catalog_object (
            id VARCHAR PRIMARY KEY,
            name VARCHAR NOT NULL,
            kind VARCHAR NOT NULL,
            definition VARCHAR NOT NULL,
            format VARCHAR)\
          """,
          """
          CREATE TABLE IF NOT EXISTS catalog_column (
            id VARCHAR NOT NULL REFERENCES catalog_object ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name VARCHAR NOT NULL,
            type VARCHAR,
            nullable BOOLEAN NOT NULL,
            PRIMARY KEY (id, position))\
          """,
          """
          CREATE TABLE IF NOT EXISTS catalog_option (
            id VARCHAR NOT NULL REFERENCES catalog_object ON DELETE CASCADE,
            name VARCHAR NOT NULL,
            setting VARCHAR NOT NULL,
            PRIMARY KEY (id, name))\
          """,
          """
          CREATE TABLE IF NOT EXISTS catalog_function (
            id VARCHAR PRIMARY KEY,
            name VARCHAR NOT NULL,
            kind VARCHAR NOT NULL,
            definition VARCHAR NOT NULL,
            jar VARCHAR)\
          """,
          """
          CREATE TABLE IF NOT EXISTS function_jar (
            hash VARCHAR PRIMARY KEY,
            path VARCHAR NOT NULL,
            content BLOB NOT NULL)\
          """);

  private final String folder;
  private final Connection connection; // guarded by this

  private DatabaseCatalog(String folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /// Opens the catalog in a data folder, which is made when there is none.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException DATA_FOLDER_IN_USE when another process
  ///   has it
  public static DatabaseCatalog open(Path folder) {
    var place = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(place);
    } catch (FileAlreadyExistsException e) {
      throw PlanErrors.dataFolderUnusable(place.toString(), "it is a file", e);
    } catch (AccessDeniedException e) {
      throw PlanErrors.dataFolderUnusable(place.toString(), "permission denied", e);
    } catch (IOException e) {
      throw PlanErrors.dataFolderUnusable(place.toString(), "it cannot be made", e);
    }
    Connection connection = null;
    try {
      connection =
          DriverManager.getConnection(
              "jdbc:h2:file:" + place.resolve("catalog") + ";DB_CLOSE_ON_EXIT=FALSE");
      try (var statement = connection.createStatement()) {
        for (var table : TABLES) {
          statement.execute(table);
        }
      }
      connection.setAutoCommit(false);
      return new DatabaseCatalog(place.toString(), connection);
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw e.getErrorCode() == ALREADY_OPEN
          ? PlanErrors.dataFolderInUse(place.toString())
          : PlanErrors.dataFolderUnusable(place.toString(), e.getMessage(), e);
    }
  }

  @Override
  public synchronized Optional<CatalogObject> find(String name) {
    return inTransaction(() -> {
      var found = read("SELECT * FROM catalog_object WHERE id = ?", id(name));
      return found.stream().findFirst();
    });
  }

  @Override
  public synchronized List<CatalogObject> list() {
    return inTransaction(() -> read("SELECT * FROM catalog_object ORDER BY id"));
  }

  @Override
  public synchronized boolean save(CatalogObject object, boolean replace) {
    return inTransaction(() -> {
      var taken = !read("SELECT * FROM catalog_object WHERE id = ?", id(object.name())).isEmpty();
      if (taken && !replace) {
        return false;
      }
      update("DELETE FROM catalog_object WHERE id = ?", id(object.name()));
      insert(object);
      return true;
    });
  }

  @Override
  public synchronized void remove(String name) {
    inTransaction(() -> update("DELETE FROM catalog_object WHERE id = ?", id(name)));
  }

  @Override
  public synchronized Optional<CatalogFunction> function(String name) {
    return inTransaction(() ->
        readFunctions("SELECT * FROM catalog_function WHERE id = ?", id(name)).stream()
            .findFirst());
  }

  @Override
  public synchronized List<CatalogFunction> functions() {
    return inTransaction(() -> readFunctions("SELECT * FROM catalog_function ORDER BY id"));
  }

  @Override
  public synchronized boolean save(
      CatalogFunction function, Optional<JarContent> jar, boolean replace) {
    var id = id(function.name());
    return inTransaction(() -> {
      var taken = !readFunctions("SELECT * FROM catalog_function WHERE id = ?", id).isEmpty();
      if (taken && !replace) {
        return false;
      }
      update("DELETE FROM catalog_function WHERE id = ?", id);
      switch (function) {
        case CatalogFunction.Sql(var name, var definition) ->
            update(
                "INSERT INTO catalog_function VALUES (?, ?, 'SQL', ?, NULL)", id, name, definition);
        case CatalogFunction.Java(var name, var path, var hash) ->
            update(
                "INSERT INTO catalog_function VALUES (?, ?, 'JAVA', ?, ?)", id, name, path, hash);
      }
      if (jar.isPresent()) {
        insert(jar.get());
      }
      forgetJars();
      return true;
    });
  }

  @Override
  public synchronized void removeFunction(String name) {
    inTransaction(() -> {
      update("DELETE FROM catalog_function WHERE id = ?", id(name));
      return forgetJars();
    });
  }

  @Override
  public synchronized Optional<JarContent> jar(String hash) {
    return inTransaction(() -> {
      try (var statement = prepare("SELECT * FROM function_jar WHERE hash = ?", hash);
          var rows = statement.executeQuery()) {
        return rows.next()
            ? Optional.of(
                new JarContent(rows.getString("path"), new Binary(rows.getBytes("content"))))
            : Optional.empty();
      }
    });
  }

  private void insert(JarContent jar) throws SQLException {
    update(
        "MERGE INTO function_jar KEY (hash) VALUES (?, ?, ?)",
        jar.hash(),
        jar.name(),
        jar.content().bytes());
  }

  private int forgetJars() throws SQLException {
    return update(
        "DELETE FROM function_jar WHERE hash NOT IN"
            + " (SELECT jar FROM catalog_function WHERE jar IS NOT NULL)");
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw PlanErrors.dataFolderUnusable(folder, e.getMessage(), e);
    }
  }

  private void insert(CatalogObject object) throws SQLException {
    var id = id(object.name());
    switch (object) {
      case CatalogObject.View(var name, var columns, var sql) -> {
        update("INSERT INTO catalog_object VALUES (?, ?, 'VIEW', ?, NULL)", id, name, sql);
        for (var i = 0; i < columns.size(); i++) {
          update("INSERT INTO catalog_column VALUES (?, ?, ?, NULL, TRUE)", id, i, columns.get(i));
        }
      }
      case CatalogObject.ExternalTable(
              var name,
              var columns,
              var location,
              var format,
              var options) -> {
        update(
            "INSERT INTO catalog_object VALUES (?, ?, 'EXTERNAL TABLE', ?, ?)",
            id,
            name,
            location,
            format.orElse(null));
        var fields = columns.map(Schema::fields).orElse(List.of());
        for (var i = 0; i < fields.size(); i++) {
          var field = fields.get(i);
          update(
              "INSERT INTO catalog_column VALUES (?, ?, ?, ?, ?)",
              id,
              i,
              field.name(),
              field.type().sql(),
              field.nullable());
        }
        for (var option : options.entrySet()) {
          update(
              "INSERT INTO catalog_option VALUES (?, ?, ?)",
              id,
              option.getKey(),
              option.getValue());
        }
      }
    }
  }

  private List<CatalogObject> read(String query, Object... values) throws SQLException {
    var objects = new ArrayList<CatalogObject>();
    try (var statement = prepare(query, values);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        objects.add(object(rows));
      }
    }
    return objects;
  }

  private List<CatalogFunction> readFunctions(String query, Object... values) throws SQLException {
    var functions = new ArrayList<CatalogFunction>();
    try (var statement = prepare(query, values);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var name = rows.getString("name");
        var definition = rows.getString("definition");
        functions.add(
            rows.getString("kind").equals("SQL")
                ? new CatalogFunction.Sql(name, definition)
                : new CatalogFunction.Java(name, definition, rows.getString("jar")));
      }
    }
    return functions;
  }

  private CatalogObject object(ResultSet row) throws SQLException {
    var id = row.getString("id");
    var name = row.getString("name");
    var definition = row.getString("definition");
    var fields = columns(id);
    if (row.getString("kind").equals("VIEW")) {
      return new CatalogObject.View(name, fields.stream().map(Column::name).toList(), definition);
    }
    var schema =
        new Schema(
            fields.stream()
                .map(field ->
                    new Field(field.name(), TypeText.parse(field.type()), field.nullable()))
                .toList());
    return new CatalogObject.ExternalTable(
        name,
        fields.isEmpty() ? Optional.empty() : Optional.of(schema),
        definition,
        Optional.ofNullable(row.getString("format")),
        options(id));
  }

  private record Column(String name, String type, boolean nullable) {}

  private List<Column> columns(String id) throws SQLException {
    var columns = new ArrayList<Column>();
    try (var statement =
            prepare("SELECT * FROM catalog_column WHERE id = ? ORDER BY position", id);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        columns.add(
            new Column(
                rows.getString("name"), rows.getString("type"), rows.getBoolean("nullable")));
      }
    }
    return columns;
  }

  private Map<String, String> options(String id) throws SQLException {
    var options = new LinkedHashMap<String, String>();
    try (var statement = prepare("SELECT * FROM catalog_option WHERE id = ?", id);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        options.put(rows.getString("name"), rows.getString("setting"));
      }
    }
    return options;
  }

  private int update(String sql, Object... values) throws SQLException {
    try (var statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) {
    try {
      var result = work.run();
      connection.commit();
      return result;
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw PlanErrors.dataFolderUnusable(folder, e.getMessage(), e);
    }
  }

  private static void closeQuietly(@Nullable Connection connection, SQLException reason) {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
