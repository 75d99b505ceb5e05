/// Who runs what, where, and how do batches travel?
package dev.mutirao.server;
