/// How do the processes of a cluster reach each other without the cost of a Flight call? Each
/// listens on a second port, beside that of Flight: who connects shows the cluster's secret, and
/// then asks for one thing after the other, a {@link dev.mutirao.server.rpc.Procedure} or a stream
/// of rows. Where that port is not reached, Flight serves.
@org.jspecify.annotations.NullMarked
package dev.mutirao.server.socket;
