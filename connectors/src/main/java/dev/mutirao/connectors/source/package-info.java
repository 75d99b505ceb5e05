/// What must a source of rows be able to do? The three small interfaces of a connector: describe a
/// table, list its splits, open a split.
package dev.mutirao.connectors.source;
