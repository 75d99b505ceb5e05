/// How much memory may a query take? One budget per process, an allocator per query under it, one
/// per operator's state.
package dev.mutirao.executor.memory;
