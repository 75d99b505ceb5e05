/// How do the bytes of a CSV file become columns? Sniffing, cutting into records and fields, and
/// parsing the fields that a query asks for.
package dev.mutirao.connectors.csv;
