/// How do rows become files? The small interfaces of a format that can be written, and the growing
/// file and memory that formats write to.
package dev.mutirao.connectors.write;
