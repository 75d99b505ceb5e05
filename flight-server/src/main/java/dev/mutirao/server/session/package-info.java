/// What does the server remember of a client between two calls? Settings, the current schema and
/// who it is.
package dev.mutirao.server.session;
