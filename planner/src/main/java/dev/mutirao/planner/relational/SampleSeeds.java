package dev.mutirao.planner.relational;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSampleSpec;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Gives each TABLESAMPLE without REPEATABLE a seed by chance where it is written, so that a query
/// in WITH has the same rows wherever it is named.
final class SampleSeeds extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlLiteral literal) {
    return literal.getValue() instanceof SqlSampleSpec.SqlTableSampleSpec sample
            && !sample.isRepeatable()
        ? SqlLiteral.createSample(seeded(sample), literal.getParserPosition())
        : literal;
  }

  private static SqlSampleSpec seeded(SqlSampleSpec.SqlTableSampleSpec sample) {
    return SqlSampleSpec.createTableSample(
        sample.isBernoulli(), sample.sampleRate, ThreadLocalRandom.current().nextInt());
  }
}
