package dev.mutirao.executor.task;

import dev.mutirao.executor.pipeline.Pipeline;
import java.util.List;

/// A fragment as pipelines, which wait for each other but not in a circle. `meters` is parallel to
/// `pipelines`; `allMeters` has each meter once. `stateAllocators` are closed after all pipelines.
record TaskPipelines(
    List<Pipeline> pipelines,
    List<PipelineMeters> meters,
    List<StepMeter> allMeters,
    ScanMeter scans,
    List<AutoCloseable> stateAllocators) {
  TaskPipelines {
    pipelines = List.copyOf(pipelines);
    meters = List.copyOf(meters);
    allMeters = List.copyOf(allMeters);
    stateAllocators = List.copyOf(stateAllocators);
  }
}
