package dev.mutirao.connectors.vector;

/// Whether `jdk.incubator.vector` is there. Ask before a class that uses it is loaded; where the
/// answer is no, the scalar twin of the kernel runs.
///
/// `--add-modules` would make the JVM print a warning at every start and give up the module graph
/// in its AOT cache. So the module is loaded here, the way the JDK loads its own management agent;
/// that needs `--add-exports=java.base/jdk.internal.module=ALL-UNNAMED`, one of the flags that
/// `mutirao jvm-flags` prints. `-Dmutirao.vector=off` leaves the module out.
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";
  private static final boolean PRESENT = load();

  private VectorModule() {}

  public static boolean present() {
    return PRESENT;
  }

  private static boolean load() {
    if ("off".equals(System.getProperty("mutirao.vector"))) {
      return false;
    }
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return true;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ReflectiveOperationException absentOrNotExported) {
      return false;
    }
  }
}
