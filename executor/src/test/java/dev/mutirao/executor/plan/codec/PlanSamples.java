package dev.mutirao.executor.plan.codec;

import dev.mutirao.connectors.source.ColumnPredicate;
import dev.mutirao.connectors.source.FileFact;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.exchange.TaskAddress;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.AggregatePhase;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.FrameBound;
import dev.mutirao.executor.plan.JoinKind;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.Placement;
import dev.mutirao.executor.plan.PlanFragment;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.plan.QueryId;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.plan.TaskId;
import dev.mutirao.executor.plan.WindowCall;
import dev.mutirao.executor.plan.WindowFrame;
import dev.mutirao.executor.plan.WriteTarget;
import dev.mutirao.executor.task.SplitPortion;
import dev.mutirao.executor.task.TaskSpecification;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/// At least one value of every record that a task can be made of.
final class PlanSamples {
  static final QueryId QUERY = new QueryId(new UUID(-7, 42));
  static final Type.Decimal WIDE = new Type.Decimal(38, 6);
  static final Expression COLUMN = new Expression.InputColumn(3, Type.Simple.BIGINT);

  static final Schema SCHEMA =
      Schema.of(
          Field.of("cidade", Type.Simple.VARCHAR),
          new Field("salário", WIDE, false),
          Field.of("", Type.Simple.INSTANT));

  static final List<Literal> LITERALS =
      List.of(
          Literal.ofNull(Type.Simple.NULL),
          Literal.of(true),
          Literal.of(Long.MIN_VALUE),
          Literal.of(-1),
          new Literal(Type.Simple.DATE, 19_000L),
          Literal.of(Double.NaN),
          Literal.of(-0.0),
          Literal.of("São Paulo\n😀"),
          new Literal(Type.Simple.VARBINARY, new Binary(new byte[] {0, -1})),
          new Literal(WIDE, BigInteger.TEN.pow(37).negate()));

  static final List<Expression> EXPRESSIONS =
      List.of(
          COLUMN,
          new Expression.Constant(Literal.of(1)),
          new Expression.Call("+", List.of(COLUMN, COLUMN), Type.Simple.BIGINT),
          new Expression.And(List.of(COLUMN)),
          new Expression.Or(List.of()),
          new Expression.IsNull(COLUMN),
          new Expression.Case(
              List.of(new Expression.When(COLUMN, COLUMN)),
              Optional.of(COLUMN),
              Type.Simple.BIGINT),
          new Expression.Coalesce(List.of(COLUMN), Type.Simple.BIGINT),
          new Expression.Cast(COLUMN, Type.Simple.VARCHAR, true, 7, "America/Sao_Paulo"),
          new Expression.InList(COLUMN, LITERALS));

  static final List<ColumnPredicate> PREDICATES =
      List.of(
          new ColumnPredicate.Comparison(
              0, ColumnPredicate.Operator.GREATER_OR_EQUAL, Literal.of(7)),
          new ColumnPredicate.In(1, List.of(Literal.of("a"), Literal.of("b"))),
          new ColumnPredicate.StartsWith(2, Literal.of("x")),
          new ColumnPredicate.IsNull(3),
          new ColumnPredicate.IsNotNull(4));

  static final PlanNode SCAN =
      new PlanNode.Scan(
          1,
          new TableHandle(
              "csv", "/data/x*.csv", SCHEMA, Map.of("delimiter", ";", "header", "true")),
          new ScanRequest(List.of(2, 0), PREDICATES, OptionalLong.of(10)),
          Optional.of(COLUMN));

  static final List<SortKey> KEYS =
      List.of(new SortKey(0, true, false), new SortKey(1, false, true));

  static final List<FrameBound> BOUNDS =
      List.of(
          new FrameBound.UnboundedPreceding(),
          new FrameBound.CurrentRow(),
          new FrameBound.Rows(-3),
          new FrameBound.Value(0, 1),
          new FrameBound.UnboundedFollowing());

  static final WindowFrame FRAME =
      new WindowFrame(
          WindowFrame.Unit.GROUPS, BOUNDS.get(2), BOUNDS.get(3), WindowFrame.Exclusion.TIES);

  static final List<WindowCall> WINDOW_CALLS =
      List.of(
          new WindowCall.Rank(WindowCall.Rank.Kind.CUME_DIST),
          new WindowCall.Ntile(4),
          new WindowCall.Stateful("ewma@12", List.of(0, 1), List.of(WIDE, WIDE), WIDE),
          new WindowCall.Shifted(
              1, true, COLUMN, Optional.of(new Expression.Constant(Literal.of(2))), true, WIDE),
          new WindowCall.FrameValue(
              0,
              WindowCall.FrameValue.Place.NTH,
              Optional.of(COLUMN),
              false,
              WindowFrame.PARTITION,
              Type.Simple.VARCHAR),
          new WindowCall.Aggregated(
              new AggregateCall(
                  "max",
                  List.of(1),
                  List.of(WIDE),
                  List.of(Literal.of(",")),
                  List.of(new SortKey(0, true, false)),
                  false,
                  OptionalInt.of(2),
                  WIDE),
              FRAME));

