/// What do tests of the executor share? Wrappers that check the protocol of sources, operators and
/// sinks, a runner for small pipelines, and random rows.
package dev.mutirao.executor.testing;
