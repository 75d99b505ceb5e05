-- Where an interest rate of 2 % that is drawn to 5 % is in a year: by formula at 3.65201 %, give or
-- take 1.05940 %, and above 5 % in 10.16149 of a hundred cases.
WITH rates AS (
  SELECT trial, step,
    mean_reverting(rand_normal(seed, trial, step), 2, 5, 0.8, 1.5, 1 / 12.0E0)
      OVER (PARTITION BY trial ORDER BY step) AS rate
  FROM TABLE(simulate(trials => 20000, steps => 12, seed => 2))
)
SELECT round(AVG(rate), 4) AS mean, round(STANDARD_ERROR(rate), 4) AS mean_error,
  round(STDDEV_SAMP(rate), 4) AS deviation,
  round(100.0E0 * COUNT_IF(rate > 5) / COUNT(*), 3) AS percent_above_5
FROM rates WHERE step = 11;