  static final PlanNode WINDOW =
      new PlanNode.Window(
          SCAN,
          List.of(1),
          KEYS,
          WINDOW_CALLS,
          List.of(1, 0),
          SCHEMA.concat(SCHEMA).select(List.of(0, 1, 0, 1, 0, 1, 0, 1)));

  static final WriteTarget TARGET =
      new WriteTarget(
          "/data/out",
          "/data/.out.1",
          WriteTarget.Kind.FOLDER,
          true,
          "parquet",
          Map.of("compression", "zstd"),
          ".parquet",
          "abc",
          List.of(0));

  static final List<FileFact> FACTS =
      List.of(
          new FileFact.Rows(),
          new FileFact.Values(1),
          new FileFact.Least(0),
          new FileFact.Greatest(2));

  static final List<PlanNode> NODES =
      List.of(
          new PlanNode.Write(SCAN, TARGET),
          SCAN,
          new PlanNode.Scan(
              3,
              new TableHandle("parquet", "/data", SCHEMA, Map.of()),
              new ScanRequest(List.of(), List.of(), OptionalLong.empty(), FACTS, true),
              Optional.empty()),
          new PlanNode.Scan(
              2,
              new TableHandle("range", "", SCHEMA, Map.of()),
              new ScanRequest(List.of(1), List.of(), OptionalLong.empty()),
              Optional.of(new PlanNode.RowSample(0.125, -7, 1024)),
              Optional.empty()),
          new PlanNode.Values(SCHEMA, List.of(new PlanNode.Row(LITERALS))),
          new PlanNode.Filter(SCAN, COLUMN),
          new PlanNode.Project(SCAN, EXPRESSIONS.subList(0, 3), SCHEMA),
          new PlanNode.Recursion(
              SCAN, List.of(SCAN), new PlanNode.RoundInput(1, SCHEMA), true, SCHEMA),
          new PlanNode.RoundInput(0, SCHEMA),
          new PlanNode.Expand(
              SCAN,
              List.of(
                  new PlanNode.Projection(EXPRESSIONS.subList(0, 3)),
                  new PlanNode.Projection(EXPRESSIONS.subList(1, 4))),
              SCHEMA),
          new PlanNode.Aggregate(
              SCAN,
              List.of(0),
              List.of(
                  new AggregateCall(
                      "sum",
                      List.of(1),
                      List.of(WIDE),
                      true,
                      OptionalInt.of(4),
                      Type.Simple.BIGINT)),
              AggregatePhase.PARTIAL,
              SCHEMA),
          new PlanNode.HashJoin(
              SCAN, SCAN, JoinKind.LEFT, List.of(1), List.of(2), Optional.of(COLUMN)),
          new PlanNode.HashJoin(
              ((PlanNode.Scan) SCAN).with(new PlanNode.KeyFilter(3, 1)),
              SCAN,
              JoinKind.INNER,
              List.of(1),
              List.of(2),
              Optional.empty(),
              List.of(new PlanNode.KeyFilter(3, 2))),
          new PlanNode.NestedLoopJoin(SCAN, SCAN, JoinKind.FULL, Optional.empty()),
          new PlanNode.Sort(SCAN, KEYS),
          new PlanNode.TopN(SCAN, KEYS, 5, Long.MAX_VALUE),
          new PlanNode.GroupLimit(SCAN, List.of(1), KEYS, 3),
          WINDOW,
          new PlanNode.Limit(SCAN, 0, OptionalLong.empty()),
          new PlanNode.Union(List.of(SCAN, SCAN), SCHEMA),
          new PlanNode.SingleRow(SCAN),
          new PlanNode.RemoteSource(2, SCHEMA, KEYS),
          new PlanNode.SharedSource(2, 1, SCHEMA));

  static final List<Partitioning> PARTITIONINGS =
      List.of(
          new Partitioning.Single(),
          new Partitioning.Hash(List.of(0, 2)),
          new Partitioning.Broadcast(),
          new Partitioning.RoundRobin(),
          new Partitioning.Shared(2));

  static final List<Type> TYPES = types();

  private PlanSamples() {}

  static TaskSpecification task(PlanNode root, Partitioning partitioning) {
    var task = new TaskId(QUERY, 1, 2, 0);
    return new TaskSpecification(
        task,
        new PlanFragment(1, root, partitioning, Placement.EVERY_EXECUTOR),
        3,
        Map.of(2, List.of(new TaskAddress(task, "grpc://127.0.0.1:8820"))),
        Map.of("batch_rows", "1"),
        Map.of(
            4, new SplitPortion(List.of(new Split("f", 0, 1, 1, 0, 1, Map.of("k", "v"))), false)));
  }

  private static List<Type> types() {
    var types = new java.util.ArrayList<Type>(List.of(Type.Simple.values()));
    types.add(new Type.Decimal(1, 0));
    types.add(WIDE);
    return types;
  }
}
