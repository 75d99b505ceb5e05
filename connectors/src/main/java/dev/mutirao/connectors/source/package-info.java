/// Where do rows come from? The three small interfaces of a connector: describe a table, list its
/// splits, open a split.
package dev.mutirao.connectors.source;
