"""Makes the Parquet files of this folder: python3 -m venv v && v/bin/pip install pyarrow==26.0.1 && v/bin/python make_files.py

Small on purpose. What DuckDB does not write is here: every encoding in both page versions, several pages a chunk,
page indexes, checksums, dictionaries that are given up midway, INT96, FLOAT16, times in all units, nested columns.
"""

import datetime as dt
import decimal
import pathlib
import uuid

import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
ROWS = 1000


def sparse(values, every):
    """Every so many values are NULL; long runs of both kinds come too."""
    return [None if i % every == 0 or 300 <= i < 420 else v for i, v in enumerate(values)]


def encodings(nulls):
    wrap = (lambda v: sparse(v, 7)) if nulls else list
    n = range(ROWS)
    columns = {
        "delta32": pa.array(wrap((i * i * 37 - 5 * i) % 2_000_003 - 1_000_000 for i in n), pa.int32()),
        "delta64": pa.array(wrap((-1) ** i * (i * 1_234_567_890_123) % (1 << 61) for i in n), pa.int64()),
        "extremes": pa.array(wrap([-(1 << 63), (1 << 63) - 1, 0, -1][i % 4] for i in n), pa.int64()),
        "constant": pa.array(wrap(42 for i in n), pa.int64()),
        "dlba": pa.array(wrap("x" * (i % 23) + str(i) for i in n), pa.string()),
        "dba": pa.array(wrap("https://exemplo.br/pagina/" + str(i // 3) for i in n), pa.string()),
        "dba_bytes": pa.array(wrap(bytes([i % 256, i // 256]) * (i % 5) for i in n), pa.binary()),
        "dba_fixed": pa.array(wrap(b"abc" + i.to_bytes(4, "big") for i in n), pa.binary(7)),
        "bss_float": pa.array(wrap(i * 0.25 - 17 for i in n), pa.float32()),
        "bss_double": pa.array(wrap(i * 0.1 - 17 for i in n), pa.float64()),
        "bss_int32": pa.array(wrap(i * 77_777 - 9 for i in n), pa.int32()),
        "bss_int64": pa.array(wrap(i * 7_777_777_777 - 9 for i in n), pa.int64()),
        "bss_fixed": pa.array(wrap(i.to_bytes(5, "little") for i in n), pa.binary(5)),
        "rle_bool": pa.array(wrap(i % 50 < 30 or i % 3 == 0 for i in n), pa.bool_()),
        "plain_bool": pa.array(wrap(i % 5 == 0 for i in n), pa.bool_()),
    }
    encoding = {
        "delta32": "DELTA_BINARY_PACKED",
        "delta64": "DELTA_BINARY_PACKED",
        "extremes": "DELTA_BINARY_PACKED",
        "constant": "DELTA_BINARY_PACKED",
        "dlba": "DELTA_LENGTH_BYTE_ARRAY",
        "dba": "DELTA_BYTE_ARRAY",
        "dba_bytes": "DELTA_BYTE_ARRAY",
        "dba_fixed": "DELTA_BYTE_ARRAY",
        "bss_float": "BYTE_STREAM_SPLIT",
        "bss_double": "BYTE_STREAM_SPLIT",
        "bss_int32": "BYTE_STREAM_SPLIT",
        "bss_int64": "BYTE_STREAM_SPLIT",
        "bss_fixed": "BYTE_STREAM_SPLIT",
        "rle_bool": "RLE",
        "plain_bool": "PLAIN",
    }
    schema = pa.schema([pa.field(name, array.type, nullable=nulls) for name, array in columns.items()])
    return pa.table(columns, schema=schema), encoding


def write_encodings():
    for version in ("1.0", "2.0"):
        for nulls in (False, True):
            table, encoding = encodings(nulls)
            pq.write_table(
                table,
                HERE / f"encodings_v{version[0]}{'_nulls' if nulls else ''}.parquet",
                use_dictionary=False,
                column_encoding=encoding,
                data_page_version=version,
                data_page_size=900,
                write_batch_size=64,
                row_group_size=600,
                compression="zstd" if nulls else "none",
                write_page_checksum=nulls,
            )


def write_codecs():
    n = range(300)
    table = pa.table(
        {
            "i": pa.array(sparse([i * 3 for i in n], 9), pa.int64()),
            "t": pa.array(sparse(["texto " + str(i % 13) for i in n], 5), pa.string()),
        }
    )
    for codec in ("none", "snappy", "gzip", "zstd", "lz4", "brotli"):
        for version in ("1.0", "2.0"):
            pq.write_table(
                table,
                HERE / f"codec_{codec}_v{version[0]}.parquet",
                compression=codec,
                data_page_version=version,
                write_page_checksum=True,
            )


def types():
    n = range(64)
    day = dt.date(1969, 12, 1)
    moment = dt.datetime(1969, 12, 31, 23, 59, 30)
    d = decimal.Decimal
    return {
        "i8": pa.array([i - 32 for i in n], pa.int8()),
        "i16": pa.array([i * 1000 - 32000 for i in n], pa.int16()),
        "i32": pa.array([i * 67_108_863 - (1 << 31) for i in n], pa.int32()),
        "i64": pa.array([i * (1 << 57) - (1 << 62) for i in n], pa.int64()),
        "u8": pa.array([255 - i for i in n], pa.uint8()),
        "u16": pa.array([65535 - i for i in n], pa.uint16()),
        "u32": pa.array([(1 << 32) - 1 - i for i in n], pa.uint32()),
        "u64": pa.array([(1 << 64) - 1 - i for i in n], pa.uint64()),
        "f16": pa.array([i * 0.5 - 8 for i in n], pa.float16()),
        "f32": pa.array([i * 0.125 for i in n], pa.float32()),
        "f64": pa.array([i * 0.1 for i in n], pa.float64()),
        "bool": pa.array([i % 3 == 0 for i in n], pa.bool_()),
        "text": pa.array(["pão " + str(i) for i in n], pa.string()),
        "large_text": pa.array(["grande " + str(i) for i in n], pa.large_string()),
        "bytes": pa.array([bytes([i, 255 - i]) for i in n], pa.binary()),
        "fixed": pa.array([bytes([i, 1, 2]) for i in n], pa.binary(3)),
        "date": pa.array([day + dt.timedelta(days=i) for i in n], pa.date32()),
        "t_ms": pa.array([i * 1_000_003 for i in n], pa.time32("ms")),
        "t_us": pa.array([i * 1_000_000_007 for i in n], pa.time64("us")),
        "t_ns": pa.array([i * 1_000_000_007_123 for i in n], pa.time64("ns")),
        "ts_ms": pa.array([i * 1001 - 30_000 for i in n], pa.timestamp("ms")),
        "ts_us": pa.array([moment + dt.timedelta(microseconds=i * 999_999) for i in n], pa.timestamp("us")),
        "ts_ns": pa.array([i * 1_000_000_001 - 30_000_000_001 for i in n], pa.timestamp("ns")),
        "tz_ms": pa.array([i * 1001 - 30_000 for i in n], pa.timestamp("ms", tz="UTC")),
        "tz_us": pa.array([i * 1001 - 30_000 for i in n], pa.timestamp("us", tz="America/Sao_Paulo")),
        "dec5": pa.array([d(i - 30) / 100 for i in n], pa.decimal128(5, 2)),
        "dec18": pa.array([d(i - 30) * 10**13 + d("0.001") for i in n], pa.decimal128(18, 3)),
        "dec38": pa.array([d(i - 30) * 10**30 + d(i) / 10000 for i in n], pa.decimal128(38, 4)),
        "uuid": pa.array([uuid.UUID(int=i * 0x0123456789ABCDEF0123456789ABCD).bytes for i in n], pa.uuid()),
        "json": pa.array(['{"a": %d}' % i for i in n], pa.json_()),
        "nothing": pa.array([None for i in n], pa.null()),
    }


def write_types():
    table = pa.table(types())
    pq.write_table(table, HERE / "types.parquet", version="2.6")
    pq.write_table(table, HERE / "types_plain.parquet", version="2.6", use_dictionary=False, compression="none")
    decimals = table.select(["dec5", "dec18", "dec38"])
    pq.write_table(decimals, HERE / "decimals_as_integers.parquet", store_decimal_as_integer=True)
    stamps = table.select(["ts_ms", "ts_us", "ts_ns"])
    pq.write_table(stamps, HERE / "int96.parquet", use_deprecated_int96_timestamps=True)


def write_fallback():
    n = range(3000)
    table = pa.table(
        {
            "text": pa.array(["repetido" if i < 900 else f"sempre novo {i}" for i in n], pa.string()),
            "holes": pa.array(
                sparse(["igual" if i < 900 else f"outro valor {i}" for i in n], 11), pa.string()
            ),
            "number": pa.array([i // 500 if i < 900 else i * 7 for i in n], pa.int64()),
        }
    )
    pq.write_table(
        table,
        HERE / "dictionary_given_up.parquet",
        dictionary_pagesize_limit=512,
        data_page_size=1024,
        write_batch_size=100,
    )


def write_nested():
    table = pa.table(
        {
            "id": pa.array([1, 2, 3], pa.int32()),
            "list": pa.array([[1, 2], [], None], pa.list_(pa.int32())),
            "struct": pa.array([{"a": 1, "b": "x"}, None, {"a": 3, "b": None}]),
            "map": pa.array([[("k", 1)], [], None], pa.map_(pa.string(), pa.int64())),
            "last": pa.array(["a", None, "c"], pa.string()),
        }
    )
    pq.write_table(table, HERE / "nested.parquet")


def write_page_index():
    n = range(4000)
    table = pa.table(
        {
            "sorted": pa.array(n, pa.int64()),
            "text": pa.array([f"{i:06d}" for i in n], pa.string()),
            "few": pa.array(sparse([f"grupo {i // 1000}" for i in n], 13), pa.string()),
            "double": pa.array([float("nan") if i == 3999 else i / 8 for i in n], pa.float64()),
            "holes": pa.array([None if i < 2000 else i for i in n], pa.int32()),
        }
    )
    for version in ("1.0", "2.0"):
        pq.write_table(
            table,
            HERE / f"page_index_v{version[0]}.parquet",
            write_page_index=True,
            data_page_version=version,
            data_page_size=1500,
            write_batch_size=128,
            row_group_size=3000,
        )


def write_no_rows():
    """One row group without rows, whose chunks begin nowhere."""
    table = pa.table({"id": pa.array([], pa.int64()), "text": pa.array([], pa.string())})
    pq.write_table(table, HERE / "no_rows.parquet")


write_encodings()
write_codecs()
write_types()
write_fallback()
write_nested()
write_page_index()
write_no_rows()
