/// Which names has a user given to queries and files? Views and external tables, in memory or in a
/// database.
package dev.mutirao.planner.catalog;
