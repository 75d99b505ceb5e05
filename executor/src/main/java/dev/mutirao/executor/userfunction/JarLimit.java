package dev.mutirao.executor.userfunction;

/// How many bytes of a jar are taken, which stay in memory as long as functions of it. A jar of
/// functions is small; more is a mistake or an attack.
///
/// @param ofHeap whether a larger Java heap allows more
record JarLimit(long bytes, boolean ofHeap) {
  private static final long MOST_OF_FILE = 256L << 20;
  private static final long MOST_OF_CONTENT = 512L << 20;

  /// Of the file.
  static JarLimit ofFile() {
    return of(MOST_OF_FILE, Runtime.getRuntime().maxMemory() / 8);
  }

  /// Of what is in it, unpacked. Reading the last file takes as much again.
  static JarLimit ofContent() {
    return of(MOST_OF_CONTENT, Runtime.getRuntime().maxMemory() / 4);
  }

  private static JarLimit of(long most, long ofHeap) {
    return new JarLimit(Math.min(most, ofHeap), ofHeap < most);
  }

  /// As a message says it.
  String shown() {
    return (bytes >> 20) + " MB" + (ofHeap ? ", as much as this Java heap allows" : "");
  }
}
