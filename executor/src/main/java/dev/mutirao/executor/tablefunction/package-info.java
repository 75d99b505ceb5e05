/// How do the rows that a user's function makes become batches? As a source of data with one split
/// for each call.
package dev.mutirao.executor.tablefunction;
