"""Reads with pyarrow what `written-files` wrote, and compares it with what is computed here."""

import csv
import datetime
import decimal
import gzip
import sys

import pyarrow
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet

ROWS = 300_000
TYPES = {
    "n": pyarrow.int64(),
    "wide": pyarrow.decimal128(38, 3),
    "t": pyarrow.string(),
    "d": pyarrow.date32(),
    "ts": pyarrow.timestamp("us"),
    "even": pyarrow.bool_(),
    "x": pyarrow.float64(),
}


def row(n):
    return {
        "n": n,
        "wide": decimal.Decimal(n),
        "t": None if n % 10 == 0 else f"text {n % 100}",
        "d": datetime.date(2024, 1, 1) + datetime.timedelta(days=n % 1000),
        "ts": datetime.datetime(2024, 1, 1, 0, 0, 0, 500_000) + datetime.timedelta(seconds=n),
        "even": n % 2 == 0,
        "x": n / 8,
    }


def check(what, expected, got):
    if expected != got:
        sys.exit(f"{what}: expected {expected}, got {got}")


def check_file(path):
    file = pyarrow.parquet.ParquetFile(path)
    check(f"{path}: types", TYPES, {field.name: field.type for field in file.schema_arrow})
    check(f"{path}: row groups", 3, file.metadata.num_row_groups)
    for group in range(3):
        for column in range(len(TYPES)):
            chunk = file.metadata.row_group(group).column(column)
            check(f"{path}: indexes", (True, True), (chunk.has_column_index, chunk.has_offset_index))
        numbers = file.metadata.row_group(group).column(0).statistics
        check(f"{path}: least", group * 100_000, numbers.min)
        check(f"{path}: greatest", group * 100_000 + 99_999, numbers.max)
        texts = file.metadata.row_group(group).column(2).statistics
        check(f"{path}: NULLs", 10_000, texts.null_count)
        check(f"{path}: texts", ("text 1", "text 99"), (texts.min, texts.max))
    table = file.read()
    check(f"{path}: rows", ROWS, table.num_rows)
    for n in [*range(0, ROWS, 997), ROWS - 1]:
        check(f"{path}: row {n}", row(n), {name: table[name][n].as_py() for name in TYPES})


def main():
    folder = sys.argv[1]
    for codec in ["zstd", "snappy", "gzip", "lz4_raw", "none"]:
        check_file(f"{folder}/{codec}.parquet")
    by = pyarrow.dataset.dataset(f"{folder}/by", partitioning="hive").to_table()
    check("partitions", {"true", "false"}, set(by["even"].to_pylist()))
    check("partitioned rows", ROWS * (ROWS - 1) // 2, pyarrow.compute.sum(by["n"]).as_py())
    table = pyarrow.dataset.dataset(f"{folder}/table").to_table()
    check("inserted rows", list(range(12)), sorted(table["n"].to_pylist()))
    with gzip.open(f"{folder}/f.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = {int(line["n"]): line["t"] or None for line in csv.DictReader(file)}
    check("CSV", {n: row(n)["t"] for n in range(1000)}, rows)
    print("pyarrow reads what was written")


if __name__ == "__main__":
    main()
