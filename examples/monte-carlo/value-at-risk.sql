-- What a portfolio may lose in ten days: 250 trading days a year, normal and correlated returns.
-- The loss is normal too, so that its quantiles are known: 1.64485 and 2.32635 times its deviation.
WITH profits AS (
  SELECT trial.value AS trial,
    SUM(amount * volatility * sqrt(10 / 250.0E0)
      * rand_correlated_normal(1, trial.value, place, '1 0.2 0.1; 0.2 1 0.3; 0.1 0.3 1')) AS profit
  FROM TABLE(range(200000)) AS trial CROSS JOIN 'examples/monte-carlo/positions.csv'
  GROUP BY trial.value
)
SELECT round(VALUE_AT_RISK(profit, 0.95)) AS value_at_risk_95, round(VALUE_AT_RISK(profit, 0.99)) AS value_at_risk_99,
  round(EXPECTED_SHORTFALL(profit, 0.99)) AS expected_shortfall_99
FROM profits;
