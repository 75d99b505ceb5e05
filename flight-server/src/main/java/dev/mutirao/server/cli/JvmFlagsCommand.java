package dev.mutirao.server.cli;

import picocli.CommandLine.Command;

@Command(
    name = "jvm-flags",
    description = "Print the JVM flags that a program needs to run the engine in its own process.")
final class JvmFlagsCommand implements Runnable {
  /// Set by the launcher from what the build wrote.
  private static final String PROPERTY = "mutirao.jvm.flags";

  @Override
  public void run() {
    System.out.println(System.getProperty(PROPERTY));
  }
}
