package dev.mutirao.connectors.source;

import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What a query wants of a table.
///
/// @param columns indices into the table's schema, in the order in which batches must carry them;
///   may be empty when only the number of rows matters
/// @param predicates conditions that every wanted row meets; a connector may use them to leave rows
///   out and need not: whoever asked checks again. Their columns are indices into the table's
///   schema and need not be among `columns`
/// @param limit how many rows suffice
/// @param facts when there are any, no row of the table is wanted, but one row of every file that
///   has rows: `columns` and predicates, which are then of partition columns only, and after them
///   these facts. Only for tables whose description offers them
/// @param costly whether much may be computed for each row, so that few of them are worth many
///   splits
public record ScanRequest(
    List<Integer> columns,
    List<ColumnPredicate> predicates,
    OptionalLong limit,
    List<FileFact> facts,
    boolean costly) {
  public ScanRequest {
    columns = List.copyOf(columns);
    predicates = List.copyOf(predicates);
    facts = List.copyOf(facts);
    if (!facts.isEmpty() && limit.isPresent()) {
      throw new IllegalArgumentException("facts are told of every file");
    }
  }

  /// Rows of the table.
  public ScanRequest(List<Integer> columns, List<ColumnPredicate> predicates, OptionalLong limit) {
    this(columns, predicates, limit, List.of(), false);
  }

  /// The columns that come of a table.
  public Schema output(Schema table) {
    var fields = new ArrayList<Field>();
    columns.forEach(column -> fields.add(table.field(column)));
    facts.forEach(fact -> fields.add(fact.field(table)));
    return new Schema(fields);
  }
}
