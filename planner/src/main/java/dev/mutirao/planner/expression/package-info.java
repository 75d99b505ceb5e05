/// What does a scalar expression of SQL compute? The way from Calcite's expressions to the plan
/// language's, and back for those that are constant.
package dev.mutirao.planner.expression;
