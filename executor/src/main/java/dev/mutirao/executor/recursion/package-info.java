/// How does a query read its own result? Rounds run inside one task: each makes new rows of those
/// that the round before gave.
package dev.mutirao.executor.recursion;
