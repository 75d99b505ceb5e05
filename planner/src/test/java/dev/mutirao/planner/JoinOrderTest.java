package dev.mutirao.planner;

import static dev.mutirao.connectors.type.Type.Simple.BIGINT;
import static dev.mutirao.connectors.type.Type.Simple.DATE;
import static dev.mutirao.connectors.type.Type.Simple.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In which order tables are joined, and which side is built.
class JoinOrderTest {
  private final PlannerFixture fixture = new PlannerFixture();

  @BeforeEach
  void tables() {
    fixture
        .files
        .table(
            "itens",
            6_000_000,
            List.of(distinct(1_500_000), distinct(200_000), days(8035, 10_561)),
            Field.of("pedido", BIGINT),
            Field.of("peca", BIGINT),
            Field.of("envio", DATE))
        .table(
            "pedidos",
            1_500_000,
            List.of(distinct(1_500_000), distinct(100_000), days(8035, 10_440)),
            Field.of("pedido", BIGINT),
            Field.of("cliente", BIGINT),
            Field.of("data", DATE))
        .table(
            "compradores",
            150_000,
            List.of(distinct(150_000), distinct(5)),
            Field.of("cliente", BIGINT),
            Field.of("segmento", VARCHAR));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ColumnStatistics distinct(long values) {
    return new ColumnStatistics(
        OptionalLong.of(values), OptionalLong.of(0), Optional.empty(), Optional.empty());
  }

  private static ColumnStatistics days(long first, long last) {
    return new ColumnStatistics(
        OptionalLong.of(last - first + 1),
        OptionalLong.of(0),
        Optional.of(new Literal(Type.Simple.DATE, first)),
        Optional.of(new Literal(Type.Simple.DATE, last)));
  }

  private void assertPlan(String sql, String expected) {
    assertEquals(expected, fixture.fragments(sql, 1), sql);
  }

  @Test
  void biggestTableProbesWhateverTheOrderInTheStatement() {
    var condition =
        " WHERE i.pedido = p.pedido AND p.cliente = c.cliente AND c.segmento = 'A'"
            + " AND p.data < DATE '1995-03-15' AND i.envio > DATE '1995-03-15'";
    var plan =
        """
        Fragment 0 on one executor
          Aggregate SINGLE by []: count(*)
            HashJoin INNER [pedido] = [pedido]
              Project [pedido]
                Scan csv 'itens.csv' [pedido, envio] where (envio > DATE '1995-03-15')
              HashJoin INNER [cliente] = [cliente]
                Project [pedido, cliente]
                  Scan csv 'pedidos.csv' [pedido, cliente, data] where (data < DATE '1995-03-15')
                Project [cliente]
                  Scan csv 'compradores.csv' [cliente, segmento] where (segmento = 'A')
        """;
    for (var from :
        List.of(
            "'itens.csv' i, 'pedidos.csv' p, 'compradores.csv' c",
            "'compradores.csv' c, 'itens.csv' i, 'pedidos.csv' p",
            "'pedidos.csv' p, 'compradores.csv' c, 'itens.csv' i")) {
      assertPlan("SELECT count(*) FROM " + from + condition, plan);
    }
  }

  @Test
  void sideThatANarrowRangeMakesSmallIsBuilt() {
    var sql = "SELECT count(*) FROM 'itens.csv' i JOIN 'pedidos.csv' p ON i.pedido = p.pedido";
    var oneDay = " WHERE i.envio BETWEEN DATE '1995-03-15' AND DATE '1995-03-16'";
    assertPlan(
        sql + oneDay,
        """
        Fragment 0 on one executor
          Aggregate SINGLE by []: count(*)
            HashJoin INNER [pedido] = [pedido]
              Scan csv 'pedidos.csv' [pedido]
              Project [pedido]
                Scan csv 'itens.csv' [pedido, envio] where ((envio >= DATE '1995-03-15') AND (envio <= DATE '1995-03-16'))
        """);
  }
}
