/// How are sources, operators and sinks tested? Wrappers that check the protocol at each call, a runner for small
/// pipelines, and random rows.
@NullMarked
package dev.mutirao.executor.testing;

import org.jspecify.annotations.NullMarked;
