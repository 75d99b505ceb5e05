package dev.mutirao.connectors.vector;

import java.util.concurrent.atomic.AtomicLong;

/// Whether kernels that use `jdk.incubator.vector` should run. Ask before a class that uses it is
/// loaded; where the answer is no, the scalar twin of the kernel runs.
///
/// `--add-modules` would make the JVM print a warning at every start and give up the module graph
/// in its AOT cache. So the module is loaded here, the way the JDK loads its own management agent;
/// that needs `--add-exports=java.base/jdk.internal.module=ALL-UNNAMED`, one of the flags that
/// `mutirao jvm-flags` prints. `-Dmutirao.vector=off` leaves the module out.
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";
  private static final long ENOUGH = 8 << 20;

  private static final AtomicLong work = new AtomicLong();

  private VectorModule() {}

  /// Whether the module is there; loads it.
  public static boolean present() {
    return Loaded.PRESENT;
  }

  /// Whether vector kernels pay from now on. Loading the module takes as long as a scalar kernel
  /// takes for some hundred megabytes, so the answer is no until this process has announced enough
  /// work.
  ///
  /// @param bytes what the caller is about to process with its scalar kernel otherwise
  public static boolean pays(long bytes) {
    return work.get() >= ENOUGH ? present() : work.addAndGet(bytes) >= ENOUGH && present();
  }

  private static final class Loaded {
    static final boolean PRESENT = load();
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
