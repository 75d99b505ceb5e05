package dev.mutirao.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.planner.optimize.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The end of `docs/sql.md` is written from the settings and the optimiser's passes. With
/// `-Dmanual=write` this test writes it.
final class SqlManualTest {
  private static final Path MANUAL = Path.of("../docs/sql.md");
  private static final String MARK = "<!-- From here on";
  private static final String COMMAND =
      "mvn -pl planner -am test -Dtest=SqlManualTest -Dmanual=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void theManualListsSettingsAndPasses() throws IOException {
    var page = Files.readString(MANUAL);
    int mark = page.indexOf(MARK);
    assertTrue(mark > 0, "the mark is gone: " + MARK);
    var start = page.substring(0, page.indexOf('\n', mark) + 1);
    var wanted = start + settings() + passes();
    if ("write".equals(System.getProperty("manual"))) {
      Files.writeString(MANUAL, wanted);
    }
    assertEquals(wanted, Files.readString(MANUAL), "write it anew: " + COMMAND);
  }

  private static String settings() {
    var text = new StringBuilder("\n## Settings\n\n| setting | default | what it is |\n");
    text.append("| --- | --- | --- |\n");
    for (var setting : Setting.values()) {
      text.append("| `" + setting.settingName() + "` | ")
          .append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`")
          .append(" | " + setting.description() + " |\n");
    }
    return text.toString();
  }

  private static String passes() {
    var text = new StringBuilder("\n## Passes of the optimiser\n\n");
    text.append("In their order. `SET optimizer.disabled = 'join_order,build_side'` leaves")
        .append(" optional ones out.\n\n| pass | what it does | optional |\n| --- | --- | --- |\n");
    for (var pass : Optimizer.passes()) {
      text.append("| `" + pass.name() + "` | " + pass.sentence() + " | ")
          .append(pass.required() ? "" : "yes")
          .append(" |\n");
    }
    return text.toString();
  }
}
