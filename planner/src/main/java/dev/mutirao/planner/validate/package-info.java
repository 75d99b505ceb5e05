/// What do the names and types of a statement mean? Calcite's validator with Mutirão's rules,
/// operators and errors.
package dev.mutirao.planner.validate;
