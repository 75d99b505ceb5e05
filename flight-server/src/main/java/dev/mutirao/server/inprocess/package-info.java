/// How does a Java program ask an engine in its own process through JDBC? The driver finds the
/// engine by `ServiceLoader` and talks to it over a loopback port that only this process can use.
package dev.mutirao.server.inprocess;
