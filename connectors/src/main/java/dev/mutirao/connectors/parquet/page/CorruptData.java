package dev.mutirao.connectors.parquet.page;

/// Bytes that break the rules of the Parquet format. Its message lacks the place: whoever knows the
/// file and the column turns it into an error of the catalogue.
public final class CorruptData extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptData(String message) {
    super(message, null, false, false);
  }

  public CorruptData(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
