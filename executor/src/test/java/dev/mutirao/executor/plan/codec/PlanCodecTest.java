package dev.mutirao.executor.plan.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mutirao.connectors.error.ErrorCode;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.task.TaskSpecification;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlanCodecTest {
  static Stream<TaskSpecification> tasks() {
    return Stream.concat(
        PlanSamples.NODES.stream().map(node -> PlanSamples.task(node, new Partitioning.Single())),
        PlanSamples.PARTITIONINGS.stream().map(how -> PlanSamples.task(PlanSamples.SCAN, how)));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void taskComesBackEqual(TaskSpecification task) {
    assertEquals(task, throughBytes(TaskSpecification.class, task));
  }

  @Test
  void everyExpressionComesBackEqual() {
    for (var expression : PlanSamples.EXPRESSIONS) {
      assertEquals(expression, throughBytes(Expression.class, expression));
    }
  }

  @Test
  void everyTypeComesBackEqual() {
    for (var type : PlanSamples.TYPES) {
      assertEquals(type, throughBytes(Type.class, type));
    }
  }

  @Test
  void splitComesBackEqual() {
    var split = new Split("/data/x.csv", 1L << 40, 17, Long.MAX_VALUE, 1, 0, Map.of("uf", "SP"));
    assertEquals(split, throughBytes(Split.class, split));
  }

  @Test
  void samplesCoverEverySubclassOfWhatTravels() {
    var sampled =
        Stream.<Stream<?>>of(
                PlanSamples.NODES.stream(),
                PlanSamples.EXPRESSIONS.stream(),
                PlanSamples.PREDICATES.stream(),
                PlanSamples.FACTS.stream(),
                PlanSamples.PARTITIONINGS.stream(),
                PlanSamples.WINDOW_CALLS.stream(),
                PlanSamples.BOUNDS.stream(),
                PlanSamples.TYPES.stream())
            .flatMap(samples -> samples)
            .map(Object::getClass)
            .collect(Collectors.toSet());
    var expected = new HashSet<Class<?>>();
    for (var sealed : sealedTypesReachableFrom(TaskSpecification.class)) {
      expected.addAll(Shapes.concrete(sealed));
    }
    assertEquals(expected, sampled);
  }

  @Test
  void reachableTypesAreTheOnesSampled() {
    assertEquals(
        Set.of(
            PlanNode.class,
            Expression.class,
            ColumnPredicate.class,
            FileFact.class,
            Partitioning.class,
            WindowCall.class,
            FrameBound.class,
            Type.class),
        sealedTypesReachableFrom(TaskSpecification.class));
  }

  @Test
  void everyTruncationIsRefusedInOneLine() {
    var bytes =
        PlanCodec.encode(
            TaskSpecification.class,
            PlanSamples.task(PlanSamples.NODES.get(4), new Partitioning.Single()));
    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      var error =
          assertThrows(
              MutiraoException.class, () -> PlanCodec.decode(TaskSpecification.class, cut));
      assertEquals(ErrorCode.PROTOCOL_ERROR, error.code());
      assertTrue(error.getMessage().lines().count() == 1, error.getMessage());
    }
  }

  @Test
  void damagedBytesAreRefusedOrReadAsAnotherValueButNeverBreakTheReader() {
    var bytes =
        PlanCodec.encode(
            TaskSpecification.class,
            PlanSamples.task(PlanSamples.NODES.get(5), new Partitioning.Single()));
    var random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      var damaged = bytes.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        PlanCodec.decode(TaskSpecification.class, damaged);
      } catch (MutiraoException e) {
        assertEquals(ErrorCode.PROTOCOL_ERROR, e.code());
        refused++;
      }
    }
    assertTrue(refused > 1_000, "only " + refused + " were refused");
  }

  @Test
  void nestingBeyondTheLimitIsRefusedWhenWritten() {
    Expression deep = PlanSamples.COLUMN;
    for (int i = 0; i < Nesting.LIMIT; i++) {
      deep = new Expression.IsNull(deep);
    }
    var tooDeep = deep;
    var error =
        assertThrows(MutiraoException.class, () -> PlanCodec.encode(Expression.class, tooDeep));
    assertEquals(ErrorCode.NOT_SUPPORTED, error.code());
  }

  @Test
  void nestingBeyondTheLimitIsRefusedWhenRead() {
    var isNull = Shapes.concrete(Expression.class).indexOf(Expression.IsNull.class);
    var bytes = new byte[100_000];
    Arrays.fill(bytes, (byte) isNull);
    bytes[0] = PlanCodec.VERSION;
    var error =
        assertThrows(MutiraoException.class, () -> PlanCodec.decode(Expression.class, bytes));
    assertTrue(error.getMessage().contains("nests more than"), error.getMessage());
  }

  @Test
  void trailingBytesAreRefused() {
    var bytes = PlanCodec.encode(Type.class, Type.Simple.BIGINT);
    var longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThrows(MutiraoException.class, () -> PlanCodec.decode(Type.class, longer));
  }

  private static <T> T throughBytes(Class<T> type, T value) {
    return PlanCodec.decode(type, PlanCodec.encode(type, value));
  }

  private static Set<Class<?>> sealedTypesReachableFrom(Class<?> root) {
    var seen = new HashSet<Class<?>>();
    var open = new ArrayList<Class<?>>(List.of(root));
    while (!open.isEmpty()) {
      var type = open.removeLast();
      if (!seen.add(type)) {
        continue;
      }
      if (type.isSealed()) {
        open.addAll(List.of(type.getPermittedSubclasses()));
      } else if (type.isRecord()) {
        for (var component : type.getRecordComponents()) {
          open.addAll(classesOf(component.getGenericType()));
        }
      }
    }
    return seen.stream()
        .filter(Class::isSealed)
        .filter(Class::isInterface)
        .collect(Collectors.toSet());
  }

  private static List<Class<?>> classesOf(java.lang.reflect.Type type) {
    return switch (type) {
      case Class<?> plain -> List.of(plain);
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments())
              .flatMap(part -> classesOf(part).stream())
              .toList();
      default -> List.of();
    };
  }
}
