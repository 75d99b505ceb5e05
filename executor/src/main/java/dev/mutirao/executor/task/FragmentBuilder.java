package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.aggregate.GroupLimitOperator;
import dev.mutirao.executor.aggregate.HashAggregation;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.exchange.OutputBuffers;
import dev.mutirao.executor.exchange.OutputSink;
import dev.mutirao.executor.exchange.Router;
import dev.mutirao.executor.exchange.StreamsSource;
import dev.mutirao.executor.expression.Evaluator;
import dev.mutirao.executor.join.Join;
import dev.mutirao.executor.memory.Draining;
import dev.mutirao.executor.memory.MemoryReport;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.memory.QueryMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Pipeline;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.PlanNode;
import dev.mutirao.executor.recursion.Recursion;
import dev.mutirao.executor.recursion.Round;
import dev.mutirao.executor.sort.Sorting;
import dev.mutirao.executor.streaming.ExpandOperator;
import dev.mutirao.executor.streaming.FilterOperator;
import dev.mutirao.executor.streaming.LimitOperator;
import dev.mutirao.executor.streaming.ProjectOperator;
import dev.mutirao.executor.streaming.SingleRowOperator;
import dev.mutirao.executor.streaming.ValuesSource;
import dev.mutirao.executor.window.Windowing;
import dev.mutirao.executor.write.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Turns a fragment's tree of nodes into pipelines: a node that streams is added to the pipeline of
/// its input, a node that must see all of its input ends that pipeline and begins another.
final class FragmentBuilder {
  private final TaskSpecification specification;
  private final TaskRunner runner;
  private final QueryMemory memory;
  private final ExchangeClient exchanges;
  private final SplitFeed splits;
  private final IntFunction<Source> roundInputs;
  private final MemoryReport report;
  private final ScanMeter scans = new ScanMeter();
  private final List<Flow> flows = new ArrayList<>();
  private final List<Sink> sinks = new ArrayList<>();
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final List<List<PlanNode.KeyFilter>> awaited = new ArrayList<>(); // by each pipeline
  private final KeyFilters keyFilters = new KeyFilters();
  private final List<PipelineMeters> pipelineMeters = new ArrayList<>();
  private final List<StepMeter> meters = new ArrayList<>();
  private final List<AutoCloseable> stateAllocators = new ArrayList<>();
  private int nodes;

  FragmentBuilder(
      TaskSpecification specification,
      TaskRunner runner,
      QueryMemory memory,
      ExchangeClient exchanges,
      SplitFeed splits) {
    this(
        specification,
        runner,
        memory,
        exchanges,
        splits,
        input -> {
          throw new IllegalArgumentException("a round's input outside of a recursion: " + input);
        });
  }

  private FragmentBuilder(
      TaskSpecification specification,
      TaskRunner runner,
      QueryMemory memory,
      ExchangeClient exchanges,
      SplitFeed splits,
      IntFunction<Source> roundInputs) {
    this.specification = specification;
    this.runner = runner;
    this.memory = memory;
    this.exchanges = exchanges;
    this.splits = splits;
    this.roundInputs = roundInputs;
    this.report = new MemoryReport(memory.allocator());
  }

  /// The pipelines of the fragment, the last of which ends in `output`. Releases what it made when
  /// it fails.
  TaskPipelines build(OutputBuffers output) {
    try {
      var fragment = specification.fragment();
      var flow = flow(fragment.root());
      var router =
          Router.of(fragment.partitioning(), specification.consumers(), memory.allocator());
      end(
          flow,
          new OutputSink(output, router, batchRows(), memory.allocator()),
          meter(-1, "Output", null));
      return new TaskPipelines(inOrder(), pipelineMeters, meters, scans, stateAllocators);
    } catch (Throwable failure) {
      closeAll(failure);
      throw failure;
    }
  }

  /// The pipelines of one round of a recursion, whose rows end in `sink`.
  private Round round(PlanNode step, Sink sink) {
    try {
      end(flow(step), sink, meter(-1, "Round", null));
      return new Round(inOrder(), stateAllocators);
    } catch (Throwable failure) {
      closeAll(failure);
      throw failure;
    }
  }

  /// The pipelines, each of which also runs after those that make the filters of its scan.
  private List<Pipeline> inOrder() {
    var ordered = new ArrayList<Pipeline>();
    for (int i = 0; i < pipelines.size(); i++) {
      ordered.add(pipelines.get(i).alsoAfter(keyFilters.makers(awaited.get(i))));
    }
    return ordered;
  }

  private void closeAll(Throwable failure) {
    var made = new ArrayList<AutoCloseable>();
    flows.forEach(flow -> made.addAll(flow.operators));
    flows.forEach(flow -> made.add(flow.source));
    made.addAll(sinks);
    made.addAll(stateAllocators);
    Closing.all(made, failure);
  }

  /// A pipeline that has no sink yet.
  private static final class Flow {
    final Source source;
    final StepMeter sourceMeter;
    final List<OperatorFactory> operators = new ArrayList<>();
    final List<StepMeter> meters = new ArrayList<>();
    final List<Integer> after = new ArrayList<>();
    final List<PlanNode.KeyFilter> awaited = new ArrayList<>();

