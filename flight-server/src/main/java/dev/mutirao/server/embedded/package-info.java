/// How does a query run inside one process, without sockets? The engine behind `mutirao sql` and
/// in-process JDBC.
package dev.mutirao.server.embedded;
