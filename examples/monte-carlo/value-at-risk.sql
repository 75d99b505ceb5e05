-- What a portfolio may lose in ten days: 250 trading days a year, normal and correlated returns.
-- The loss is normal too, so that its quantiles are known: 1.64485 and 2.32635 times its deviation.
WITH losses AS (
  SELECT trial.value AS trial,
    -SUM(amount * volatility * sqrt(10 / 250.0E0)
      * rand_correlated_normal(1, trial.value, place, '1 0.2 0.1; 0.2 1 0.3; 0.1 0.3 1')) AS loss
  FROM TABLE(range(200000)) AS trial CROSS JOIN 'examples/monte-carlo/positions.csv'
  GROUP BY trial.value
), risk AS (
  SELECT QUANTILE(loss, 0.95) AS at_95, QUANTILE(loss, 0.99) AS at_99 FROM losses
)
SELECT round(MIN(at_95)) AS value_at_risk_95, round(MIN(at_99)) AS value_at_risk_99,
  round(AVG(loss) FILTER (WHERE loss > at_99)) AS expected_shortfall_99
FROM losses CROSS JOIN risk;
