-- A call at 100 on a share that jumps once in two years, mostly down. Merton's formula says
-- 11.66167, Black and Scholes' without jumps 10.45058.
WITH prices AS (
  SELECT trial, step,
    jump_diffusion(rand_normal(seed, trial, 2 * step), rand_poisson(seed, trial, 0.5 / 12, 2 * step + 1),
      rand_normal(seed + 1, trial, step), 100, 0.05, 0.2, 0.5, -0.1, 0.15, 1 / 12.0E0)
      OVER (PARTITION BY trial ORDER BY step) AS price
  FROM TABLE(simulate(trials => 20000, steps => 12, seed => 3))
)
SELECT round(AVG(price), 4) AS mean, round(STANDARD_ERROR(price), 4) AS mean_error,
  round(EXP(-0.05) * AVG(GREATEST(price - 100, 0)), 4) AS call_price,
  round(EXP(-0.05) * STANDARD_ERROR(GREATEST(price - 100, 0)), 4) AS call_error
FROM prices WHERE step = 11;
