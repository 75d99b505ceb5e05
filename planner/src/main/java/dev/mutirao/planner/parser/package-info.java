/// How does SQL text become a statement? Calcite's grammar with Mutirão's additions
/// (`src/main/codegen`), errors with their place in the text.
package dev.mutirao.planner.parser;
