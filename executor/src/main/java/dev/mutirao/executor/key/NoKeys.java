package dev.mutirao.executor.key;

/// The set of no values.
record NoKeys() implements KeySet {
  @Override
  public Probe open() {
    return (values, picked) -> 0;
  }

  @Override
  public void close() {}
}
