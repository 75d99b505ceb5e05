-- Ten thousand independent calls that wait a millisecond each: one thread would take ten seconds.
-- Splits of few rows are shared out while they run, so that every thread works until the end.
SELECT COUNT(*) AS calls, SUM(steps) AS steps, COUNT(DISTINCT place) AS threads
FROM (SELECT ask(value) AS steps, place(value) AS place FROM TABLE(range(1, 10001)));
