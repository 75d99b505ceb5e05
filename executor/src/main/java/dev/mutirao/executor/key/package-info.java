/// Which rows of a scan can find no partner in a join? Sets of the join's keys, and the filters
/// that scans make of them.
package dev.mutirao.executor.key;
