#!/usr/bin/env python3
"""Compares `cidade,total` as CSV on standard input with totals computed here, in decimal."""

import csv
import decimal
import sys


def totals(path):
    sums = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sums[row["cidade"]] = sums.get(row["cidade"], 0) + decimal.Decimal(row["salario"])
    return sums


def answer(stream):
    rows = list(csv.reader(stream))
    if not rows or rows[0] != ["cidade", "total"]:
        sys.exit(f"expected the header cidade,total; got {rows[:1]}")
    sums = {}
    for cidade, total in rows[1:]:
        if cidade in sums:
            sys.exit(f"{cidade} is there twice")
        sums[cidade] = decimal.Decimal(total)
    return sums


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    expected, got = totals(sys.argv[1]), answer(sys.stdin)
    wrong = [
        f"{cidade}: expected {expected.get(cidade)}, got {got.get(cidade)}"
        for cidade in sorted(expected.keys() | got.keys())
        if expected.get(cidade) != got.get(cidade)
    ]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(got)} totals are right")


if __name__ == "__main__":
    main()
