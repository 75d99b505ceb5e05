/// How do rows become groups? The registry of aggregates, their states, and the tables that find a
/// row's group.
///
/// | states | aggregates |
/// | --- | --- |
/// | of a fixed size | sums, counts, extremes, bits, products, moments (exact, so that merging loses nothing), the value of a chosen row |
/// | sketches, whose merge is exact too | APPROX_COUNT_DISTINCT, APPROX_QUANTILE |
/// | all the values | quantiles, risks of loss, the mode, STRING_AGG, HISTOGRAM |
///
/// A thread groups rows in a table of its own ({@link dev.mutirao.executor.aggregate.Groups}) while
/// that fits the cache or makes rows far fewer, and keeps them in partitions ({@link
/// dev.mutirao.executor.aggregate.PartitionedInput}) where it does neither. {@link
/// dev.mutirao.executor.aggregate.GroupMerge} puts together what the threads have.
///
/// {@link dev.mutirao.executor.aggregate.GroupLimitOperator} finds groups for windows: it leaves
/// out rows behind the first of their group.
///
/// All go through the same two phases; see {@link dev.mutirao.executor.aggregate.ValueKeeper} for
/// why values do too.
package dev.mutirao.executor.aggregate;
