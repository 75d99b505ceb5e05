/// Which type has an expression? Mutirão's rules in Calcite's terms, and the way between both type
/// systems.
package dev.mutirao.planner.type;
