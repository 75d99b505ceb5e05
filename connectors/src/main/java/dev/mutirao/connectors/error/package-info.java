/// What can go wrong, and how is it said? One closed catalogue: every message of the engine is made
/// here.
package dev.mutirao.connectors.error;
