/// Which rows are equal? Hashes and equality of key columns, whatever their encoding.
package dev.mutirao.executor.row;
