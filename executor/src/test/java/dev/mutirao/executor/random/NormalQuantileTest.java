package dev.mutirao.executor.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
  /// The first three are Wichura's own check values; the others are of tables. Those of 0.975 and
  /// 0.99 are moved to the DOUBLEs that stand for them, which are less by 2.2e-17 and 8.9e-18: there
  /// the quantile is so steep that the table's last digits belong to another number.
  @ParameterizedTest
  @CsvSource({
    "0.25, -0.6744897501960817",
    "0.001, -3.0902323061678136",
    "1e-20, -9.262340089798407573",
    "0.5, 0",
    "0.975, 1.9599639845400538556",
    "0.99, 2.3263478740408407676",
    "0.0013498980316300945, -3"
  })
  void givesThePublishedQuantiles(double p, double quantile) {
    assertEquals(quantile, NormalQuantile.of(p), 4e-16 * Math.max(1, Math.abs(quantile)));
  }

  @Test
  void risesAcrossTheBordersOfItsParts() {
    for (double border : new double[] {0.075, StrictMath.exp(-25), 0.925}) {
      double p = border;
      for (int i = 0; i < 1000; i++) {
        double next = Math.nextUp(p);
        assertTrue(NormalQuantile.of(next) >= NormalQuantile.of(p) - 2e-15, "at " + p);
        p = next;
      }
    }
  }

  @Test
  void isOddAroundOneHalf() {
    for (int id = 0; id < 10_000; id++) {
      double p = Draws.uniform(1, id, 0);
      assertEquals(NormalQuantile.of(p), -NormalQuantile.of(1 - p));
    }
  }
}
