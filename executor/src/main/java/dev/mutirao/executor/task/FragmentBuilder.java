package dev.mutirao.executor.task;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanReport;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.exchange.ExchangeClient;
import dev.mutirao.executor.exchange.OutputBuffers;
import dev.mutirao.executor.exchange.OutputSink;
import dev.mutirao.executor.exchange.Router;
import dev.mutirao.executor.exchange.StreamsSource;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.memory.QueryMemory;
import dev.mutirao.executor.pipeline.OperatorFactory;
import dev.mutirao.executor.pipeline.Pipeline;
import dev.mutirao.executor.pipeline.Sink;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;

/// Turns a fragment's tree of nodes into pipelines: a node that streams is added to the pipeline of
/// its input, a node that must see all of its input ends that pipeline and begins another.
final class FragmentBuilder {
  private final TaskSpecification specification;
  private final int threads;
  private final QueryMemory memory;
  private final Connectors connectors;
  private final ExchangeClient exchanges;
  private final SplitFeed splits;
  private final MemoryReport report;
  private final List<Pipeline> pipelines = new ArrayList<>();
  private final List<PipelineMeters> pipelineMeters = new ArrayList<>();
  private final List<StepMeter> meters = new ArrayList<>();
  private final List<AutoCloseable> stateAllocators = new ArrayList<>();
  private int nodes;

  private FragmentBuilder(
      TaskSpecification specification,
      int threads,
      QueryMemory memory,
      Connectors connectors,
      ExchangeClient exchanges,
      SplitFeed splits) {
    this.specification = specification;
    this.threads = threads;
    this.memory = memory;
    this.connectors = connectors;
    this.exchanges = exchanges;
    this.splits = splits;
    this.report = new MemoryReport(memory);
  }

  static TaskPipelines build(
      TaskSpecification specification,
      int threads,
      QueryMemory memory,
      Connectors connectors,
      ExchangeClient exchanges,
      SplitFeed splits,
      OutputBuffers output) {
    var builder =
        new FragmentBuilder(specification, threads, memory, connectors, exchanges, splits);
    var fragment = specification.fragment();
    var flow = builder.flow(fragment.root());
    var router = Router.of(fragment.partitioning(), specification.consumers(), memory.allocator());
    builder.end(flow, new OutputSink(output, router), builder.meter(-1, "Output", null));
    return new TaskPipelines(
        builder.pipelines, builder.pipelineMeters, builder.meters, builder.stateAllocators);
  }

  /// A pipeline that has no sink yet.
  private static final class Flow {
    final Source source;
    final StepMeter sourceMeter;
    final List<OperatorFactory> operators = new ArrayList<>();
    final List<StepMeter> meters = new ArrayList<>();
    final List<Integer> after = new ArrayList<>();

    Flow(Source source, StepMeter sourceMeter) {
      this.source = source;
      this.sourceMeter = sourceMeter;
    }

    @SuppressWarnings("UnusedMethod")
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
      case PlanNode.Union union -> union(union, number);
      case PlanNode.Values v -> throw QueryErrors.notSupported("VALUES");
      case PlanNode.Filter f -> throw QueryErrors.notSupported("Filter");
      case PlanNode.Project p -> throw QueryErrors.notSupported("Project");
      case PlanNode.Aggregate a -> throw QueryErrors.notSupported("Aggregate");
      case PlanNode.HashJoin j -> throw QueryErrors.notSupported("Join");
      case PlanNode.NestedLoopJoin j -> throw QueryErrors.notSupported("Join");
      case PlanNode.Sort s -> throw QueryErrors.notSupported("Sort");
      case PlanNode.TopN t -> throw QueryErrors.notSupported("TopN");
      case PlanNode.Limit l -> throw QueryErrors.notSupported("Limit");
      case PlanNode.SingleRow s -> throw QueryErrors.notSupported("SingleRow");
    };
  }

  private Flow scan(PlanNode.Scan scan, int number) {
    var connector = connectors.named(scan.table().connector());
    var queue = new SplitQueue(splits, scan.scanId(), threads);
    var context = new ReadContext(memory.allocator(), batchRows(), ScanReport.NONE);
    return new Flow(new ScanSource(connector, scan, queue, context), meter(number, "Scan", null));
  }

  private Flow remote(PlanNode.RemoteSource remote, int number) {
    var streams = new ArrayList<BatchStream>();
    for (var producer : specification.producers().getOrDefault(remote.fragment(), List.of())) {
      streams.add(
          exchanges.open(
              producer, specification.task().index(), remote.output(), memory.allocator()));
    }
    return new Flow(new StreamsSource(streams), meter(number, "RemoteSource", null));
  }

  private Flow union(PlanNode.Union union, int number) {
    var meeting = new HandOver();
    var meter = meter(number, "Union", null);
    var sink = meeting.sink();
    for (var input : union.inputs()) {
      end(flow(input), sink, meter(-1, "Union input", null));
    }
    return new Flow(meeting.source(), meter);
  }

  /// Ends a flow in a sink and gives the pipeline's position.
  private int end(Flow flow, Sink sink, StepMeter sinkMeter) {
    int position = pipelines.size();
    pipelines.add(
        new Pipeline("pipeline " + position, flow.source, flow.operators, sink, flow.after));
    pipelineMeters.add(new PipelineMeters(flow.sourceMeter, flow.meters, sinkMeter));
    return position;
  }

  private StepMeter meter(int number, String name, OperatorMemory state) {
    var meter = new StepMeter(number, name, state == null ? null : state.state(), report);
    meters.add(meter);
    return meter;
  }

  /// Memory for the state of node `number`.
  @SuppressWarnings("UnusedMethod")
  private OperatorMemory memoryFor(int number, String name) {
    var operatorMemory = memory.forOperator(name + " #" + number);
    stateAllocators.add(operatorMemory.state());
    return operatorMemory;
  }

  private int batchRows() {
    var setting = specification.settings().get("batch_rows");
    return setting == null ? Batch.TARGET_ROWS : Integer.parseInt(setting);
  }
}
