package dev.mutirao.executor.write;

import dev.mutirao.connectors.write.FileFormat;
import dev.mutirao.executor.memory.OperatorMemory;
import dev.mutirao.executor.pipeline.Breaker;
import dev.mutirao.executor.plan.PlanNode;

/// Makes what runs a {@link PlanNode.Write}.
public final class Writing {
  private Writing() {}

  /// @param task the task's number among those that write, for names of files
  public static Breaker breaker(
      PlanNode.Write node, FileFormat format, int task, OperatorMemory memory) {
    var target = node.target();
    var input = node.input().output();
    var files = new WrittenFiles(target, format, task, memory);
    var sink =
        switch (target.kind()) {
          case FILE -> new SingleFileSink(files, input);
          case FOLDER, ADDITION ->
              target.partitionBy().isEmpty()
                  ? new FolderSink(files, input)
                  : new PartitionSink(files, input, memory);
        };
    return new Breaker(sink, new WrittenFilesSource(files, memory.batches()));
  }
}
