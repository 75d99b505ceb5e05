import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills Calcite's grammar template with our additions and lets JavaCC write the parser; the build
 * runs it.
 */
public final class GenerateParser {
  private static final List<String> FROM_CALCITE =
      List.of("templates/Parser.jj", "default_config.fmpp");

  private GenerateParser() {}

  /**
   * Arguments: the folder of our additions to the grammar, this file, a folder to work in, the
   * folder that gets the Java files.
   */
  public static void main(String[] args) throws Exception {
    Path additions = Path.of(args[0]);
    Path generator = Path.of(args[1]);
    Path work = Path.of(args[2]);
    Path output = Path.of(args[3]);
    Path done = work.resolve("done");
    if (Files.exists(done)
        && newest(additions).compareTo(Files.getLastModifiedTime(done)) < 0
        && newest(generator).compareTo(Files.getLastModifiedTime(done)) < 0) {
      return;
    }
    Path grammar = work.resolve("grammar");
    copyTree(additions, grammar);
    for (String name : FROM_CALCITE) {
      Path target = grammar.resolve(name);
      Files.createDirectories(target.getParent());
      try (var template = GenerateParser.class.getResourceAsStream("/codegen/" + name)) {
        Files.write(target, template.readAllBytes());
      }
    }
    withoutValueAsKeyword(grammar.resolve("templates/Parser.jj"));
    withWhereWithoutFrom(grammar.resolve("templates/Parser.jj"));
    withStarReplace(grammar.resolve("templates/Parser.jj"));
    withGroupsFrames(grammar.resolve("templates/Parser.jj"));
    withDistinctOn(grammar.resolve("templates/Parser.jj"));
    Path filled = work.resolve("filled");
    fmpp.tools.CommandLine.execute(
        new String[] {
          "--quiet",
          "--configuration=" + grammar.resolve("config.fmpp"),
          "--source-root=" + grammar.resolve("templates"),
          "--output-root=" + filled
        },
        null,
        null);
    Files.createDirectories(output);
    var told = new ByteArrayOutputStream();
    var out = System.out;
    var error = System.err;
    var quiet = new PrintStream(told, true, StandardCharsets.UTF_8);
    System.setOut(quiet);
    System.setErr(quiet);
    int status =
        org.javacc.parser.Main.mainProgram(
            new String[] {
              "-STATIC=false",
              "-LOOKAHEAD=1",
              "-OUTPUT_DIRECTORY=" + output,
              filled.resolve("javacc/Parser.jj").toString()
            });
    System.setOut(out);
    System.setErr(error);
    if (status != 0) {
      error.println(told.toString(StandardCharsets.UTF_8));
      throw new IllegalStateException("JavaCC refused the grammar");
    }
    Files.write(done, new byte[0]);
  }

  /**
   * Calcite takes VALUE for VALUES, which would make a column of that name unusable in many places;
   * TABLE(range(n)) has one.
   */
  private static void withoutValueAsKeyword(Path template) throws IOException {
    String grammar = Files.readString(template);
    String without =
        grammar.replaceFirst(
            "\\(\\s*<VALUES> \\{ s = span\\(\\);"
                + " \\}\\s*\\|\\s*<VALUE>\\s*\\{[^}]*\\}\\s*\\}\\s*\\)",
            "<VALUES> { s = span(); }");
    write(template, grammar, without);
  }

  /** As in PostgreSQL, a SELECT may have the other clauses without a FROM. */
  private static void withWhereWithoutFrom(Path template) throws IOException {
    String grammar = Files.readString(template);
    String with =
        grammar.replaceFirst(
            "(?s)<FROM> fromClause = FromClause\\(\\)(\\s*\\( where = Where\\(\\).*?)"
                + "\\|\\s*E\\(\\) \\{\\s*fromClause = null;[^}]*\\}",
            "( <FROM> fromClause = FromClause() | { fromClause = null; } )$1");
    write(template, grammar, with);
  }

