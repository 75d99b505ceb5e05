/// How are rows kept until they are wanted again, and fetched in any order? Pipeline breakers
/// append them to chunks of columns and name each row by a 32-bit {@link RowId}.
package dev.mutirao.executor.store;
