/// How do rows become groups? The registry of aggregates, their states, and the tables that find a
/// row's group.
///
/// | states | aggregates |
/// | --- | --- |
/// | of a fixed size | sums, counts, extremes, bits, products, moments (exact, so that merging loses nothing), the value of a chosen row |
/// | sketches, whose merge is exact too | APPROX_COUNT_DISTINCT, APPROX_QUANTILE |
/// | all the values | quantiles, risks of loss, the mode, STRING_AGG, HISTOGRAM |
///
/// All go through the same two phases; see {@link dev.mutirao.executor.aggregate.ValueKeeper} for
/// why values do too.
package dev.mutirao.executor.aggregate;
