/// Where do rows come from, and what are they? Sources, and what they and everybody above share:
/// types, batches, errors.
package dev.mutirao.connectors;