  /**
   * EXCLUDE, EXCEPT and REPLACE follow a star only, for EXCEPT after anything else joins two
   * queries; and what JavaCC makes of them has two variables of one name in one scope.
   */
  private static void withStarReplace(Path template) throws IOException {
    String grammar = Files.readString(template);
    String afterStar = "LOOKAHEAD(1, { getToken(0).kind == STAR }) ";
    String guarded =
        grammar
            .replace(
                "excludeList = StarExcludeList()", afterStar + "excludeList = StarExcludeList()")
            .replace(
                "replaceList = StarReplaceList()", afterStar + "replaceList = StarReplaceList()");
    int from = guarded.indexOf("replaceList = StarReplaceList()");
    int to = guarded.indexOf(";", guarded.indexOf("return new SqlStarReplace(", from));
    String block = guarded.substring(from, to);
    String renamed =
        block
            .replace("sqlIdentifier", "starToReplace")
            .replace("SqlParserPos pos ", "SqlParserPos replacePos ")
            .replace("SqlStarReplace(pos,", "SqlStarReplace(replacePos,");
    write(template, grammar, guarded.substring(0, from) + renamed + guarded.substring(to));
  }

  /**
   * Window frames of GROUPS, and frames without a name or an order before them: their first word is
   * not taken for a window's name.
   */
  private static void withGroupsFrames(Path template) throws IOException {
    String grammar = Files.readString(template);
    String named =
        grammar.replaceFirst(
            "<LPAREN> \\{ s = span\\(\\); \\}(\\s*)\\((\\s*)"
                + "id = SimpleIdentifier\\(\\)(\\s*\\|\\s*\\{ id = null; \\})",
            "<LPAREN> { s = span(); }$1($2LOOKAHEAD(1, { getToken(1).kind != RANGE"
                + " && getToken(1).kind != GROUPS }) id = SimpleIdentifier()$3");
    write(template, grammar, named);
    String units =
        named.replaceFirst(
            "<RANGE> \\{ isRows = SqlLiteral\\.createBoolean\\(false, getPos\\(\\)\\); \\}",
            "<RANGE> { isRows = SqlLiteral.createBoolean(false, getPos()); }"
                + " | <GROUPS> { isRows = FrameNode.groups(getPos()); }");
    write(template, named, units);
    String made =
        units.replaceFirst(
            "return SqlWindow\\.create\\(null, id, partitionList",
            "return FrameNode.window(id, partitionList");
    write(template, units, made);
  }

  /** SELECT DISTINCT ON (...), which is read beside Calcite's ALL and DISTINCT. */
  private static void withDistinctOn(Path template) throws IOException {
    String grammar = Files.readString(template);
    String read =
        grammar.replaceFirst(
            "keyword = AllOrDistinct\\(\\) \\{ keywords\\.add\\(keyword\\); \\}",
            "LOOKAHEAD(2) distinctOn = DistinctOn()"
                + " | keyword = AllOrDistinct() { keywords.add(keyword); }");
    write(template, grammar, read);
    String declared =
        read.replaceFirst(
            "(SqlSelect SqlSelect\\(\\) :\\s*\\{)", "$1 SqlNodeList distinctOn = null;");
    write(template, read, declared);
    String made =
        declared.replaceFirst(
            "SqlByRewriter\\.rewrite\\(select, by\\);\\s*return select;",
            "SqlByRewriter.rewrite(select, by); return DistinctOnSelect.of(distinctOn, select);");
    write(template, declared, made);
  }

  private static void write(Path template, String before, String after) throws IOException {
    if (after.equals(before)) {
      throw new IllegalStateException("Calcite's grammar has changed: " + template);
    }
    Files.writeString(template, after);
  }

  private static FileTime newest(Path folder) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (Path file : files(folder)) {
      FileTime modified = Files.getLastModifiedTime(file);
      newest = modified.compareTo(newest) > 0 ? modified : newest;
    }
    return newest;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.write(target, Files.readAllBytes(file));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (var all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    return files;
  }
}
