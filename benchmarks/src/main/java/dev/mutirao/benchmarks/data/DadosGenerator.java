package dev.mutirao.benchmarks.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes people as CSV: `nome,idade,cidade,salario`. The same rows and seed give the same bytes on
/// every machine; 20 million rows are about 730 MB.
///
/// It stands alone, so that `java DadosGenerator.java 20000000 dados.csv` works without a build.
public final class DadosGenerator {
  private static final String HEADER = "nome,idade,cidade,salario\n";

  private static final List<String> FIRST_NAMES =
      List.of(
          "Ana",
          "João",
          "Maria",
          "José",
          "Antônio",
          "Francisca",
          "Carlos",
          "Paulo",
          "Lucas",
          "Luís",
          "Mariana",
          "Pedro",
          "Gabriel",
          "Júlia",
          "Beatriz",
          "Rafael",
          "Letícia",
          "Bruno",
          "Camila",
          "Fábio",
          "Larissa",
          "Tiago",
          "Débora",
          "Vinícius",
          "Sônia",
          "Otávio",
          "Íris");

  private static final List<String> LAST_NAMES =
      List.of(
          "Silva",
          "Santos",
          "Oliveira",
          "Souza",
          "Lima",
          "Pereira",
          "Costa",
          "Araújo",
          "Melo",
          "Gonçalves",
          "Rocha",
          "Dias",
          "Nunes",
          "Mendonça",
          "Moreira",
          "Cardoso",
          "Brandão",
          "Teixeira",
          "Assunção",
          "Vaz",
          "Falcão",
          "Simões",
          "Prado",
          "Queirós",
          "Ribeiro");

  /// A city is drawn as often as it is written here.
  private static final List<String> CITIES =
      List.of(
          "São Paulo",
          "São Paulo",
          "São Paulo",
          "São Paulo",
          "São Paulo",
          "São Paulo",
          "Rio de Janeiro",
          "Rio de Janeiro",
          "Rio de Janeiro",
          "Brasília",
          "Brasília",
          "Fortaleza",
          "Fortaleza",
          "Salvador",
          "Salvador",
          "Belo Horizonte",
          "Belo Horizonte",
          "Manaus",
          "Curitiba",
          "Recife",
          "Goiânia",
          "Belém",
          "Porto Alegre",
          "Florianópolis");

  private static final int MINIMUM_WAGE_CENTS = 151_800;
  private static final int FLUSH_AT = 1 << 20;

  private final List<byte[]> firstNames = utf8(FIRST_NAMES);
  private final List<byte[]> lastNames = utf8(LAST_NAMES);
  private final List<byte[]> cities = utf8(CITIES);
  private final byte[] buffer = new byte[FLUSH_AT + 256];
  private final OutputStream out;
  private long state;
  private int used;

  private DadosGenerator(OutputStream out, long seed) {
    this.out = out;
    this.state = seed;
  }

  /// Writes a header and `rows` rows to `file`, replacing it.
  ///
  /// @throws UncheckedIOException when the file cannot be written
  public static void write(Path file, long rows, long seed) {
    try (OutputStream out = Files.newOutputStream(file)) {
      DadosGenerator generator = new DadosGenerator(out, seed);
      generator.append(HEADER.getBytes(StandardCharsets.UTF_8));
      for (long row = 0; row < rows; row++) {
        generator.row();
      }
      generator.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void main(String[] args) {
    if (args.length < 2 || args.length > 3) {
      System.err.println("Usage: DadosGenerator ROWS FILE [SEED]");
      System.exit(2);
    }
    write(
        Path.of(args[1]), Long.parseLong(args[0]), args.length == 3 ? Long.parseLong(args[2]) : 1);
  }

  private void row() throws IOException {
    append(pick(firstNames));
    append(' ');
    append(pick(lastNames));
    append(',');
    appendNumber(18 + below(63));
    append(',');
    append(pick(cities));
    append(',');
    appendCents(salaryCents());
    append('\n');
    if (used >= FLUSH_AT) {
      flush();
    }
  }

  /// Few earn much: the product of three draws, from the minimum wage upwards.
  private long salaryCents() {
    long draws = (long) below(1000) * below(1000) * below(1000); // up to 10^9
    return MINIMUM_WAGE_CENTS + draws / 400;
  }

  private byte[] pick(List<byte[]> values) {
    return values.get(below(values.size()));
  }

  private int below(int bound) {
    return (int) ((next() >>> 33) * bound >>> 31);
  }

  /// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private void append(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void append(char ascii) {
    buffer[used++] = (byte) ascii;
  }

  private void appendCents(long cents) {
    appendNumber(cents / 100);
    append('.');
    append((char) ('0' + cents / 10 % 10));
    append((char) ('0' + cents % 10));
  }

  private void appendNumber(long number) {
    if (number >= 10) {
      appendNumber(number / 10);
    }
    append((char) ('0' + number % 10));
  }

  private void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }

  private static List<byte[]> utf8(List<String> texts) {
    return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
