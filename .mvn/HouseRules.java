import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What every source file of the house keeps: format, imports, length, and a `package-info.java`
// beside it.
/// Run by the build (`mvn verify`), with `check` or `apply` as its argument; `apply` formats first.
final class HouseRules {
  private static final List<String> MODULES =
      List.of(
          "connectors",
          "connectors/functions",
          "executor",
          "planner",
          "flight-server",
          "jdbc-driver",
          "benchmarks");

  private static final int MAX_LINES = 600;

  /// Files that may be longer than 600 lines, each with the reason.
  private static final Map<String, String> LONG_FILES = Map.of();

  /// Packages of libraries and of ours, and the only modules that may import them.
  private static final List<Arrow> ARROWS =
      List.of(
          new Arrow("org.apache.calcite", "planner"),
          new Arrow("org.apache.arrow.flight", "flight-server", "jdbc-driver", "benchmarks"),
          new Arrow(
              "org.apache.arrow.driver.jdbc",
              "jdbc-driver",
              "flight-server/src/test",
              "benchmarks"),
          new Arrow("io.grpc", "flight-server", "jdbc-driver"),
          new Arrow("org.apache.parquet", "connectors"),
          new Arrow("com.github.luben", "connectors"),
          new Arrow("org.xerial.snappy", "connectors"),
          new Arrow("io.airlift", "connectors"),
          new Arrow("org.brotli", "connectors"),
          new Arrow("com.google.re2j", "executor"),
          new Arrow("picocli", "flight-server", "benchmarks"),
          new Arrow("org.h2", "planner", "flight-server"),
          new Arrow(
              "dev.mutirao.connectors",
              "connectors",
              "executor",
              "planner",
              "flight-server",
              "benchmarks"),
          new Arrow(
              "dev.mutirao.functions",
              "connectors/functions",
              "executor",
              "flight-server/src/test",
              "benchmarks"),
          new Arrow("dev.mutirao.executor", "executor", "planner", "flight-server", "benchmarks"),
          new Arrow("dev.mutirao.planner", "planner", "flight-server", "benchmarks"),
          new Arrow("dev.mutirao.server", "flight-server", "benchmarks"),
          new Arrow(
              "dev.mutirao.jdbc",
              "jdbc-driver",
              "flight-server/src/main/java/dev/mutirao/server/inprocess",
              "flight-server/src/test",
              "benchmarks"),
          new Arrow("dev.mutirao.benchmarks", "benchmarks"));

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?([\\w.]+(?:\\.\\*)?);");

  private static final Formatter FORMATTER =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  public static void main(String[] args) throws IOException {
    boolean apply = args.length == 1 && args[0].equals("apply");
    if (!apply && !(args.length == 1 && args[0].equals("check"))) {
      System.err.println("HouseRules: expected 'check' or 'apply', got " + List.of(args));
      System.exit(2);
    }
    List<SourceFile> sources = sources();
    if (apply) {
      sources = sources.parallelStream().map(HouseRules::applyFormat).toList();
    }
    List<String> broken = sources.parallelStream().flatMap(HouseRules::broken).sorted().toList();
    broken.forEach(System.err::println);
    if (!broken.isEmpty()) {
      System.err.println(broken.size() + " broken house rules in " + sources.size() + " files");
      System.exit(1);
    }
  }

  private static Stream<String> broken(SourceFile source) {
    return Stream.of(format(source), arrows(source), length(source), packageInfo(source))
        .flatMap(List::stream)
        .map(message -> source.path() + ": " + message);
  }

  private static List<String> format(SourceFile source) {
    try {
      return formatted(source).equals(source.text())
          ? List.of()
          : List.of("not formatted; run: mvn -N verify -Dhouse=apply");
    } catch (FormatterException e) {
      return List.of("does not parse: " + e.getMessage());
    }
  }

  private static List<String> arrows(SourceFile source) {
    List<String> broken = new ArrayList<>();
    IMPORT
        .matcher(source.text())
        .results()
        .map(found -> found.group(1))
        .forEach(imported ->
            ARROWS.stream()
                .filter(arrow -> arrow.forbids(imported, source.path()))
                .forEach(arrow ->
                    broken.add(
                        "imports " + imported + ", which only " + arrow.allowed() + " may")));
    return broken;
  }

  private static List<String> length(SourceFile source) {
    long lines = source.text().lines().count();
    return lines <= MAX_LINES || LONG_FILES.containsKey(source.path())
        ? List.of()
        : List.of(lines + " lines; cut it, or give LONG_FILES in .mvn/HouseRules.java a reason");
  }

  private static List<String> packageInfo(SourceFile source) {
    boolean main = source.path().contains("/src/main/java/");
    return !main || Files.exists(Path.of(source.path()).resolveSibling("package-info.java"))
        ? List.of()
        : List.of("its package has no package-info.java; its first sentence answers one question");
  }

  private static SourceFile applyFormat(SourceFile source) {
    try {
      String formatted = formatted(source);
      if (!formatted.equals(source.text())) {
        Files.writeString(Path.of(source.path()), formatted);
      }
      return new SourceFile(source.path(), formatted);
    } catch (FormatterException e) {
      return source; // the check that follows reports it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String formatted(SourceFile source) throws FormatterException {
    return FORMATTER.formatSource(
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source.text()),
            JavaFormatterOptions.Style.GOOGLE));
  }

  private static List<SourceFile> sources() throws IOException {
    List<SourceFile> sources = new ArrayList<>();
    List<Path> folders =
        Stream.concat(
                MODULES.stream().map(module -> Path.of(module, "src")), Stream.of(Path.of(".mvn")))
            .toList();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
          sources.add(new SourceFile(file.toString().replace('\\', '/'), Files.readString(file)));
        }
      }
    }
    return sources;
  }

  private record SourceFile(String path, String text) {}

  /// `owned` may be imported only by files under one of the folders in `importers`.
  private record Arrow(String owned, String... importers) {
    boolean forbids(String imported, String path) {
      return imported.startsWith(owned + ".")
          && Stream.of(importers).noneMatch(folder -> path.startsWith(folder + "/"));
    }

    String allowed() {
      return String.join(", ", importers);
    }
  }
}
