package dev.mutirao.benchmarks.kernel;

import java.util.concurrent.Callable;

/// What is measured: expressions and filters, moves of values from column to column, filters of
/// scans by the keys of joins, and decoders of files.
@SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
public enum Kernel {
  LESS(() -> new ExpressionWork(ExpressionKernel.LESS)),
  BETWEEN_AND_LESS(() -> new ExpressionWork(ExpressionKernel.BETWEEN_AND_LESS)),
  LIKE(() -> new ExpressionWork(ExpressionKernel.LIKE)),
  DISCOUNTED_PRICE(() -> new ExpressionWork(ExpressionKernel.DISCOUNTED_PRICE)),
  EXP(() -> new ExpressionWork(ExpressionKernel.EXP)),
  UPPER(() -> new ExpressionWork(ExpressionKernel.UPPER)),
  LENGTH(() -> new ExpressionWork(ExpressionKernel.LENGTH)),

  GATHER_NUMBERS(() -> ColumnWork.gathering(ColumnWork.Values.NUMBERS)),
  GATHER_TEXTS(() -> ColumnWork.gathering(ColumnWork.Values.TEXTS)),
  SCATTER_NUMBERS(() -> ColumnWork.scattering(ColumnWork.Values.NUMBERS)),
  SCATTER_TEXTS(() -> ColumnWork.scattering(ColumnWork.Values.TEXTS)),
  CONCAT_NUMBERS(() -> ColumnWork.concatenating(ColumnWork.Values.NUMBERS)),
  CONCAT_TEXTS(() -> ColumnWork.concatenating(ColumnWork.Values.TEXTS)),
  HASH_NUMBERS(() -> new HashWork(ColumnWork.Values.NUMBERS)),
  HASH_TEXTS(() -> new HashWork(ColumnWork.Values.TEXTS)),
  KEPT_NUMBERS(() -> new KeptRowsWork(ColumnWork.Values.NUMBERS)),
  KEPT_TEXTS(() -> new KeptRowsWork(ColumnWork.Values.TEXTS)),

  KEYS_BITMAP(() -> new KeySetWork(ColumnWork.Values.NUMBERS)),
  KEYS_BLOOM_NUMBERS(() -> new KeySetWork(ColumnWork.Values.SPARSE_NUMBERS)),
  KEYS_BLOOM_TEXTS(() -> new KeySetWork(ColumnWork.Values.TEXTS)),

  PARQUET_PLAIN_NUMBERS(() -> new ScanWork(StoredValues.PLAIN_NUMBERS)),
  PARQUET_DICTIONARY_NUMBERS(() -> new ScanWork(StoredValues.DICTIONARY_NUMBERS)),
  PARQUET_DELTA_NUMBERS(() -> new ScanWork(StoredValues.DELTA_NUMBERS)),
  PARQUET_SPLIT_DOUBLES(() -> new ScanWork(StoredValues.SPLIT_DOUBLES)),
  PARQUET_HALF_NULLS(() -> new ScanWork(StoredValues.HALF_NULLS)),
  PARQUET_DICTIONARY_TEXTS(() -> new ScanWork(StoredValues.DICTIONARY_TEXTS)),
  PARQUET_PLAIN_TEXTS(() -> new ScanWork(StoredValues.PLAIN_TEXTS)),
  PARQUET_DELTA_LENGTH_TEXTS(() -> new ScanWork(StoredValues.DELTA_LENGTH_TEXTS)),
  CSV_ROWS(() -> ScanWork.counting(StoredValues.CSV_INTEGERS)),
  CSV_INTEGERS(() -> new ScanWork(StoredValues.CSV_INTEGERS)),
  CSV_DOUBLES(() -> new ScanWork(StoredValues.CSV_DOUBLES)),
  CSV_DECIMALS(() -> new ScanWork(StoredValues.CSV_DECIMALS)),
  CSV_DATES(() -> new ScanWork(StoredValues.CSV_DATES)),
  CSV_FEW_TEXTS(() -> new ScanWork(StoredValues.CSV_FEW_TEXTS)),
  CSV_TEXTS(() -> new ScanWork(StoredValues.CSV_TEXTS));

  private final Callable<KernelWork> work;

  Kernel(Callable<KernelWork> work) {
    this.work = work;
  }

  KernelWork work() throws Exception {
    return work.call();
  }
}
