package dev.mutirao.connectors.error;

/// Whose business an error is. Retry decisions look at this and at the code, never at the text.
public enum ErrorCategory {
  /// The statement or the data it names is at fault; the same statement fails again.
  USER,
  /// A limit was reached (memory, time, connections); it may pass later or with other settings.
  RESOURCE,
  /// Something outside the engine failed (disk, network, another process).
  EXTERNAL,
  /// A defect of the engine.
  INTERNAL
}
