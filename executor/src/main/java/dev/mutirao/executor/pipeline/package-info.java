/// Which roles run a task? A source, streaming operators and a sink make a pipeline; pipelines make
/// a task. Nothing here has threads, metrics or logging: the runner in `task` adds them.
package dev.mutirao.executor.pipeline;
