/// What do tests of the executor share?
package dev.mutirao.executor.testing;
