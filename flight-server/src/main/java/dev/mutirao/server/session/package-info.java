/// What does the server remember of a client between two calls? The values of its settings (which
/// there are, says `planner.Setting`), the current schema and who it is.
package dev.mutirao.server.session;
