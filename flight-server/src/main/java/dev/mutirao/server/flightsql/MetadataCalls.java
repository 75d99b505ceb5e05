package dev.mutirao.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.BasicFlightSqlProducer;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// The calls that ask what there is: catalogs, schemas, tables, keys, types, and facts about the
/// server. Their tickets are the commands themselves.
abstract class MetadataCalls extends BasicFlightSqlProducer {
  private final CatalogListing listing;
  private final Map<Integer, Object> facts;
  private final BufferAllocator allocator;

  /// @param facts about the server by their number in the specification
  MetadataCalls(CatalogListing listing, Map<Integer, Object> facts, BufferAllocator allocator) {
    this.listing = listing;
    this.facts = facts;
    this.allocator = allocator;
  }

  @Override
  protected <T extends Message> List<FlightEndpoint> determineEndpoints(
      T request, FlightDescriptor descriptor, Schema schema) {
    return List.of(new FlightEndpoint(new Ticket(Any.pack(request).toByteArray())));
  }

  @Override
  public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
    MetadataStream.send(
        Schemas.GET_CATALOGS_SCHEMA, CatalogListing.catalogs(), allocator, listener);
  }

  @Override
  public void getStreamSchemas(
      FlightSql.CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
    MetadataStream.send(
        Schemas.GET_SCHEMAS_SCHEMA, CatalogListing.schemas(command), allocator, listener);
  }

  @Override
  public void getStreamTables(
      FlightSql.CommandGetTables command, CallContext context, ServerStreamListener listener) {
    var schema =
        command.getIncludeSchema()
            ? Schemas.GET_TABLES_SCHEMA
            : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA;
    MetadataStream.send(schema, listing.tables(command), allocator, listener);
  }

  @Override
  public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
    MetadataStream.send(
        Schemas.GET_TABLE_TYPES_SCHEMA, CatalogListing.tableTypes(), allocator, listener);
  }

  @Override
  public void getStreamPrimaryKeys(
      FlightSql.CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
    MetadataStream.send(Schemas.GET_PRIMARY_KEYS_SCHEMA, List.of(), allocator, listener);
  }

  @Override
  public void getStreamExportedKeys(
      FlightSql.CommandGetExportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    MetadataStream.send(Schemas.GET_EXPORTED_KEYS_SCHEMA, List.of(), allocator, listener);
  }

  @Override
  public void getStreamImportedKeys(
      FlightSql.CommandGetImportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    MetadataStream.send(Schemas.GET_IMPORTED_KEYS_SCHEMA, List.of(), allocator, listener);
  }

  @Override
  public void getStreamCrossReference(
      FlightSql.CommandGetCrossReference command,
      CallContext context,
      ServerStreamListener listener) {
    MetadataStream.send(Schemas.GET_CROSS_REFERENCE_SCHEMA, List.of(), allocator, listener);
  }

  @Override
  public void getStreamTypeInfo(
      FlightSql.CommandGetXdbcTypeInfo command,
      CallContext context,
      ServerStreamListener listener) {
    MetadataStream.send(
        Schemas.GET_TYPE_INFO_SCHEMA, TypeListing.rows(command), allocator, listener);
  }

  @Override
  public void getStreamSqlInfo(
      FlightSql.CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
    var wanted = new TreeMap<>(facts);
    if (command.getInfoCount() > 0) {
      wanted.keySet().retainAll(command.getInfoList());
    }
    FactStream.send(wanted, allocator, listener);
  }
}
