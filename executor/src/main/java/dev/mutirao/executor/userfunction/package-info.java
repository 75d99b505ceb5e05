/// How do methods in a user's jar become functions? The jar is found by the hash of its bytes and
/// gets a class loader of its own.
package dev.mutirao.executor.userfunction;
