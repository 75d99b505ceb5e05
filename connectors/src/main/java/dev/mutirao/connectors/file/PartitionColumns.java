package dev.mutirao.connectors.file;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The columns that `key=value` folders add to a table. By convention they are the last columns of
/// its schema.
public record PartitionColumns(List<Field> fields) {
  public static final PartitionColumns NONE = new PartitionColumns(List.of());

  /// What the names of folders can be.
  private static final Set<Type> TYPES =
      Set.of(
          Type.Simple.TINYINT,
          Type.Simple.SMALLINT,
          Type.Simple.INTEGER,
          Type.Simple.BIGINT,
          Type.Simple.DATE,
          Type.Simple.VARCHAR);

  public PartitionColumns {
    fields = List.copyOf(fields);
  }

  /// The last `count` columns of a table's schema.
  public static PartitionColumns last(Schema table, int count) {
    return new PartitionColumns(table.fields().subList(table.size() - count, table.size()));
  }

  /// Finds keys and types over all files: BIGINT when every value is such a number, else DATE, else
  /// VARCHAR.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when two files do not lie under the same
  ///   keys
  public static PartitionColumns infer(List<DataFile> files) {
    var first = files.getFirst();
    var keys = keys(first);
    for (var file : files) {
      if (!keys(file).equals(keys)) {
        throw FileErrors.differentPartitions(
            first.path(), keys.toString(), file.path(), keys(file).toString());
      }
    }
    var fields = new ArrayList<Field>();
    for (int i = 0; i < keys.size(); i++) {
      int index = i;
      var values =
          files.stream()
              .map(f -> f.partition().get(index).value())
              .filter(Objects::nonNull)
              .toList();
      fields.add(Field.of(keys.get(i), inferType(values)));
    }
    return new PartitionColumns(fields);
  }

  /// A column as it can be read from the names of folders that its values were written to: what is
  /// no whole number and no date is text.
  public static Field readBack(Field column) {
    return Field.of(
        column.name(), TYPES.contains(column.type()) ? column.type() : Type.Simple.VARCHAR);
  }

  /// With the types that a table declares for some of them.
  public PartitionColumns declaredBy(Schema table) {
    return new PartitionColumns(
        fields.stream()
            .map(field ->
                table.fields().stream()
                    .filter(declared -> declared.name().equalsIgnoreCase(field.name()))
                    .findFirst()
                    .orElse(field))
            .toList());
  }

  public int size() {
    return fields.size();
  }

  /// The value of column `index` for every row of the file.
  public Literal value(DataFile file, int index) {
    var field = fields.get(index);
    for (var value : file.partition()) {
      if (value.key().equals(field.name())) {
        return literal(file.path(), field, value.value());
      }
    }
    return Literal.ofNull(field.type());
  }

  /// The value of column `index` for every row of the split.
  public Literal value(Split split, int index) {
    var field = fields.get(index);
    return literal(split.path(), field, PartitionValue.of(split.properties(), field.name()));
  }

  /// What the files' folders say of each column.
  public List<ColumnStatistics> statistics(List<DataFile> files) {
    return IntStream.range(0, fields.size()).mapToObj(index -> statistics(files, index)).toList();
  }

  private ColumnStatistics statistics(List<DataFile> files, int index) {
    var values = new LinkedHashSet<Literal>();
    for (var file : files) {
      values.add(value(file, index));
    }
    var present = values.stream().filter(value -> !value.isNull()).toList();
    return new ColumnStatistics(
        OptionalLong.of(present.size()),
        present.size() == values.size() ? OptionalLong.of(0) : OptionalLong.empty(),
        present.stream().min(ConstantPredicate::compare),
        present.stream().max(ConstantPredicate::compare),
        List.copyOf(values));
  }

  /// Whether a file can hold rows that meet the predicates, as far as its partition values tell.
  /// `firstColumn` is the place of the first partition column in the table's schema, which the
  /// predicates count by.
  public boolean mayMatch(DataFile file, List<ColumnPredicate> predicates, int firstColumn) {
    for (var predicate : predicates) {
      int index = predicate.column() - firstColumn;
      if (index >= 0
          && index < fields.size()
          && !ConstantPredicate.holds(predicate, value(file, index))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> keys(DataFile file) {
    return file.partition().stream().map(PartitionValue::key).toList();
  }

  private static Type inferType(List<String> values) {
    for (var type : List.of(Type.Simple.BIGINT, Type.Simple.DATE)) {
      if (!values.isEmpty() && values.stream().allMatch(value -> parse(type, value) != null)) {
        return type;
      }
    }
    return Type.Simple.VARCHAR;
  }

  private static Literal literal(String path, Field field, @Nullable String text) {
    if (text == null) {
      return Literal.ofNull(field.type());
    }
    var value = parse(field.type(), text);
    if (value == null) {
      throw FileErrors.badPartition(path, field.name(), field.type().sql(), text);
    }
    return new Literal(field.type(), value);
  }

  private static @Nullable Object parse(Type type, String text) {
    try {
      return switch (type) {
        case Type.Simple.TINYINT -> whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
        case Type.Simple.SMALLINT -> whole(text, Short.MIN_VALUE, Short.MAX_VALUE);
        case Type.Simple.INTEGER -> whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        case Type.Simple.BIGINT -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
        case Type.Simple.DATE -> LocalDate.parse(text).toEpochDay();
        case Type.Simple.VARCHAR -> text;
        default -> null;
      };
    } catch (NumberFormatException | DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Long whole(String text, long least, long most) {
    long value = Long.parseLong(text);
    return text.startsWith("+") || value < least || value > most ? null : value;
  }
}
