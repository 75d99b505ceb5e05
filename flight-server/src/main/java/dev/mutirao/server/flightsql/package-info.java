/// How does the engine look to Flight and Flight SQL clients? Statements become tickets, tickets
/// become streams, and the catalog becomes the tables that the specification describes.
package dev.mutirao.server.flightsql;
