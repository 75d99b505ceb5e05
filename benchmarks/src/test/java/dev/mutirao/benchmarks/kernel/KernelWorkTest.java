package dev.mutirao.benchmarks.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelWorkTest {
  @ParameterizedTest
  @EnumSource
  void kernelsGiveWhatPlainJavaGives(Kernel kernel) throws Exception {
    try (var work = kernel.work()) { // which compares
      assertTrue(work.run() > 0);
    }
  }
}
