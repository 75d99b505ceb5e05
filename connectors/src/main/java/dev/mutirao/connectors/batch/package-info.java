/// How do rows lie in memory? A batch is columns of Arrow memory plus a row count.
package dev.mutirao.connectors.batch;
