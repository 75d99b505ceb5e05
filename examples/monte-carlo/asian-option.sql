-- A call on the geometric mean of the twelve prices at the ends of the months. Every trial has
-- twelve draws, which are summed in any order on any machine: the sum is exact, and so the same.
WITH months AS (
  SELECT trial.value AS trial, SUM((12 - step.value) / 12.0E0 * rand_normal(7, trial.value, step.value)) AS noise
  FROM TABLE(range(100000)) AS trial CROSS JOIN TABLE(range(12)) AS step
  GROUP BY trial.value
), paths AS (
  SELECT exp(-0.05) * GREATEST(100 * exp((0.05 - 0.2 * 0.2 / 2) * 13 / 24.0E0 + 0.2 * sqrt(1 / 12.0E0) * noise) - 100, 0) AS payoff
  FROM months
)
SELECT round(AVG(payoff), 5) AS price, round(STANDARD_ERROR(payoff), 5) AS standard_error
FROM paths;
