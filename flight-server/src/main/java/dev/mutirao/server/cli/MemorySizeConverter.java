package dev.mutirao.server.cli;

import dev.mutirao.server.embedded.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the value of `--memory`.
final class MemorySizeConverter implements ITypeConverter<MemorySize> {
  @Override
  public MemorySize convert(String value) {
    try {
      return MemorySize.parse(value);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
