/// How does a Java program or BI tool talk to Mutirão?
package dev.mutirao.jdbc;
