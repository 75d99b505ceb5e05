/// How is what was read or computed kept for the next who asks? By least recent use, within a
/// capacity.
package dev.mutirao.connectors.cache;
