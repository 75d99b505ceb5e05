/// What will a query do? Its plans as text and as JSON.
package dev.mutirao.planner.explain;
