/// How is a planned query started, read, watched and stopped? One small service stands between the
/// ways in (command line, Flight SQL, plain Flight, JDBC in process) and the engines behind it
/// (embedded, clustered).
package dev.mutirao.server.query;
