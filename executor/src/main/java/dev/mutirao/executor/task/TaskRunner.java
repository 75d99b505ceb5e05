package dev.mutirao.executor.task;

import dev.mutirao.executor.aggregate.Accumulators;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.exchange.LocalOutputBuffers;
import dev.mutirao.executor.expression.ExpressionCompiler;
import dev.mutirao.executor.expression.ObjectFunctions;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.memory.QueryMemory;
import dev.mutirao.executor.plan.Partitioning;
import dev.mutirao.executor.plan.QueryId;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;

/// Starts the tasks of one process: one pool of compute threads, one memory budget, one set of
/// connectors. Thread-safe.
public final class TaskRunner implements AutoCloseable {
  private final ComputePool pool;
  private final BufferAllocator process;
  private final Connectors connectors;
  private final ExpressionCompiler expressions;
  private final Accumulators accumulators;
  private final ConcurrentHashMap<QueryId, QueryMemory> queries = new ConcurrentHashMap<>();

  /// @param process the process's allocator, whose limit is the memory budget; not closed here
  public TaskRunner(int threads, BufferAllocator process, Connectors connectors) {
    this(threads, process, connectors, FunctionRegistry.builtIn());
  }

  /// @param process the process's allocator, whose limit is the memory budget; not closed here
  /// @param functions that plans may call
  public TaskRunner(
      int threads, BufferAllocator process, Connectors connectors, FunctionRegistry functions) {
    this.expressions = new ExpressionCompiler(functions);
    this.accumulators = new Accumulators(new ObjectFunctions(functions));
    this.pool = new ComputePool(threads);
    this.process = process;
    this.connectors = connectors.with(functions);
  }

  public int threads() {
    return pool.threads();
  }

  public Connectors connectors() {
    return connectors;
  }

  /// Starts a task and returns at once. The caller closes it when its output has been read or is
  /// not wanted.
  ///
  /// @param exchanges opens the streams of the tasks that this one reads
  /// @param splits gives the splits of its scans
  public RunningTask start(
      TaskSpecification specification, ExchangeClient exchanges, SplitFeed splits) {
    var memory = memoryOf(specification.task().query());
    RunningTask task;
    try {
      var output = new LocalOutputBuffers(specification.consumers(), bound(specification));
      var pipelines =
          new FragmentBuilder(specification, this, memory, exchanges, splits).build(output);
      task = new RunningTask(specification.task(), pool, memory, output, pipelines);
    } catch (Throwable failure) {
      memory.release();
      throw failure;
    }
    task.start();
    return task;
  }

  ExpressionCompiler expressions() {
    return expressions;
  }

  Accumulators accumulators() {
    return accumulators;
  }

  private static long bound(TaskSpecification specification) {
    return specification.fragment().partitioning() instanceof Partitioning.Shared
        ? Long.MAX_VALUE
        : LocalOutputBuffers.DEFAULT_BOUND;
  }

  private QueryMemory memoryOf(QueryId query) {
    return queries.compute(
        query, (id, known) -> known != null && known.retain() ? known : opened(id));
  }

  private QueryMemory opened(QueryId query) {
    return new QueryMemory(process, query.toString(), memory -> queries.remove(query, memory));
  }

  @Override
  public void close() {
    pool.close();
  }
}
