package dev.mutirao.executor.task;

import java.util.List;

/// The meters of a pipeline's steps; `operators` is parallel to the pipeline's operators.
record PipelineMeters(StepMeter source, List<StepMeter> operators, StepMeter sink) {
  PipelineMeters {
    operators = List.copyOf(operators);
  }
}
