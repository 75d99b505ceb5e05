package dev.mutirao.server.flightsql;

import dev.mutirao.planner.PlannedStatement;
import dev.mutirao.server.session.Session;
import org.apache.arrow.vector.types.pojo.Schema;

/// A statement that is planned and runs when its ticket is read.
///
/// @param session whose settings it was planned with
/// @param schema the columns that its stream will have, with Flight SQL's metadata
record Execution(String sql, Session session, PlannedStatement statement, Schema schema) {
  boolean ordered() {
    return statement instanceof PlannedStatement.Query(var plan) && plan.ordered();
  }
}