    Flow(Source source, StepMeter sourceMeter) {
      this.source = source;
      this.sourceMeter = sourceMeter;
    }

    Flow then(OperatorFactory operator, StepMeter meter) {
      operators.add(operator);
      meters.add(meter);
      return this;
    }
  }

  private Flow flow(PlanNode node) {
    int number = nodes++;
    return switch (node) {
      case PlanNode.Scan scan -> scan(scan, number);
      case PlanNode.RemoteSource remote -> remote(remote, number);
      case PlanNode.SharedSource shared -> shared(shared, number);
      case PlanNode.Union union -> union(union, number);
      case PlanNode.Values values ->
          begin(
              new ValuesSource(values, memory.allocator(), batchRows()),
              meter(number, "Values", null));
      case PlanNode.Filter filter ->
          flow(filter.input())
              .then(filter(filter.predicate(), filter.output()), meter(number, "Filter", null));
      case PlanNode.Project project -> project(project, number);
      case PlanNode.Expand expand -> expand(expand, number);
      case PlanNode.Limit limit ->
          flow(limit.input())
              .then(LimitOperator.factory(limit, memory.allocator()), meter(number, "Limit", null));
      case PlanNode.SingleRow single ->
          flow(single.input())
              .then(
                  SingleRowOperator.factory(single.output(), memory.allocator()),
                  meter(number, "SingleRow", null));
      case PlanNode.Sort sort -> {
        var state = memoryFor(number, "Sort");
        yield broken(sort, number, "Sort", state, Sorting.sort(sort, state, batchRows()));
      }
      case PlanNode.TopN top -> {
        var state = memoryFor(number, "TopN");
        yield broken(top, number, "TopN", state, Sorting.topN(top, state, batchRows()));
      }
      case PlanNode.Window window -> {
        var state = memoryFor(number, "Window");
        yield broken(
            window,
            number,
            "Window",
            state,
            Windowing.breaker(window, runner.accumulators(), state, batchRows()));
      }
      case PlanNode.GroupLimit limit -> {
        var state = memoryFor(number, "GroupLimit");
        yield flow(limit.input())
            .then(
                GroupLimitOperator.factory(limit, state, batchRows()),
                meter(number, "GroupLimit", state));
      }
      case PlanNode.Write write -> {
        var state = memoryFor(number, "Write");
        var format = runner.connectors().format(write.target().format());
        int task = specification.task().index();
        yield broken(write, number, "Write", state, Writing.breaker(write, format, task, state));
      }
      case PlanNode.Aggregate aggregate -> aggregate(aggregate, number);
      case PlanNode.Recursion recursion -> recursion(recursion, number);
      case PlanNode.RoundInput input ->
          begin(roundInputs.apply(input.input()), meter(number, "RoundInput", null));
      case PlanNode.HashJoin join -> {
        var state = memoryFor(number, "HashJoin");
        yield join(
            join,
            number,
            "HashJoin",
            state,
            Join.hash(join, keyFilters.of(join), runner.expressions(), state, batchRows()));
      }
      case PlanNode.NestedLoopJoin join -> {
        var state = memoryFor(number, "NestedLoopJoin");
        yield join(
            join,
            number,
            "NestedLoopJoin",
            state,
            Join.nestedLoop(join, runner.expressions(), state, batchRows()));
      }
    };
  }

  private Flow scan(PlanNode.Scan scan, int number) {
    var connector = runner.connectors().named(scan.table().connector());
    var first = specification.splits().getOrDefault(scan.scanId(), SplitPortion.NOTHING_YET);
    var queue = new SplitQueue(splits, scan.scanId(), first, runner.threads());
    var meter = meter(number, "Scan", null);
    var filters = keyFilters.of(scan);
    var context = new ReadContext(memory.allocator(), batchRows(), scans.of(meter), filters);
    var flow = begin(new ScanSource(connector, scan, queue, context), meter);
    flow.awaited.addAll(scan.keyFilters());
    scan.filter()
        .ifPresent(predicate ->
            flow.then(filter(predicate, scan.output()), meter(number, "Scan filter", null)));
    return flow;
  }

  private OperatorFactory filter(Expression predicate, Schema input) {
    return FilterOperator.factory(
        runner.expressions().compileFilter(predicate, input), memory.allocator());
  }

  private Flow project(PlanNode.Project project, int number) {
    var evaluators = evaluators(project.expressions(), project.input().output());
    return flow(project.input())
        .then(
            ProjectOperator.factory(evaluators, memory.allocator()),
            meter(number, "Project", null));
  }

  private Flow expand(PlanNode.Expand expand, int number) {
    var input = expand.input().output();
    var evaluators =
        expand.projections().stream()
            .map(projection -> evaluators(projection.expressions(), input))
            .toList();
    return flow(expand.input())
        .then(
            ExpandOperator.factory(evaluators, memory.allocator()), meter(number, "Expand", null));
  }

  private List<Evaluator> evaluators(List<Expression> expressions, Schema input) {
    return expressions.stream()
        .map(expression -> runner.expressions().compile(expression, input))
        .toList();
  }

