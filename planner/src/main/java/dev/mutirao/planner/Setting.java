package dev.mutirao.planner;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.PlanErrors;
import dev.mutirao.planner.optimize.Optimizer;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a session can set.
public enum Setting {
  BATCH_ROWS("batch_rows", "8192", "Rows that operators hand on at once.") {
    @Override
    String checked(String value) {
      return number(value, 1, Batch.MAX_ROWS, "a number of rows from 1 to " + Batch.MAX_ROWS);
    }
  },
  EXCHANGE_COMPRESSION(
      "exchange.compression",
      "none",
      "How rows are compressed that go from one executor to another: none, lz4 or zstd. Costs time"
          + " where the network is fast.") {
    @Override
    String checked(String value) {
      return Arrays.stream(Compression.values())
          .map(Compression::settingName)
          .filter(value::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(() -> refused("none, lz4 or zstd", value));
    }
  },
  OPTIMIZER_BROADCAST_ROWS(
      "optimizer.broadcast_rows",
      "100000",
      "Up to how many rows the smaller side of a join is sent to every executor instead of"
          + " spreading both sides; up to 40 times as many where that moves fewer rows.") {
    @Override
    String checked(String value) {
      return number(value, 0, Long.MAX_VALUE, "a number of rows from 0");
    }
  },
  OPTIMIZER_DISABLED(
      "optimizer.disabled",
      "",
      "Names of optimiser passes that are left out, with commas between them: "
          + String.join(", ", optionalPasses())
          + ".") {
    @Override
    String checked(String value) {
      var optional = optionalPasses();
      var wanted = names(value);
      if (!optional.containsAll(wanted)) {
        throw refused("names of passes (" + String.join(", ", optional) + ")", value);
      }
      return String.join(",", wanted);
    }
  },
  OPTIMIZER_REPLICATED_ROWS(
      "optimizer.replicated_rows",
      "50000",
      "Up to how many rows of tables every executor reads for itself where all of them need the"
          + " rows for a join, instead of sending them to each other.") {
    @Override
    String checked(String value) {
      return number(value, 0, Long.MAX_VALUE, "a number of rows from 0");
    }
  },
  STATEMENT_TIMEOUT(
      "statement_timeout", "0", "Seconds after which a statement is cancelled; 0 for no limit.") {
    @Override
    String checked(String value) {
      return number(value, 0, Integer.MAX_VALUE, "a number of seconds from 0");
    }
  },
  TIMEZONE("timezone", "UTC", "Time zone in which instants are read and shown.") {
    @Override
    String checked(String value) {
      try {
        return ZoneId.of(value, ZoneId.SHORT_IDS).getId();
      } catch (DateTimeException e) {
        throw refused("a time zone such as America/Sao_Paulo or +02:00", value);
      }
    }
  };

  private final String settingName;
  private final String defaultValue;
  private final String description;

  Setting(String settingName, String defaultValue, String description) {
    this.settingName = settingName;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /// As `SET` takes it, in any case.
  public String settingName() {
    return settingName;
  }

  public String defaultValue() {
    return defaultValue;
  }

  public String description() {
    return description;
  }

  /// The value that holds for a session with these settings.
  public String in(Map<String, String> settings) {
    return settings.getOrDefault(settingName, defaultValue);
  }

  /// The value in its plain form.
  ///
  /// @throws MutiraoException INVALID_OPTION when the setting does not take it
  abstract String checked(String value);

  /// @throws MutiraoException INVALID_OPTION when there is none of this name
  static Setting named(String name) {
    var wanted = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(setting -> setting.settingName.equals(wanted))
        .findFirst()
        .orElseThrow(() -> PlanErrors.unknownSetting(name, known()));
  }

  /// Names of the passes that can be left out, in alphabetical order.
  private static SortedSet<String> optionalPasses() {
    var optional = new TreeSet<String>();
    for (var pass : Optimizer.passes()) {
      if (!pass.required()) {
        optional.add(pass.name());
      }
    }
    return optional;
  }

  static List<String> names(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> known() {
    return Arrays.stream(values()).map(Setting::settingName).toList();
  }

  String number(String value, long least, long most, String expected) {
    try {
      var number = Long.parseLong(value.strip());
      if (number >= least && number <= most) {
        return Long.toString(number);
      }
    } catch (NumberFormatException e) {
      throw refused(expected, value);
    }
    throw refused(expected, value);
  }

  MutiraoException refused(String expected, String value) {
    return PlanErrors.badSetting(settingName, expected, value);
  }
}
