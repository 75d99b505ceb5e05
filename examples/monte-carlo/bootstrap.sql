-- How sure a mean is: 2000 samples of the table itself, with replacement, and their means.
WITH rows_ AS (
  SELECT salario, ROW_NUMBER() OVER (ORDER BY salario, cidade) AS place, COUNT(*) OVER () AS n
  FROM 'examples/dados.csv'
), means AS (
  SELECT trial.value AS trial, AVG(drawn.salario) AS mean
  FROM TABLE(range(2000)) AS trial
  CROSS JOIN rows_ AS draw
  JOIN rows_ AS drawn ON drawn.place = rand_int(9, trial.value, 1, draw.n, draw.place)
  GROUP BY trial.value
)
SELECT round(AVG(mean), 2) AS mean, round(STDDEV_SAMP(mean), 2) AS standard_error,
  round(QUANTILE(mean, 0.025), 2) AS low, round(QUANTILE(mean, 0.975), 2) AS high
FROM means;
