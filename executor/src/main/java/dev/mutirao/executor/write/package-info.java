/// How does a task write its rows to files? A sink that hands batches to writers of a format, one
/// file per thread or per partition, and tells what it wrote as rows.
package dev.mutirao.executor.write;
