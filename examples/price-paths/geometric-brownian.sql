-- What depends on the way and not on the end only: 20000 paths of a share over the twelve months of
-- a year, at 5 % interest and 20 % volatility. Known are the mean of the price at the end, 105.12711,
-- of the mean of the twelve, 102.75597, what is lost at 95 %, 25.84189, and beyond, 31.60553.
WITH prices AS (
  SELECT trial, step,
    geometric_brownian(rand_normal(seed, trial, step), 100, 0.05, 0.2, 1 / 12.0E0)
      OVER (PARTITION BY trial ORDER BY step) AS price
  FROM TABLE(simulate(trials => 20000, steps => 12, seed => 7))
), paths AS (
  SELECT trial, arg_max(price, step) AS last, AVG(price) AS mean, MIN(price) AS lowest
  FROM prices GROUP BY trial
)
SELECT round(AVG(last), 4) AS last, round(STANDARD_ERROR(last), 4) AS last_error,
  round(AVG(mean), 4) AS mean, round(STANDARD_ERROR(mean), 4) AS mean_error,
  round(EXP(-0.05) * AVG(GREATEST(mean - 100, 0)), 4) AS asian_call,
  round(EXP(-0.05) * AVG(CASE WHEN lowest > 90 THEN GREATEST(last - 100, 0) ELSE 0 END), 4) AS knock_out_call,
  round(VALUE_AT_RISK(last - 100, 0.95), 4) AS value_at_risk_95,
  round(EXPECTED_SHORTFALL(last - 100, 0.95), 4) AS expected_shortfall_95
FROM paths;
