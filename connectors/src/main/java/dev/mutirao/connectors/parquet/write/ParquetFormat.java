package dev.mutirao.connectors.parquet.write;

import dev.mutirao.connectors.error.WriteErrors;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.connectors.write.FileWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/// Writes Parquet files.
///
/// | option | means |
/// | --- | --- |
/// | `compression` | `zstd`, `snappy`, `gzip`, `lz4_raw` or `none`; zstd |
/// | `compression_level` | of zstd, 1 to 22; 3 |
/// | `row_group_size` | rows of a row group, at most; 122880 |
public final class ParquetFormat implements FileFormat {
  @Override
  public Set<String> options() {
    return WriteSettings.OPTIONS;
  }

  @Override
  public Map<String, String> settle(Map<String, String> options, String path, Schema columns) {
    checkTypes(columns);
    return WriteSettings.of(options).toMap();
  }

  @Override
  public Map<String, String> like(TableHandle table, String example, Schema columns) {
    checkTypes(columns);
    return WriteSettings.of(Map.of()).toMap();
  }

  @Override
  public Map<String, String> readOptions(Map<String, String> settings) {
    return Map.of();
  }

  @Override
  public String ending(Map<String, String> settings) {
    return ".parquet";
  }

  @Override
  public FileWriter create(
      Path file, Schema columns, Map<String, String> settings, BufferAllocator allocator) {
    return new ParquetFileWriter(file, columns, WriteSettings.of(settings), allocator);
  }

  private static void checkTypes(Schema columns) {
    for (var field : columns.fields()) {
      if (!WrittenColumn.canHold(field.type())) {
        throw WriteErrors.unsupportedType("Parquet", field.name(), field.type().sql());
      }
    }
  }
}
