package dev.mutirao.server.cli;

import picocli.CommandLine.Command;

@Command(
    name = "classpath",
    description = "Print the class path that a program needs to run the engine in its own process.")
final class ClasspathCommand implements Runnable {
  @Override
  public void run() {
    System.out.println(System.getProperty("java.class.path"));
  }
}
