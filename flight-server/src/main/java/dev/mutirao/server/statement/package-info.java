/// How does one SQL statement get its answer, whatever kind it is? Queries run on a query service,
/// everything else in the planner's catalog and the session; the answer is rows in any case.
package dev.mutirao.server.statement;
