package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A time zone by its name, in any case: `America/Sao_Paulo`, `UTC`, or an abbreviation that stands
/// for one offset.
///
/// Offsets such as `+03` are refused: PostgreSQL counts them west of Greenwich, everybody else
/// east.
record Zone(ZoneId id) {
  private static final Map<String, String> REGIONS =
      ZoneId.getAvailableZoneIds().stream()
          .collect(
              Collectors.toMap(
                  id -> id.toLowerCase(Locale.ROOT), Function.identity(), (one, other) -> one));
  private static final Map<String, Integer> HOURS_OF_ABBREVIATIONS =
      Map.ofEntries(
          Map.entry("z", 0),
          Map.entry("utc", 0),
          Map.entry("gmt", 0),
          Map.entry("est", -5),
          Map.entry("edt", -4),
          Map.entry("cst", -6),
          Map.entry("cdt", -5),
          Map.entry("mst", -7),
          Map.entry("mdt", -6),
          Map.entry("pst", -8),
          Map.entry("pdt", -7),
          Map.entry("cet", 1),
          Map.entry("cest", 2),
          Map.entry("eet", 2),
          Map.entry("eest", 3),
          Map.entry("jst", 9),
          Map.entry("brt", -3));
  private static final ThreadLocal<@Nullable Zone> LAST = new ThreadLocal<>();

  static Zone of(Bytes name) {
    var text = name.text();
    var last = LAST.get();
    if (last != null && last.id.getId().equals(text)) {
      return last;
    }
    var zone = new Zone(named(text));
    LAST.set(zone);
    return zone;
  }

  private static ZoneId named(String name) {
    var key = name.strip().toLowerCase(Locale.ROOT);
    var hours = HOURS_OF_ABBREVIATIONS.get(key);
    if (hours != null) {
      return ZoneOffset.ofHours(hours);
    }
    var region = REGIONS.get(key);
    if (region == null) {
      throw QueryErrors.invalidArgument(
          "AT TIME ZONE",
          "the name of a time zone, such as 'America/Sao_Paulo' or 'UTC', or an interval",
          "'" + name + "'");
    }
    try {
      return ZoneId.of(region);
    } catch (DateTimeException e) {
      throw new IllegalStateException(e); // the JDK named it
    }
  }
}
