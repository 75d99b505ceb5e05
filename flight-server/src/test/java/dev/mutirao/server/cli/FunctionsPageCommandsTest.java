package dev.mutirao.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands that `docs/functions-in-java.md` begins with, typed into a shell as they are.
@Timeout(180)
final class FunctionsPageCommandsTest {
  private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)\\n```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void fiveMinutesLeadToAnswersOfOneProcessAndOfACluster() throws Exception {
    var page = Files.readString(Path.of("../docs/functions-in-java.md"));
    Files.writeString(folder.resolve("Shop.java"), blocks(page, "java").getFirst());
    writeLauncher();
    var shells = blocks(page, "sh");
    assertEquals("119,", shell(shells.getFirst()).getLast());
    assertEquals(List.of("119|NULL"), List.of(blocks(page, "").getFirst()));

    var commands = shells.get(1).lines().toList();
    assertEquals(2, commands.size(), commands.toString());
    try (var cluster = start(commands.getFirst())) {
      var there = commands.get(1).replace("grpc://127.0.0.1:8815", cluster.address());
      assertEquals("119,", shell(there).getLast());
    }
  }

  private static List<String> blocks(String page, String language) {
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /// Starts what would keep a terminal busy, on a free port.
  private CommandProcess start(String line) throws IOException {
    var arguments = new ArrayList<>(List.of(line.split(" ", -1)));
    assertEquals("mutirao", arguments.removeFirst());
    arguments.replaceAll(each -> each.endsWith(".jar") ? folder.resolve(each).toString() : each);
    arguments.addAll(List.of("--port", "0", "--memory", "1GB"));
    return CommandProcess.start(arguments.toArray(String[]::new));
  }

  /// A command `mutirao` that runs these classes.
  private void writeLauncher() throws IOException {
    var bin = Files.createDirectory(folder.resolve("bin"));
    var temporary = Files.createDirectory(folder.resolve("temporary"));
    var command =
        CommandProcess.command(temporary, List.of()).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n"));
    var launcher = Files.writeString(bin.resolve("mutirao"), command).toFile();
    assertTrue(launcher.setExecutable(true));
  }

  /// Runs lines in the folder, of which none may fail.
  ///
  /// @return what they print
  private List<String> shell(String lines) throws IOException, InterruptedException {
    var java = System.getProperty("java.home") + File.separator + "bin";
    var builder = new ProcessBuilder("bash", "-e", "-c", lines).directory(folder.toFile());
    builder
        .environment()
        .merge("PATH", folder.resolve("bin") + ":" + java, (path, first) -> first + ":" + path);
    var printed = folder.resolve("printed");
    var process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    int code = process.waitFor();
    var all = Files.readAllLines(printed, StandardCharsets.UTF_8);
    assertEquals(0, code, all.toString());
    return all;
  }
}