  private Flow aggregate(PlanNode.Aggregate node, int number) {
    var name = "Aggregate(" + node.phase() + ")";
    var state = memoryFor(number, name);
    return switch (node.phase()) {
      case PARTIAL, INTERMEDIATE ->
          flow(node.input())
              .then(
                  HashAggregation.partial(node, runner.accumulators(), state, batchRows()),
                  meter(number, name, state));
      case SINGLE, FINAL ->
          broken(
              node,
              number,
              name,
              state,
              HashAggregation.breaker(node, runner.accumulators(), state, batchRows()));
    };
  }

  /// Ends the input's pipeline in a breaker and begins another after it.
  private Flow broken(
      PlanNode node, int number, String name, OperatorMemory state, Breaker breaker) {
    var meter = meter(number, name, state);
    int before = end(flow(node.inputs().getFirst()), breaker.sink(), meter);
    var flow = begin(breaker.source(), meter);
    flow.after.add(before);
    return flow;
  }

  private Flow remote(PlanNode.RemoteSource remote, int number) {
    var streams = streams(remote);
    var source =
        remote.mergeBy().isEmpty()
            ? new StreamsSource(streams)
            : Sorting.merge(
                remote.output(), remote.mergeBy(), streams, memory.allocator(), batchRows());
    return begin(source, meter(number, "RemoteSource", null));
  }

  /// One of each producer; none stays open when one cannot be opened.
  private List<BatchStream> streams(PlanNode.RemoteSource remote) {
    var streams = new ArrayList<BatchStream>();
    try {
      for (var producer : specification.producers().getOrDefault(remote.fragment(), List.of())) {
        streams.add(
            exchanges.open(
                producer, specification.task().index(), remote.output(), memory.allocator()));
      }
      return streams;
    } catch (RuntimeException | Error failure) {
      streams.forEach(BatchStream::close);
      throw failure;
    }
  }

  /// Tasks that share an executor have the same index.
  private Flow shared(PlanNode.SharedSource shared, int number) {
    var producer =
        specification.producers().get(shared.fragment()).get(specification.task().index());
    var stream = exchanges.open(producer, shared.reader(), shared.output(), memory.allocator());
    return begin(new StreamsSource(List.of(stream)), meter(number, "SharedSource", null));
  }

  /// Ends the right side in the join's table, which the left side probes on its way.
  private Flow join(PlanNode node, int number, String name, OperatorMemory state, Join join) {
    var meter = meter(number, name, state);
    var left = flow(node.inputs().getFirst());
    var right = flow(node.inputs().getLast());
    int build = end(right, join.build(), meter(number, name + " build", null));
    if (node instanceof PlanNode.HashJoin hashJoin) {
      keyFilters.made(hashJoin, build);
    }
    left.after.add(build);
    return left.then(join.probe(), meter);
  }

  private Flow union(PlanNode.Union union, int number) {
    var meeting = new HandOver();
    var meter = meter(number, "Union", null);
    var sink = meeting.sink();
    for (var input : union.inputs()) {
      end(flow(input), sink, meter(-1, "Union input", null));
    }
    return begin(meeting.source(), meter);
  }

  /// Collects the inputs, then runs the rounds inside the source of the pipeline that goes on.
  private Flow recursion(PlanNode.Recursion node, int number) {
    var state = memoryFor(number, "Recursion");
    var meter = meter(number, "Recursion", state);
    var recursion =
        new Recursion(
            node,
            state,
            (inputs, sink) ->
                new FragmentBuilder(specification, runner, memory, exchanges, splits, inputs)
                    .round(node.step(), sink));
    var flow = begin(recursion.source(), meter);
    for (int i = 0; i < node.inputs().size(); i++) {
      flow.after.add(end(flow(node.inputs().get(i)), recursion.input(i), meter));
    }
    return flow;
  }

  private Flow begin(Source source, StepMeter meter) {
    var flow = new Flow(source, meter);
    flows.add(flow);
    return flow;
  }

  /// Ends a flow in a sink and gives the pipeline's position.
  private int end(Flow flow, Sink sink, StepMeter sinkMeter) {
    int position = pipelines.size();
    sinks.add(sink);
    pipelines.add(
        new Pipeline("pipeline " + position, flow.source, flow.operators, sink, flow.after));
    awaited.add(flow.awaited);
    pipelineMeters.add(new PipelineMeters(flow.sourceMeter, flow.meters, sinkMeter));
    return position;
  }

  private StepMeter meter(int number, String name, OperatorMemory state) {
    var meter = new StepMeter(number, name, state == null ? null : state.state(), report);
    meters.add(meter);
    return meter;
  }

  /// Memory for the state of node `number`.
  private OperatorMemory memoryFor(int number, String name) {
    var operatorMemory = memory.forOperator(name + " #" + number);
    stateAllocators.add(() -> Draining.close(operatorMemory.state()));
    return operatorMemory;
  }

  private int batchRows() {
    var setting = specification.settings().get("batch_rows");
    return setting == null ? Batch.TARGET_ROWS : Integer.parseInt(setting);
  }
}
