/// How does a node run what it was given? A task's fragment becomes pipelines, which drivers run on
/// a counted number of compute threads.
package dev.mutirao.executor.task;
