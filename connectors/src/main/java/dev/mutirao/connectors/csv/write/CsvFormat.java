package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.connectors.write.FileWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/// Writes CSV files.
///
/// | option | means |
/// | --- | --- |
/// | `header` | whether the first line holds the names; true |
/// | `delimiter` (`delim`, `sep`) | one ASCII character, `\t` or `tab`; `,` |
/// | `quote` | one ASCII character; `"` |
/// | `escape` | what stands before a quote inside a quoted field; the quote |
/// | `null` (`nullstr`) | how NULL is written, unquoted; nothing |
/// | `compression` | `none`, `gzip` or `zstd`; by the file's name |
public final class CsvFormat implements FileFormat {
  @Override
  public Set<String> options() {
    return CsvSettings.OPTIONS;
  }

  @Override
  public Map<String, String> settle(Map<String, String> options, String path, Schema columns) {
    return CsvSettings.parse(options, ofName(path)).toMap();
  }

  @Override
  public Map<String, String> like(TableHandle table, String example, Schema columns) {
    return CsvSettings.like(table.options(), ofName(example)).toMap();
  }

  @Override
  public Map<String, String> readOptions(Map<String, String> settings) {
    return CsvSettings.of(settings).readOptions();
  }

  @Override
  public String ending(Map<String, String> settings) {
    return switch (CsvSettings.of(settings).compression()) {
      case NONE -> ".csv";
      case GZIP -> ".csv.gz";
      case ZSTD -> ".csv.zst";
    };
  }

  @Override
  public FileWriter create(
      Path file, Schema columns, Map<String, String> settings, BufferAllocator allocator) {
    return new CsvFileWriter(file, columns, CsvSettings.of(settings));
  }

  private static PieceCompression ofName(String path) {
    var name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz")) {
      return PieceCompression.GZIP;
    }
    return name.endsWith(".zst") ? PieceCompression.ZSTD : PieceCompression.NONE;
  }
}
