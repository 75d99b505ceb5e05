package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.parquet.decode.StoredColumn;
import dev.mutirao.connectors.parquet.page.CorruptData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/// The columns of one file: those that can be read, and those that cannot yet, with what they are.
///
/// @param unsupported what each other top-level column is, for example `LIST`, by its name
record FileSchema(List<FileColumn> columns, Map<String, String> unsupported) {
  FileSchema {
    columns = List.copyOf(columns);
    unsupported = Map.copyOf(unsupported);
  }

  /// Finds a column without regard to case.
  Optional<FileColumn> find(String name) {
    return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
  }

  /// Reads the schema tree, which a footer holds as a list in depth-first order.
  static FileSchema of(List<SchemaElement> elements) {
    return new Walk(elements).schema();
  }

  /// One walk over the list.
  private static final class Walk {
    private static final int MAX_DEPTH = 100;

    private final List<SchemaElement> elements;
    private final List<FileColumn> columns = new ArrayList<>();
    private final Map<String, String> unsupported = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int next;
    private int chunks;

    Walk(List<SchemaElement> elements) {
      this.elements = elements;
    }

    FileSchema schema() {
      var root = next();
      for (int i = 0; i < root.getNum_children(); i++) {
        topLevel(next());
      }
      if (next != elements.size()) {
        throw new CorruptData(
            "a schema with " + (elements.size() - next) + " elements outside its tree");
      }
      return new FileSchema(columns, unsupported);
    }

    private void topLevel(SchemaElement element) {
      int chunk = chunks;
      skip(element, 0);
      var name = unique(element.getName() == null ? "" : element.getName());
      if (element.getNum_children() > 0
          || element.getRepetition_type() == FieldRepetitionType.REPEATED) {
        unsupported.put(name, nestedKind(element));
        return;
      }
      Optional<StoredColumn> stored = StoredTypes.of(element);
      if (stored.isPresent()) {
        columns.add(new FileColumn(name, chunk, stored.get()));
      } else {
        unsupported.put(name, String.valueOf(element.getConverted_type()));
      }
    }

    /// Counts the leaves of a subtree.
    private void skip(SchemaElement element, int depth) {
      if (depth > MAX_DEPTH) {
        throw new CorruptData("a schema nested deeper than " + MAX_DEPTH + " levels");
      }
      if (element.getNum_children() <= 0) {
        chunks++;
      }
      for (int i = 0; i < element.getNum_children(); i++) {
        skip(next(), depth + 1);
      }
    }

    private SchemaElement next() {
      if (next >= elements.size()) {
        throw new CorruptData("a schema whose tree is cut off");
      }
      return elements.get(next++);
    }

    /// Later names that differ only in case, or are empty or doubled, get `_1`, `_2`.
    private String unique(String name) {
      var candidate = name;
      for (int i = 1; candidate.isEmpty() || !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
        candidate = name + "_" + i;
      }
      return candidate;
    }

    private static String nestedKind(SchemaElement element) {
      if (element.isSetLogicalType()) {
        return element.getLogicalType().getSetField().getFieldName();
      }
      if (element.isSetConverted_type()) {
        return element.getConverted_type().name();
      }
      return element.getRepetition_type() == FieldRepetitionType.REPEATED ? "LIST" : "STRUCT";
    }
  }
}
