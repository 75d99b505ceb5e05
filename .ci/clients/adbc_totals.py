"""Prints `cidade,total` as ADBC gives it, after trying prepared statements and metadata."""

import sys

import adbc_driver_flightsql.dbapi
import adbc_driver_manager

TOTALS = "SELECT cidade, SUM(salario) AS total FROM 'examples/dados.csv' GROUP BY cidade"
COUNT = "SELECT COUNT(*) FROM 'examples/dados.csv' WHERE cidade = ? AND idade > ?"

with adbc_driver_flightsql.dbapi.connect(sys.argv[1]) as connection:
    assert connection.adbc_get_info()["vendor_name"] == "Mutirão"
    with connection.cursor() as cursor:
        cursor.execute("CREATE OR REPLACE VIEW gente AS SELECT * FROM 'examples/dados.csv'")
        assert connection.adbc_get_table_schema("gente").names[0] == "nome"
        cursor.execute(COUNT, ("Recife", 0))
        assert cursor.fetchone()[0] > 0
        try:
            cursor.execute("SET batch_rows = 77")
            cursor.fetchall()
            raise AssertionError("SET without a session")
        except adbc_driver_manager.Error as refused:
            assert "session" in str(refused), refused
        cursor.execute(TOTALS)
        print("cidade,total")
        for cidade, total in cursor.fetchall():
            print(f"{cidade},{total!r}")
