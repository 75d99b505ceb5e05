/// What can one node run?
package dev.mutirao.executor;
