package dev.mutirao.benchmarks.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DadosGeneratorTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "dados.csv");

  @TempDir private Path folder;

  @Test
  void theExampleIsWhatTheGeneratorWrites() throws IOException {
    assertArrayEquals(Files.readAllBytes(EXAMPLE), written(1000, 3));
  }

  @Test
  void fewerRowsAreAPrefix() throws IOException {
    byte[] few = written(10, 3);
    assertArrayEquals(few, Arrays.copyOf(Files.readAllBytes(EXAMPLE), few.length));
  }

  @Test
  void anotherSeedGivesOtherRows() throws IOException {
    assertFalse(Arrays.equals(written(10, 3), written(10, 4)));
  }

  @Test
  void noRowsIsAHeader() throws IOException {
    assertEquals("nome,idade,cidade,salario\n", new String(written(0, 3), StandardCharsets.UTF_8));
  }

  private byte[] written(long rows, long seed) throws IOException {
    Path file = folder.resolve("dados.csv");
    DadosGenerator.write(file, rows, seed);
    return Files.readAllBytes(file);
  }
}
