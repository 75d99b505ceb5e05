/// How do the values of pages become Arrow columns? One decoder per encoding, one conversion per
/// logical type, one column reader per kind of layout.
package dev.mutirao.connectors.parquet.decode;
