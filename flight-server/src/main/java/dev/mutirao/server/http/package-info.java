/// What can a browser, a load balancer or a monitoring system see of a cluster? Pages are pure
/// functions of a snapshot of the coordinator; one small HTTP server gives them out.
package dev.mutirao.server.http;
