-- A European call: the right to buy for 105 in a year what costs 100 now and varies by 20 % a year,
-- at 5 % interest. Black and Scholes' formula says 8.02135.
WITH paths AS (
  SELECT exp(-0.05) * GREATEST(100 * exp(0.05 - 0.2 * 0.2 / 2 + 0.2 * rand_normal(42, value)) - 105, 0) AS payoff
  FROM TABLE(range(1000000))
)
SELECT round(AVG(payoff), 5) AS price, round(STANDARD_ERROR(payoff), 5) AS standard_error
FROM paths;
