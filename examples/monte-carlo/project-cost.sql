-- What a house costs, in thousands, when every task has a least, a likeliest and a greatest cost.
-- The mean is known: 386.67, the sum of the means of the tasks.
WITH costs AS (
  SELECT trial.value AS trial, SUM(rand_triangular(3, trial.value, least, likeliest, most, number)) AS cost
  FROM TABLE(range(100000)) AS trial CROSS JOIN 'examples/monte-carlo/tasks.csv'
  GROUP BY trial.value
)
SELECT round(AVG(cost), 2) AS mean, round(QUANTILE(cost, 0.5), 2) AS median, round(QUANTILE(cost, 0.9), 2) AS nine_of_ten,
  round(100.0E0 * COUNT(*) FILTER (WHERE cost > 420) / COUNT(*), 2) AS percent_above_420
FROM costs;
