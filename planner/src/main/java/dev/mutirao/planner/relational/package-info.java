/// How does a statement become relational algebra? Names resolved, types checked, subqueries and
/// views in their place.
package dev.mutirao.planner.relational;
