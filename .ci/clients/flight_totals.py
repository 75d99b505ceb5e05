"""Prints `cidade,total` as plain Flight gives it."""

import sys

import pyarrow.flight

TOTALS = "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade"

client = pyarrow.flight.connect(sys.argv[1])
descriptor = pyarrow.flight.FlightDescriptor.for_command(TOTALS.encode())
info = client.get_flight_info(descriptor)
assert len(info.endpoints) == 1 and not info.endpoints[0].locations
table = client.do_get(info.endpoints[0].ticket).read_all()
assert table.schema.equals(info.schema)
print("cidade,total")
for row in table.to_pylist():
    print(f"{row['cidade']},{row['total']!r}")
