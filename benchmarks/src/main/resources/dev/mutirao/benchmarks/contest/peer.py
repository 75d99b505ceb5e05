"""An engine with a Python package behind the protocol of EngineMain: statements come on standard
input, what they gave goes to standard output.

    peer.py datafusion|spark THREADS

A run is timed until the engine has handed over all rows, without making Python objects of them
where that is a step of its own.
"""

import decimal
import os
import struct
import sys
import time

READY, ANSWER, FAILURE = b"\x01", b"\x02", b"\x03"
LONGEST_MESSAGE = 1000


def datafusion(threads):
    """Gives `fetch(sql)`, which gives a function that makes the rows."""
    os.environ["TOKIO_WORKER_THREADS"] = str(threads)
    from datafusion import SessionConfig, SessionContext

    context = SessionContext(SessionConfig().with_target_partitions(threads))

    def fetch(sql):
        batches = context.sql(sql).collect()
        return lambda: [
            row
            for batch in batches
            for row in zip(*(column.to_pylist() for column in batch.columns))
        ]

    return fetch


def spark(threads):
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(f"local[{threads}]")
        .config("spark.driver.memory", "8g")
        .config("spark.sql.shuffle.partitions", str(threads))  # of 200, which are for a cluster
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")

    def fetch(sql):
        rows = session.sql(sql).collect()
        return lambda: rows

    return fetch


def text(value):
    """A value as JDBC shows it, but that numbers may have other digits after the last one."""
    if value is None:
        return "NULL"
    if isinstance(value, float):
        return repr(value).upper().replace("E+", "E")
    if isinstance(value, decimal.Decimal):
        return format(value, "f")
    return str(value)


def utf(value):
    """As DataInput.readUTF wants it: what Unicode has above 0xffff is two surrogates there."""
    halves = value.encode("utf-16-be", "surrogatepass")
    units = struct.unpack(f">{len(halves) // 2}H", halves)
    encoded = b"".join(chr(unit).encode("utf-8", "surrogatepass") for unit in units)
    return struct.pack(">H", len(encoded)) + encoded


def written(row):
    return struct.pack(">i", len(row)) + b"".join(utf(text(value)) for value in row)


def serve(fetch, questions, answers):
    answers.write(READY)
    answers.flush()
    while questions.read(1):
        (length,) = struct.unpack(">H", questions.read(2))
        sql = questions.read(length).decode()
        try:
            began = time.perf_counter_ns()
            made = fetch(sql)
            nanos = time.perf_counter_ns() - began
            rows = made()
            answer = ANSWER + struct.pack(">qi", nanos, len(rows)) + b"".join(map(written, rows))
        except Exception as failure:  # whatever the engine throws is its answer
            answer = FAILURE + utf(str(failure)[:LONGEST_MESSAGE])
        answers.write(answer)
        answers.flush()


def main():
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may get between the answers
    engines = {"datafusion": datafusion, "spark": spark}
    serve(engines[sys.argv[1]](int(sys.argv[2])), questions, answers)


main()
