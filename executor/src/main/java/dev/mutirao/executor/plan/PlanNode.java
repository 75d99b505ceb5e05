package dev.mutirao.executor.plan;

import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A node of the physical plan. A tree of nodes runs wholly inside one task; trees are joined by
/// exchanges ({@link RemoteSource} reads what a {@link PlanFragment} partitions).
public sealed interface PlanNode {
  /// The columns that come out.
  Schema output();

  List<PlanNode> inputs();

  /// Rows of a table: the request's columns of every row that meets `filter`, an expression over
  /// those columns, among those that `sample` picks. With a sample the request has no predicates,
  /// no limit and no facts, since the sample counts the table's rows.
  ///
  /// @param keyFilters filters of joins in the same tree: rows whose column has none of the keys
  ///   may be left out, even before `filter` is asked
  /// @param whole whether each task that runs it reads the whole table rather than its share
  record Scan(
      int scanId,
      TableHandle table,
      ScanRequest request,
      Optional<RowSample> sample,
      Optional<Expression> filter,
      List<KeyFilter> keyFilters,
      boolean whole)
      implements PlanNode {
    public Scan {
      keyFilters = List.copyOf(keyFilters);
      boolean wantsFewer =
          !request.predicates().isEmpty()
              || request.limit().isPresent()
              || !request.facts().isEmpty();
      if (sample.isPresent() && wantsFewer) {
        throw new IllegalArgumentException("a sample is taken of all rows");
      }
    }

    /// A scan without filters of joins, which tasks share.
    public Scan(
        int scanId,
        TableHandle table,
        ScanRequest request,
        Optional<RowSample> sample,
        Optional<Expression> filter) {
      this(scanId, table, request, sample, filter, List.of(), false);
    }

    /// A scan without a sample and without filters of joins, which tasks share.
    public Scan(int scanId, TableHandle table, ScanRequest request, Optional<Expression> filter) {
      this(scanId, table, request, Optional.empty(), filter);
    }

    /// The same scan with one more filter of a join.
    public Scan with(KeyFilter more) {
      var all = Stream.concat(keyFilters.stream(), Stream.of(more)).toList();
      return new Scan(scanId, table, request, sample, filter, all, whole);
    }

    /// The same scan, of the whole table in each task.
    public Scan byEach() {
      return new Scan(scanId, table, request, sample, filter, keyFilters, true);
    }

    @Override
    public Schema output() {
      return request.output(table.schema());
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /// Filter number `id` of the query, which a hash join makes of all values of a key column of its
  /// right side: at the join the right side's column, at a scan the column that is compared with
  /// them.
  record KeyFilter(int id, int column) {}

  /// Picks each block of `blockRows` neighbouring rows of a table with the probability `rate` (0 to
  /// 1). What is picked depends on the table's files and on `seed`, not on who reads them.
  record RowSample(double rate, long seed, int blockRows) {}

  /// Constant rows.
  record Values(Schema output, List<Row> rows) implements PlanNode {
    public Values {
      rows = List.copyOf(rows);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /// One row of {@link Values}.
  record Row(List<Literal> values) {
    public Row {
      values = List.copyOf(values);
    }
  }

  /// Rows on which `predicate` is true.
  record Filter(PlanNode input, Expression predicate) implements PlanNode {
    @Override
    public Schema output() {
      return input.output();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// One column per expression.
  record Project(PlanNode input, List<Expression> expressions, Schema output) implements PlanNode {
    public Project {
      expressions = List.copyOf(expressions);
      if (expressions.size() != output.size()) {
        throw new IllegalArgumentException("a projection names every expression");
      }
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// For every input row one row per projection. For grouping sets.
  record Expand(PlanNode input, List<Projection> projections, Schema output) implements PlanNode {
    public Expand {
      projections = List.copyOf(projections);
      for (var projection : projections) {
        if (projection.expressions().size() != output.size()) {
          throw new IllegalArgumentException("every projection gives every column");
        }
      }
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// One of the rows that {@link Expand} makes.
  record Projection(List<Expression> expressions) {
    public Projection {
      expressions = List.copyOf(expressions);
    }
  }

  /// Groups by the values of `keys` (input columns; NULL equals NULL). Gives the keys, then one
  /// column per call (SINGLE, FINAL) or the state columns of each call (PARTIAL, INTERMEDIATE).
  /// Without keys SINGLE and FINAL give exactly one row.
  record Aggregate(
      PlanNode input,
      List<Integer> keys,
      List<AggregateCall> calls,
      AggregatePhase phase,
      Schema output)
      implements PlanNode {
    public Aggregate {
      keys = List.copyOf(keys);
      calls = List.copyOf(calls);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// Joins by equal keys. The right side is built into a table, the left side probes it. A pair
  /// matches when all keys are equal (NULL equals nothing) and `residual`, over left then right
  /// columns, is true.
  ///
  /// @param keyFilters what the join makes of its right side for scans in the same tree
  record HashJoin(
      PlanNode left,
      PlanNode right,
      JoinKind kind,
      List<Integer> leftKeys,
      List<Integer> rightKeys,
      Optional<Expression> residual,
      List<KeyFilter> keyFilters)
      implements PlanNode {
    public HashJoin {
      keyFilters = List.copyOf(keyFilters);
      leftKeys = List.copyOf(leftKeys);
      rightKeys = List.copyOf(rightKeys);
      if (leftKeys.isEmpty() || leftKeys.size() != rightKeys.size()) {
        throw new IllegalArgumentException(
            "a hash join needs as many keys on the left as on the right");
      }
    }

    /// A join that makes no filters.
    public HashJoin(
        PlanNode left,
        PlanNode right,
        JoinKind kind,
        List<Integer> leftKeys,
        List<Integer> rightKeys,
        Optional<Expression> residual) {
      this(left, right, kind, leftKeys, rightKeys, residual, List.of());
    }

    @Override
    public Schema output() {
      return joined(left, right, kind);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(left, right);
    }
  }

  /// Joins by any condition over left then right columns; none is a cross join.
  record NestedLoopJoin(
      PlanNode left, PlanNode right, JoinKind kind, Optional<Expression> condition)
      implements PlanNode {
    @Override
    public Schema output() {
      return joined(left, right, kind);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(left, right);
    }
  }

  /// All rows in order. Rows that tie on all keys come in no particular order.
  record Sort(PlanNode input, List<SortKey> keys) implements PlanNode {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema output() {
      return input.output();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// The rows `offset` to `offset + limit` of the order.
  record TopN(PlanNode input, List<SortKey> keys, long offset, long limit) implements PlanNode {
    public TopN {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema output() {
      return input.output();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// The columns `kept` of every row, and the results of `calls` after them. Rows that agree on the
  /// columns `partitionBy` (NULL equals NULL) are a partition; each partition is ordered by
  /// `orderBy`. Its input has all rows of each partition. Rows come in no particular order, except
  /// that a single partition (no `partitionBy`) comes in its own.
  record Window(
      PlanNode input,
      List<Integer> partitionBy,
      List<SortKey> orderBy,
      List<WindowCall> calls,
      List<Integer> kept,
      Schema output)
      implements PlanNode {
    public Window {
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
      calls = List.copyOf(calls);
      kept = List.copyOf(kept);
      if (output.size() != kept.size() + calls.size()) {
        throw new IllegalArgumentException("a window names every call");
      }
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// Rows that can be among the first `count` of their group. Rows that agree on the columns `keys`
  /// (NULL equals NULL) are a group, ordered by `orderBy`; without keys there is one. A row that
  /// ties with one of the first is kept, and others may be. Rows come in no particular order.
  record GroupLimit(PlanNode input, List<Integer> keys, List<SortKey> orderBy, int count)
      implements PlanNode {
    /// The most rows of a group that may be asked for.
    public static final int MAX_COUNT = 128;

    public GroupLimit {
      keys = List.copyOf(keys);
      orderBy = List.copyOf(orderBy);
      if (orderBy.isEmpty() || count < 1 || count > MAX_COUNT) {
        throw new IllegalArgumentException("the first " + count + " by " + orderBy);
      }
    }

    @Override
    public Schema output() {
      return input.output();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// Skips `offset` rows and gives at most `limit`. Keeps the input's order when it has one.
  record Limit(PlanNode input, long offset, OptionalLong limit) implements PlanNode {
    @Override
    public Schema output() {
      return input.output();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// The rows of all inputs, which have the same column types.
  record Union(List<PlanNode> inputs, Schema output) implements PlanNode {
    public Union {
      inputs = List.copyOf(inputs);
    }
  }

  /// Rows of `start`, then in rounds what `step` makes of the rows that the round before gave,
  /// until a round gives none. `step` is a tree that runs in the same task, and whose leaves are
  /// {@link RoundInput} and {@link Values}. With `distinct` a row that was given before counts for
  /// nothing.
  ///
  /// @param fixed what `step` reads beside the rows of the round before, the same in every round
  record Recursion(
      PlanNode start, List<PlanNode> fixed, PlanNode step, boolean distinct, Schema output)
      implements PlanNode {
    public Recursion {
      fixed = List.copyOf(fixed);
    }

    @Override
    public List<PlanNode> inputs() {
      return Stream.concat(Stream.of(start), fixed.stream()).toList();
    }
  }

  /// Inside the `step` of a {@link Recursion}: input 0 has the rows of the round before, input `i`
  /// those of the fixed input `i - 1`.
  record RoundInput(int input, Schema output) implements PlanNode {
    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /// Fails unless the input has at most one row; gives exactly one, all NULL when there was none.
  /// For subqueries used as values.
  record SingleRow(PlanNode input) implements PlanNode {
    @Override
    public Schema output() {
      return nullable(input.output());
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// Writes all rows to files, and gives one row per file: its path under the target's staging
  /// folder, its rows and its bytes.
  record Write(PlanNode input, WriteTarget target) implements PlanNode {
    public static final Schema FILES =
        Schema.of(
            new Field("path", Type.Simple.VARCHAR, false),
            new Field("rows", Type.Simple.BIGINT, false),
            new Field("bytes", Type.Simple.BIGINT, false));

    @Override
    public Schema output() {
      return FILES;
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /// What the tasks of fragment `fragment` send to this task. With `mergeBy` each sender's rows
  /// come in that order and are merged; without keys they come as they arrive.
  record RemoteSource(int fragment, Schema output, List<SortKey> mergeBy) implements PlanNode {
    public RemoteSource {
      mergeBy = List.copyOf(mergeBy);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /// All rows that the task of fragment `fragment` on the same executor gives, whose partitioning
  /// is {@link Partitioning.Shared}. This is its reader number `reader`.
  record SharedSource(int fragment, int reader, Schema output) implements PlanNode {
    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  private static Schema joined(PlanNode left, PlanNode right, JoinKind kind) {
    return switch (kind) {
      case INNER -> left.output().concat(right.output());
      case LEFT -> left.output().concat(nullable(right.output()));
      case RIGHT -> nullable(left.output()).concat(right.output());
      case FULL -> nullable(left.output()).concat(nullable(right.output()));
      case SEMI, ANTI, NULL_AWARE_ANTI -> left.output();
      case RIGHT_SEMI, RIGHT_ANTI -> right.output();
    };
  }

  private static Schema nullable(Schema schema) {
    return new Schema(
        schema.fields().stream().map(field -> Field.of(field.name(), field.type())).toList());
  }
}
