/// How do rows become a Parquet file? Row groups are encoded column by column, each on the thread
/// that has its rows, and appended; page indexes and the footer end the file.
package dev.mutirao.connectors.parquet.write;
