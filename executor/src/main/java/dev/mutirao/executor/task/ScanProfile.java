package dev.mutirao.executor.task;

/// What the scans of one task read and left out.
///
/// @param bytesRead bytes taken from storage
/// @param rowsPruned rows that statistics allowed not to read
/// @param rowsIgnored malformed rows that were left out because the user asked for it
/// @param example the error of one of the ignored rows; empty when there is none
public record ScanProfile(long bytesRead, long rowsPruned, long rowsIgnored, String example) {
  public static final ScanProfile NONE = new ScanProfile(0, 0, 0, "");
}
