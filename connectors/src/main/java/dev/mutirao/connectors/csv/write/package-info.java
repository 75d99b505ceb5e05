/// How do rows become a CSV file? Fields are spelled into bytes, quoted where they must be; each
/// thread appends pieces of whole records, compressed on its own.
package dev.mutirao.connectors.csv.write;
