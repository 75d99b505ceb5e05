package dev.mutirao.server.node;

import dev.mutirao.connectors.compress.Compression;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.task.RunningTask;
import dev.mutirao.executor.task.TaskProfile;
import dev.mutirao.executor.task.TaskSpecification;
import dev.mutirao.server.exchange.TaskOutput;

/// A running task and what it was asked to do.
///
/// @param place the executor, for errors that others cannot see
record HostedTask(TaskSpecification specification, RunningTask running, String place) {
  TaskOutput queue(int consumer) {
    return new TaskOutput(
        new PlacedStream(output(consumer), place),
        specification.fragment().root().output(),
        compression());
  }

  /// The planner's classes stay out of executors: on a full heap they could not be loaded.
  private Compression compression() {
    var name = specification.settings().get("exchange.compression");
    return name == null ? Compression.NONE : Compression.named(name);
  }

  BatchStream output(int consumer) {
    return running.output().read(consumer);
  }

  /// Stops the task and forgets its output; consumers that still read see `reason`, also those of a
  /// task that has finished: what they have not read is lost.
  void stop(MutiraoException reason) {
    running.cancel(reason);
    running.output().fail(reason);
    running.close();
  }

  /// Waits until the task holds nothing any more.
  void awaitRelease() {
    running.released().handle((value, failure) -> null).join();
  }

  TaskProfile profile() {
    return running.profile();
  }
}
