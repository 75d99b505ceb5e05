/// What does an executor process do? It joins a coordinator, runs the tasks that it is given, and
/// serves their output to whoever has a ticket.
package dev.mutirao.server.node;
