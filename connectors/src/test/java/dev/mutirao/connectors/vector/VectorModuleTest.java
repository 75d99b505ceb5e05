package dev.mutirao.connectors.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.junit.jupiter.api.Test;

final class VectorModuleTest {
  @Test
  void theFlagsOfTheBuildGiveTheVectorApi() {
    assertTrue(VectorModule.present());
    assertEquals(IntVector.SPECIES_PREFERRED.length() * 3, Kernel.sum(3));
  }

  @Test
  void vectorKernelsPayOnceThereIsWork() {
    assertTrue(VectorModule.pays(1L << 30));
    assertTrue(VectorModule.pays(1));
  }

  /// Loaded only after the module is.
  private static final class Kernel {
    static int sum(int each) {
      return IntVector.broadcast(IntVector.SPECIES_PREFERRED, each)
          .reduceLanes(VectorOperators.ADD);
    }
  }
}
