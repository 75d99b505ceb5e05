package dev.mutirao.executor.kernel;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.elementary.VectorExponential;
import dev.mutirao.executor.elementary.VectorLogarithm;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions that have a kernel, and for which types.
public final class Kernels {
  private record Signature(String function, List<Type> types) {}

  private static final Type BIGINT = Type.Simple.BIGINT;
  private static final Type DOUBLE = Type.Simple.DOUBLE;

  private static final Map<Signature, ColumnKernel> KERNELS = kernels();

  private Kernels() {}

  /// What computes a built-in function of arguments of these types, of which at least one is no
  /// constant.
  public static Optional<ColumnKernel> of(String function, List<Type> types) {
    return Optional.ofNullable(KERNELS.get(new Signature(function, types)));
  }

  private static Map<Signature, ColumnKernel> kernels() {
    var all = new HashMap<Signature, ColumnKernel>();
    all.put(new Signature("exp", List.of(DOUBLE)), Kernels::exp);
    all.put(new Signature("ln", List.of(DOUBLE)), Kernels::ln);
    all.put(new Signature("normal_quantile", List.of(DOUBLE)), RandomKernels::quantile);
    random(all, "rand", RandomKernels::uniform);
    random(all, "rand_normal", RandomKernels::normal);
    random(all, "rand_exponential", RandomKernels::exponential, DOUBLE);
    random(all, "rand_lognormal", RandomKernels::lognormal, DOUBLE, DOUBLE);
    return Map.copyOf(all);
  }

  /// With and without a draw.
  private static void random(
      Map<Signature, ColumnKernel> all, String name, ColumnKernel kernel, Type... parameters) {
    var types = new ArrayList<Type>(List.of(BIGINT, BIGINT));
    types.addAll(List.of(parameters));
    all.put(new Signature(name, List.copyOf(types)), kernel);
    types.add(BIGINT);
    all.put(new Signature(name, List.copyOf(types)), kernel);
  }

  private static boolean exp(KernelArguments arguments, int rows, MemorySegment out) {
    VectorExponential.apply(arguments.column(0), 0, rows, out);
    return true;
  }

  private static boolean ln(KernelArguments arguments, int rows, MemorySegment out) {
    return VectorLogarithm.apply(arguments.column(0), rows, out);
  }
}
