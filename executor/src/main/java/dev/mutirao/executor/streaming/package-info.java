/// What happens to a batch on its way? The operators that keep nothing, or no more than a counter:
/// filter, project, limit, values, union and the single row of a scalar subquery.
package dev.mutirao.executor.streaming;
