package dev.mutirao.connectors.csv.write;

import dev.mutirao.connectors.error.WriteErrors;
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
    var settings = CsvSettings.parse(options, ofName(path));
    if (!path.isEmpty() && settings.compression() != ofName(path)) {
      throw WriteErrors.misleadingName(
          "COMPRESSION", options.get("compression"), named(path, settings.compression()), path);
    }
    return settings.toMap();
  }

  /// The file's name, for what is compressed in another way.
  private static String named(String path, PieceCompression compression) {
    var name = Path.of(path).getFileName().toString();
    return name.replaceFirst("(?i)\\.(gz|zst)$", "") + ending(compression);
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
    return ".csv" + ending(CsvSettings.of(settings).compression());
  }

  private static String ending(PieceCompression compression) {
    return switch (compression) {
      case NONE -> "";
      case GZIP -> ".gz";
      case ZSTD -> ".zst";
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
